# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this file
# Builds what is measured and what measures; sets programs, auto_sync_program, standin_program and
# toxiproxy.

toxiproxy_version=v2.5.0

build_programs() {
  mkdir -p "$build"
  cmake -S "$repository" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DAUTO_SYNC_TESTS=ON \
    -DAUTO_SYNC_BENCH=ON -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON \
    -DAUTO_SYNC_STATIC_HELPERS=ON >"$build.log" || {
    cat "$build.log" >&2
    return 1
  }
  cmake --build "$build" --target auto-sync github-standin bench >>"$build.log" || {
    cat "$build.log" >&2
    return 1
  }
  programs=$build/tests/bench
  auto_sync_program=$build/auto-sync
  standin_program=$build/tests/support/github-standin
}

find_toxiproxy() {
  toxiproxy=${TOXIPROXY:-$repository/build/tools/server}
  if [[ -x $toxiproxy ]]; then return; fi
  echo "Installing toxiproxy $toxiproxy_version ..." >&2
  GOBIN=$(dirname "$toxiproxy") go install \
    "github.com/Shopify/toxiproxy/v2/cmd/server@$toxiproxy_version"
}
