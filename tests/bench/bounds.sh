#!/usr/bin/env bash
# Runs the contract tests of what small inputs may cost, and of a process that is given little (those
# tagged [bounds]), on the binary that ships: the sanitizers take memory and descriptors of their own.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$bench/../.." && pwd)
build=${BENCH_BUILD:-$repository/build/bench}

# shellcheck source-path=SCRIPTDIR
. "$bench/lib/build.sh"

build_programs
if [[ -z ${BENCH_TOOLS:-} ]]; then cmake --build "$build" --target contract; fi
# shellcheck disable=SC2154 # set by build_programs
AUTO_SYNC_PROGRAM=$auto_sync_program exec "${BENCH_TOOLS:-$build}/tests/contract/contract" '[bounds]'
