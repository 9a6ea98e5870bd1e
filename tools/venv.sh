#!/bin/sh
# Make the virtual environment (default .venv) with a Python of 3.11 or later, or keep the one that is there.
#
#   sh tools/venv.sh [FOLDER]        PYTHON=/path/to/python names the interpreter
#
# POSIX sh, because this runs before there is any Python to rely on.
set -eu

folder=${1:-.venv}

# A hung or broken interpreter (a pyenv shim of a version that is not installed) is no candidate either.
recent() {
    "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        # What was asked for or nothing: another one in its place would only puzzle.
        set -- "$PYTHON"
    else
        set -- python3.13 python3.12 python3.11 python3.14 python3 python
    fi
    for candidate; do
        if command -v "$candidate" >/dev/null 2>&1 && recent "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

on_debian() {
    [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1
}

# Debian keeps ensurepip in a package of its own, and `python3 -m venv` fails without it.
can_make_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

if [ -x "$folder/bin/python" ] && recent "$folder/bin/python" && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

if ! python=$(find_python); then
    cat >&2 <<'MESSAGE'
Cần Python 3.11 trở lên, nhưng máy này chưa có (hoặc biến PYTHON trỏ tới bản cũ hơn).
Python 3.11 or later is needed and was not found (or PYTHON names an older one).

  Debian, Ubuntu:  apt-get install python3 python3-venv
  Fedora:          dnf install python3
  macOS:           brew install python@3.13

Nếu Python nằm ở chỗ khác / If it is somewhere else:  make build PYTHON=/path/to/python3.13
MESSAGE
    exit 1
fi

if ! can_make_venv "$python"; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if on_debian && [ "$(id -u)" = 0 ]; then
        echo "Cài python${version}-venv của Debian / Installing Debian's python${version}-venv" >&2
        apt-get update -qq
        # The package is named after the version when several Pythons are offered.
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "python${version}-venv" >/dev/null \
            || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    fi
    if ! can_make_venv "$python"; then
        cat >&2 <<MESSAGE
$python ($version) thiếu mô-đun venv hoặc ensurepip.
$python ($version) lacks the venv or ensurepip module.

  Debian, Ubuntu:  sudo apt-get install python${version}-venv
  macOS:           brew install python@3.13
MESSAGE
        exit 1
    fi
fi

echo "Tạo $folder bằng $python / Making $folder with $python" >&2
rm -rf "$folder"
"$python" -m venv "$folder"
