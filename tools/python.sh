#!/bin/sh
# Run the first Python of 3.11 or later that this computer has:
#
#   sh tools/python.sh build.py serve        PYTHON=/path/to/python names the interpreter
#
# POSIX sh, because this runs before there is any Python to rely on.
set -eu

# A hung or broken interpreter (a pyenv shim of a version that is not installed) is no candidate either.
recent() {
    "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    # What was asked for or nothing: another one in its place would only puzzle.
    candidates=$PYTHON
else
    candidates='python3.13 python3.12 python3.11 python3.14 python3 python'
fi

for candidate in $candidates; do
    if command -v "$candidate" >/dev/null 2>&1 && recent "$candidate"; then
        exec "$candidate" "$@"
    fi
done

cat >&2 <<'MESSAGE'
Cần Python 3.11 trở lên, nhưng máy này chưa có (hoặc biến PYTHON trỏ tới bản cũ hơn).
Python 3.11 or later is needed and was not found (or PYTHON names an older one).

  Debian, Ubuntu:  apt-get install python3 python3-venv
  Fedora:          dnf install python3
  macOS:           tải từ python.org · download from python.org (hoặc · or: brew install python@3.13)

Nếu Python nằm ở chỗ khác / If it is somewhere else:  make build PYTHON=/path/to/python3.13
MESSAGE
exit 1
