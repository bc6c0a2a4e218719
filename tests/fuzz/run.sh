#!/usr/bin/env bash
# tests/fuzz/run.sh [SECONDS] [TARGET...]: searches each target of tests/fuzz for that long (15 s),
# one per processor at a time. Needs `cmake --preset fuzz && cmake --build --preset fuzz`.
#
# What it finds is in build/fuzz-findings, with how to replay it; what it learns, in
# build/fuzz-corpus/TARGET. The last line is 'N passed, N failed', a count of targets.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1

seconds=${1:-15}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=(tests/fuzz/corpus/*)
program=build/fuzz/tests/fuzz/fuzz
findings=build/fuzz-findings
[ -x "$program" ] || {
  echo "There is no $program: cmake --preset fuzz && cmake --build --preset fuzz" >&2
  exit 1
}

# search TARGET: one input may take 30 s and 1 GiB, far more than any needs.
search() {
  local target=${1##*/}
  local log=$findings/$target.log
  local learned=build/fuzz-corpus/$target
  local seeds=("tests/fuzz/corpus/$target")
  case $target in
    fetch | advertisement | ls_refs | report_status | pack) seeds+=(tests/fixtures/wire) ;;
    event) seeds+=(tests/fixtures/github/webhooks) ;;
  esac
  mkdir -p "$learned" "$findings"
  rm -f "$findings/$target"-*
  FUZZ_TARGET=$target "$program" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=1024 \
    -max_len=16384 -dict=tests/fuzz/dictionary.txt -artifact_prefix="$findings/$target-" \
    -print_final_stats=1 "$learned" "${seeds[@]}" >"$log" 2>&1
  local code=$?
  local runs reached
  runs=$(sed -nE 's/^stat::number_of_executed_units: //p' "$log")
  reached=$(grep -aoE 'cov: [0-9]+ ft: [0-9]+' "$log" | tail -n 1)
  if [ $code -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
    printf 'ok      fuzz %s: %s runs, %s\n' "$target" "$runs" "$reached"
    return
  fi
  printf 'FAILED  fuzz %s; from %s:\n' "$target" "$log"
  grep -aE -A 1 '^broken promise|ERROR: |runtime error|what\(\)' "$log" | head -n 20
  local input
  for input in "$findings/$target"-*; do
    [ -e "$input" ] && echo "Replay it: FUZZ_TARGET=$target $program $input"
  done
  return 1
}

export -f search
export seconds program findings
mkdir -p "$findings"
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'search {}' |
  tee "$findings/summary"
passed=$(grep -c '^ok ' "$findings/summary")
failed=$((${#targets[@]} - passed))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
