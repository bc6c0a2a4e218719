#!/usr/bin/env bash
# Shows that memory does not depend on the pack: relays one of 200 MB, next to one of a few hundred
# bytes, and fails when the large one takes more than the promised peak.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$bench/../.." && pwd)
build=${BENCH_BUILD:-$repository/build/bench}
promised_mib=64
work=$(mktemp -d "${TMPDIR:-/tmp}/auto-sync-memory.XXXXXX")
root=$work/root
cache=$work/pair

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

commit_lines() { # NUMBER
  printf 'commit refs/heads/main\ncommitter Ada Lindqvist <ada@example.org> %d +0000\n' \
    $((1704067200 + $1))
  printf 'data 9\nCommit %d\n\n' "$1"
}

# Fifty files of 4 MB that do not compress; then a small commit on top.
make_large_source() {
  local number
  plain_repository "$cache/source.git"
  {
    commit_lines 1
    printf 'M 100644 inline README\ndata 6\nFirst\n\n'
    commit_lines 2
    for ((number = 10; number < 60; ++number)); do
      printf 'M 100644 inline large-%d\ndata 4000000\n' $number
      head -c 4000000 /dev/urandom
      printf '\n'
    done
    commit_lines 3
    printf 'M 100644 inline README\ndata 7\nSecond\n\n'
  } | git -C "$cache/source.git" -c core.compression=0 fast-import --quiet
}

# target NAME AGO: a target that lacks the last AGO commits.
make_target() {
  plain_repository "$cache/target-$1.git"
  git -C "$cache/source.git" push --quiet "$cache/target-$1.git" "main~$2:refs/heads/main"
}

mkdir -p "$root/source" "$root/target" "$cache"
"$repository/tests/support/install_packages.sh" tests
build_programs
make_large_source
make_target small 1
make_target large 2
cp -al "$cache/source.git" "$root/source/occ.git"
tip=$(git -C "$cache/source.git" rev-parse main)
scenario=small link=loopback reset_target
start_standin

samples=$work/samples.tsv
for scenario in small large; do measure stand-in loopback "$standin" e; done
"$programs/bench_report" "$samples" markdown
awk -v promised=$promised_mib '
  { peak[$3] = $7 / 1024 }
  END {
    printf "peak memory: %.1f MiB for the small pack, %.1f MiB for the large one, %d promised\n",
      peak["small"], peak["large"], promised
    exit peak["large"] > promised
  }' "$samples"
