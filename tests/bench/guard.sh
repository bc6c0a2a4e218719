#!/usr/bin/env bash
# Holds what does not depend on the machine to recorded figures: requests per scenario exactly, bytes
# each way and instructions within 5 %. A change that moves them on purpose records them anew:
#
#   tests/bench/guard.sh --record
#
# Instructions depend on compiler, libraries and the kind of processor that these choose code for:
# they are held where guard.tsv has figures for this platform, and shown elsewhere.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$bench/../.." && pwd)
build=${BENCH_BUILD:-$repository/build/bench}
work=$(mktemp -d "${TMPDIR:-/tmp}/auto-sync-guard.XXXXXX")
root=$work/root
samples=$work/samples.tsv
recorded=$bench/guard.tsv
link=loopback
# shellcheck source=/dev/null
platform=$(. /etc/os-release && echo "$ID-${VERSION_ID:-rolling}")/$(uname -m)
platform+=$(sed -n 's|^vendor_id[^:]*: *|/|p' /proc/cpuinfo | head -1)
if grep -qw avx2 /proc/cpuinfo; then platform+=/avx2; fi

"$repository/tests/support/install_packages.sh" guard

# shellcheck source-path=SCRIPTDIR
. "$bench/lib/build.sh"
# shellcheck source-path=SCRIPTDIR
. "$bench/lib/pair.sh"
# shellcheck source-path=SCRIPTDIR
. "$bench/lib/servers.sh"
# shellcheck source-path=SCRIPTDIR
. "$bench/lib/contenders.sh"

finish() {
  stop_servers
  rm -rf "$work"
}
trap finish EXIT

# The binary under callgrind, which counts the instructions of all threads.
write_counter() {
  cat >"$work/counter" <<END
#!/bin/sh
exec valgrind --quiet --tool=callgrind --callgrind-out-file=$work/callgrind.out $auto_sync_program
END
  chmod +x "$work/counter"
}

# Scenario, requests, bytes sent, bytes received, instructions, platform.
count_scenario() {
  : >"$samples"
  rm -f "$work"/callgrind.out*
  auto_sync_program=$work/counter measure stand-in loopback "$standin" e
  local counted
  counted=$(sed -n 's/^\(summary\|totals\): //p' "$work/callgrind.out" | tail -1)
  awk -v OFS='\t' -v counted="$counted" -v platform="$platform" \
    '{ print $3, $11, $9, $10, counted, platform }' "$samples"
}

build_programs
use_shape pocket
make_pair
mkdir -p "$root/source" "$root/target"
cp -al "$cache/source.git" "$root/source/occ.git"
cp -al "$cache/source-tags.git" "$root/source/occ-tags.git"
scenario=in_sync reset_target
start_standin
write_counter
for scenario in "${scenarios[@]}"; do count_scenario; done >"$work/counted.tsv"

if [[ ${1:-} = --record ]]; then
  {
    printf 'scenario\trequests\tsent\treceived\tinstructions\tplatform\n'
    cat "$work/counted.tsv"
    awk -v mine="$platform" 'NR > 1 && $6 != mine' "$recorded" 2>/dev/null || true
  } >"$work/recorded.tsv"
  cp "$work/recorded.tsv" "$recorded"
  column -t "$recorded"
  exit
fi
awk -f "$bench/compare_figures.awk" "$recorded" "$work/counted.tsv"
