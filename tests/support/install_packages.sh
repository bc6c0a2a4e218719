#!/usr/bin/env bash
# install_packages.sh build|tests|fuzz|checks|guard|bench|container: installs what is missing, from
# Debian's packages, without asking. Says what to install where it may not, or where there is no apt-get.
set -euo pipefail

build=(build-essential ca-certificates ccache cmake git libcurl4-openssl-dev libfmt-dev libgit2-dev
  libspdlog-dev libssl-dev libyaml-cpp-dev ninja-build pkg-config rapidjson-dev zlib1g-dev)
tests=("${build[@]}" apache2-bin catch2 curl jq nginx openssl shellcheck)
fuzz=("${tests[@]}" clang libclang-rt-dev llvm)
checks=("${fuzz[@]}" clang-format clang-tidy)
guard=("${tests[@]}" valgrind)
bench=("${guard[@]}" fcgiwrap nginx-light)
container=(mmdebstrap)

case "${1:-build}" in
  build) wanted=("${build[@]}") ;;
  tests) wanted=("${tests[@]}") ;;
  fuzz) wanted=("${fuzz[@]}") ;;
  checks) wanted=("${checks[@]}") ;;
  guard) wanted=("${guard[@]}") ;;
  bench) wanted=("${bench[@]}") ;;
  container) wanted=("${container[@]}") ;;
  *)
    echo "usage: $0 build|tests|fuzz|checks|guard|bench|container" >&2
    exit 2
    ;;
esac

command -v dpkg-query >/dev/null || {
  echo "This is not Debian or Ubuntu: install what their packages ${wanted[*]} hold." >&2
  exit 0
}
missing=()
for package in "${wanted[@]}"; do
  # shellcheck disable=SC2016  # ${Status} is dpkg-query's, not ours
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null |
    grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "Install these packages first: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# Servers among them are the tests' to start: Debian asks this script before it starts any
# (invoke-rc.d(8)), and one that is there already is its owner's.
policy=/usr/sbin/policy-rc.d
made=()
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod +x "$policy"
  made=("$policy")
fi
finish() {
  rm -f "$log"
  [ ${#made[@]} -eq 0 ] || "${as_root[@]}" rm -f "${made[@]}"
}
trap finish EXIT
if ! { "${as_root[@]}" apt-get update -qq &&
  "${as_root[@]}" apt-get install -qq --yes --no-install-recommends "${missing[@]}"; } \
  >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  echo "apt-get could not install: ${missing[*]}" >&2
  exit 1
fi
