# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this file
# Builds what is measured and what measures; sets programs, auto_sync_program, standin_program and
# toxiproxy.

toxiproxy_version=v2.5.0

# What is measured is built as it ships. BENCH_TOOLS names a tree that holds the rest already, one
# configured with AUTO_SYNC_BENCH.
build_programs() {
  local options=(-DAUTO_SYNC_STATIC_HELPERS=ON) targets=(auto-sync)
  if [[ -z ${BENCH_TOOLS:-} ]]; then
    options+=(-DAUTO_SYNC_TESTS=ON -DAUTO_SYNC_BENCH=ON)
    targets+=(github-standin bench)
  fi
  mkdir -p "$build"
  if ! { cmake -S "$repository" --preset release -B "$build" "${options[@]}" &&
    cmake --build "$build" --target "${targets[@]}"; } >"$build.log" 2>&1; then
    cat "$build.log" >&2
    return 1
  fi
  local tools=${BENCH_TOOLS:-$build}
  programs=$tools/tests/bench
  auto_sync_program=$build/auto-sync
  standin_program=$tools/tests/support/github-standin
}

find_toxiproxy() {
  toxiproxy=${TOXIPROXY:-$repository/build/tools/server}
  if [[ -x $toxiproxy ]]; then return; fi
  echo "Installing toxiproxy $toxiproxy_version ..." >&2
  GOBIN=$(dirname "$toxiproxy") go install \
    "github.com/Shopify/toxiproxy/v2/cmd/server@$toxiproxy_version"
}
