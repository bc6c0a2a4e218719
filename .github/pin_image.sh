#!/bin/sh
# pin_image.sh ACTION_FILE IMAGE: makes the action run a prebuilt image instead of building the
# Dockerfile. Fails when the file does not name the Dockerfile exactly once.
set -eu
action_file=$1
image=$2
[ "$(grep -c '^  image: Dockerfile$' "$action_file")" = 1 ] || {
  echo "pin_image.sh: $action_file: expected one line '  image: Dockerfile'" >&2
  exit 1
}
sed -i "s|^  image: Dockerfile\$|  image: docker://$image|" "$action_file"
