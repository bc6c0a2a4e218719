#!/usr/bin/env bash
# base_image.sh: sees to it that the Docker engine has debian:trixie-slim. Where it is missing and
# no registry can be reached, it is made from Debian's packages, from the mirror that this
# machine's apt is configured with.
set -euo pipefail

image=debian:trixie-slim

# mirror: the mirror that apt reads this Debian from; nothing on another system, whose mirrors
# hold no Debian: mmdebstrap then takes its own default.
mirror() {
  local ID VERSION_CODENAME
  # shellcheck source=/dev/null
  . /etc/os-release
  [ "$ID" = debian ] || return 0
  # shellcheck disable=SC2016  # apt expands these, not the shell
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(SITE)' 'Created-By: Packages' |
    awk -v release="$VERSION_CODENAME" '$1 == release && $2 == "main" { print $3; exit }'
}

if docker image inspect "$image" >/dev/null 2>&1; then
  exit 0
fi
if timeout 120 docker pull --quiet "$image" 2>/dev/null; then
  exit 0
fi
command -v mmdebstrap >/dev/null || "${0%/*}/../support/install_packages.sh" container
echo "making $image from Debian's packages"
tar=$(mktemp --tmpdir trixie.XXXXXX.tar)
trap 'rm -f "$tar"' EXIT
# shellcheck disable=SC2046  # no argument at all where there is no mirror
mmdebstrap --quiet --variant=minbase trixie "$tar" $(mirror)
docker import --message "minbase by mmdebstrap" "$tar" "$image"
