#!/bin/sh
# base_image.sh: prints the image that releases are built on. Fails unless .github/base/Dockerfile
# names exactly one, by its digest.
set -eu
image=$(sed -n 's/^FROM //p' "${0%/*}/base/Dockerfile")
digest=${image#*@sha256:}
case $digest in
  "$image" | *[!0-9a-f]*) digest= ;;
esac
[ "${#digest}" = 64 ] || {
  echo "base_image.sh: base/Dockerfile: expected one line 'FROM NAME@sha256:DIGEST'" >&2
  exit 1
}
echo "$image"
