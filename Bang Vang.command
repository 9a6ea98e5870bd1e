#!/bin/sh
# Double-click (macOS, Linux): the first time this installs what is needed; then the preview opens in the browser.
cd "$(dirname "$0")" || exit 1
sh tools/python.sh build.py serve --open "$@"
status=$?
[ "$status" -eq 130 ] && exit 0
printf '\nBấm Enter để đóng cửa sổ này. · Press Enter to close this window. '
read -r _
exit "$status"
