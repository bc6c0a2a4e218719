#!/usr/bin/env bash
# Runs the contract tests of what small inputs may cost (tests/contract/bounds_test.cpp) on the binary
# that ships: under the sanitizers, which take memory of their own, they cannot look at memory.
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
