#!/bin/sh
# check_version.sh VERSION: fails unless the whole of it is three numbers, X.Y.Z. By the shell's
# patterns, which look at the whole text; grep would be content with one right line of several.
set -eu
case $1 in
  *[!0-9.]* | .* | *. | *..* | *.*.*.*) right=false ;;
  *.*.*) right=true ;;
  *) right=false ;;
esac
if [ "$right" = false ]; then
  echo "::error::the version must look like 1.2.3"
  exit 1
fi
