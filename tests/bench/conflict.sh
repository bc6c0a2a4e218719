#!/usr/bin/env bash
# What the conflict analysis of a diverged target costs on the OCC-shaped pair: its own bytes, time
# and requests, as the report counts them, and the whole run's peak memory.
#
#   BENCH_BUILD  where to build (build/bench); BENCH_CACHE: where the pair is kept
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$bench/../.." && pwd)
build=${BENCH_BUILD:-$repository/build/bench}
work=$(mktemp -d "${TMPDIR:-/tmp}/auto-sync-conflict.XXXXXX")
root=$work/root

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

# The files that the source changed since the merge base, changed by the target as well: those of
# up to 30 commits, in one line each.
change_the_same_files() {
  local target=$root/target/occ.git path
  {
    printf 'commit refs/heads/main\ncommitter Theo Own <theo@example.org> 1735776004 +0000\n'
    printf 'data 5\nClash\nfrom refs/heads/main^0\n'
    git -C "$cache/source.git" diff --name-only --diff-filter=M "main~${points[1]}" main |
      sed -n 1,30p | while read -r path; do
      printf 'M 100644 inline %s\ndata 6\nClash\n\n' "$path"
    done
  } | fast_import "$target"
}

tell() { # NAME
  in_empty_directory run_e "$standin"
  jq -r --arg name "$1" --arg peak "$(cut -f 3 "$work/run/time")" '
    (.phases[] | select(.name == "conflict analysis")) as $phase
    | "\($name): \(.merge.conflict_count) conflicts, clean \(.merge.clean); \($phase.requests) requests, "
      + "\($phase.received_bytes) bytes received, \($phase.sent_bytes) sent, \($phase.seconds) s; "
      + "peak of the run \($peak) KiB"' "$work"/run/auto-sync-report/*.json
}

use_shape occ
make_pair
build_programs
mkdir -p "$root/source" "$root/target"
cp -al "$cache/source.git" "$root/source/occ.git"
start_standin
scenario=diverged link=loopback
reset_target
tell "3 commits against ${points[1]}"
change_the_same_files
tell "30 files changed on both sides"
