#!/usr/bin/env bash
# Measures auto-sync beside every other way to do its work, on an OCC-shaped pair of repositories.
# Prints a table; leaves it, the figures behind it and a chart in build/bench-results.
#
#   tests/bench/run.sh [SCENARIO...]
#
#   AUTO_SYNC_BENCH_PEER  entireio/git-sync's binary; its column is empty without
#   TOXIPROXY             toxiproxy's server; fetched from Go's module proxy when not set
#   BENCH_RUNS            how many runs the medians are of (5)
#   BENCH_BUILD           where to build (build/bench); BENCH_CACHE: where the pair is kept
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$bench/../.." && pwd)
build=${BENCH_BUILD:-$repository/build/bench}
results=${BENCH_RESULTS:-$repository/build/bench-results}
runs=${BENCH_RUNS:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/auto-sync-bench.XXXXXX")
root=$work/root
samples=$results/samples.tsv
links=(loopback shaped)

# shellcheck source-path=SCRIPTDIR
. "$bench/lib/build.sh"
# shellcheck source-path=SCRIPTDIR
. "$bench/lib/pair.sh"
# shellcheck source-path=SCRIPTDIR
. "$bench/lib/servers.sh"
# shellcheck source-path=SCRIPTDIR
. "$bench/lib/contenders.sh"
# shellcheck source-path=SCRIPTDIR
. "$bench/lib/many.sh"

finish() {
  stop_servers
  rm -rf "$work"
}
trap finish EXIT

# The contenders of one round, another one first each time.
in_turn() {
  local round=$1 i
  shift
  for ((i = 0; i < $#; ++i)); do
    local at=$(((i + round) % $# + 1))
    echo "${!at}"
  done
}

once_each() {
  local contender
  for contender in a b c; do measure stand-in loopback "$standin" $contender; done
}

# What takes too long is not tried again.
often() { # SERVER LINK URL CONTENDERS...
  local server=$1 link=$2 url=$3 round contender hopeless=""
  shift 3
  for ((round = 0; round < runs; ++round)); do
    for contender in $(in_turn $round "$@"); do
      if [[ $hopeless = *$contender* ]]; then continue; fi
      measure "$server" "$link" "$url" "$contender"
      if [[ $(cut -f 4 "$work/run/time") = "$too_long" ]]; then hopeless+=$contender; fi
    done
  done
}

measure_everything() {
  local challengers=(e f)
  if [[ -n ${AUTO_SYNC_BENCH_PEER:-} ]]; then challengers=(d e f); fi
  for scenario in "${scenarios[@]}"; do
    echo "$(date +%T) $scenario" >&2
    record_requests
    case $scenario in in_sync | 465_commits) once_each ;; esac
    often stand-in loopback "$standin" "${challengers[@]}"
    often stand-in shaped "$shaped" "${challengers[@]}"
    if [[ $scenario = 465_commits ]]; then
      often nginx loopback "$nginx" "${challengers[@]/f/}"
    fi
  done
}

write_results() {
  {
    echo "Measured $(date -u +%F) on $(nproc) cores ($(model)), Linux $(uname -r), $(git --version)," \
      "$(curl --version | awk 'NR == 1 { print $1, $2 }'), $(nginx -v 2>&1 | sed 's/.*: //')."
    echo "Load before: $load_before, after: $(cut -d' ' -f1-3 /proc/loadavg)."
    echo "The shaped link, as curl sees it: $(measure_link "$shaped")"
    echo
    "$programs/bench_report" "$samples" markdown
    if [[ $with_many = yes ]]; then
      echo "### many pairs and many targets, stand-in, loopback"
      echo
      measure_many
    fi
  } >"$results/table.md"
  "$programs/bench_report" "$samples" json >"$results/table.json"
  "$programs/bench_report" "$samples" chart >"$results/chart.svg"
}

model() { sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1; }

mkdir -p "$results" "$root/source" "$root/target"
: >"$samples"
"$repository/tests/support/install_packages.sh" bench
build_programs
find_toxiproxy
use_shape pocket
make_pair
small=$cache small_tip=$tip
use_shape occ
make_pair
with_many=yes
if (($#)); then scenarios=("$@") with_many=no; fi
cp -al "$cache/source.git" "$root/source/occ.git"
cp -al "$cache/source-tags.git" "$root/source/occ-tags.git"
scenario=in_sync reset_target
load_before=$(cut -d' ' -f1-3 /proc/loadavg)
start_standin
start_shaped_link
start_nginx
measure_everything
write_results
cat "$results/table.md"
