#!/usr/bin/env bash
# tests/run.sh: builds auto-sync and passes all its tests. Installs what it needs, asks nothing.
#
#   tests/run.sh            unit, contract and house tests; the container and act where there is
#                           a Docker engine and Go
#   tests/run.sh --quick    without the container
#   tests/run.sh --all      the tests under AddressSanitizer and UndefinedBehaviorSanitizer, and
#                           also clang-format, clang-tidy, tests/bench/guard.sh and bounds.sh,
#                           tests/fuzz/run.sh, and 300 runs of tests/faults
#
# The last line is 'N passed, N failed, N skipped', a count of test cases and checks.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

container=yes
everything=no
for option in "$@"; do
  case "$option" in
    --quick) container=no ;;
    --all) everything=yes ;;
    *)
      sed -n '2,12s/^# \{0,1\}//p' "$0"
      [ "$option" = --help ] && exit 0
      exit 2
      ;;
  esac
done

passed=0
failed=0
skipped=0
logs=build/test-logs
mkdir -p "$logs"

# Where the tests make their repositories, thousands of small files that come and go: in memory where
# there is room, since ext4 spends a third of such a test on looking for recently deleted inodes.
test_tmp=${TMPDIR:-/tmp}
if [ -d /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -n 1)" -gt 8000000 ]; then
  test_tmp=/dev/shm
fi

say() { printf '\n== %s\n' "$*"; }

# step NAME COMMAND...: one check that passes or fails as a whole.
step() {
  local name=$1
  shift
  local log="$logs/${name//[^A-Za-z0-9]/-}.log"
  local started=$SECONDS
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    printf 'ok      %s (%s s)\n' "$name" $((SECONDS - started))
  else
    failed=$((failed + 1))
    printf 'FAILED  %s; the end of %s:\n' "$name" "$log"
    tail -n 60 "$log"
  fi
}

# aside NAME COMMAND...: a command that runs beside what comes next; ended NAME waits for it, shows what
# it said and ends as it did.
aside() {
  local name=$1
  shift
  rm -f "$logs/$name.ended"
  {
    "$@" >"$logs/$name.aside" 2>&1
    echo $? >"$logs/$name.code"
    mv "$logs/$name.code" "$logs/$name.ended"
  } &
  aside_pids[$name]=$!
}

ended() {
  wait "${aside_pids[$1]}"
  cat "$logs/$1.aside"
  return "$(cat "$logs/$1.ended")"
}
declare -A aside_pids

# start PRESET PROGRAM: runs a Catch2 program beside others; its code goes next to its log.
start() {
  local log
  log=$logs/$1-$(basename "$2").log
  {
    local started=$SECONDS
    TMPDIR=$test_tmp "$2" >"$log" 2>&1
    echo $? $((SECONDS - started)) >"$log.code"
  } &
}

# count PRESET PROGRAM: what became of it, test case by test case.
count() {
  local name log code seconds cases bad
  name=$(basename "$2")
  log=$logs/$1-$name.log
  read -r code seconds <"$log.code"
  cases=$(sed -nE 's/^All tests passed \(.* in ([0-9]+) test cases?\)$/\1/p; s/^test cases: *([0-9]+) .*/\1/p' "$log" | tail -n 1)
  bad=$(sed -nE 's/^test cases:.*[| ]([0-9]+) failed.*/\1/p' "$log" | tail -n 1)
  cases=${cases:-0}
  bad=${bad:-0}
  if [ "$code" -ne 0 ] || [ "$cases" -eq 0 ]; then
    [ "$bad" -gt 0 ] || bad=1
    [ "$cases" -ge "$bad" ] || cases=$bad
    printf 'FAILED  %s (%s); the end of %s:\n' "$name" "$1" "$log"
    tail -n 80 "$log"
  else
    printf 'ok      %s (%s): %s test cases (%s s)\n' "$name" "$1" "$cases" "$seconds"
  fi
  passed=$((passed + cases - bad))
  failed=$((failed + bad))
}

build() {
  local preset=$1
  cmake --preset "$preset" && cmake --build --preset "$preset"
}

# build_and_start PRESET: builds, and starts every test program. The contract tests wait more than
# they work: everything else that is to be checked is checked meanwhile.
programs=()
build_and_start() {
  local preset=$1
  local before=$failed
  say "build and tests: $preset"
  step "build $preset" build "$preset"
  [ "$failed" -eq "$before" ] || return
  programs=(build/"$preset"/tests/contract/contract
    build/"$preset"/tests/contract/contract_wire
    build/"$preset"/tests/contract/servers/contract_servers
    build/"$preset"/tests/support/standin_test)
  local program
  for program in "${programs[@]}"; do start "$preset" "$program"; done
  for program in build/"$preset"/tests/unit_*; do
    if [ ! -f "$program" ] || [ ! -x "$program" ]; then continue; fi
    programs+=("$program")
    start "$preset" "$program"
    wait -n
  done
}

# finish_tests PRESET: waits for the programs started, and counts their test cases.
finish_tests() {
  local preset=$1
  local program
  wait
  say "tests: $preset"
  for program in "${programs[@]}"; do count "$preset" "$program"; done
  [ -x build/"$preset"/tests/fuzz/fuzz_corpus ] &&
    step "fuzz corpus ($preset)" build/"$preset"/tests/fuzz/fuzz_corpus
}

check_format() {
  git ls-files 'src/*.h' 'src/*.cpp' 'tests/*.h' 'tests/*.cpp' |
    xargs clang-format --dry-run --Werror
}

# Each floor at once, so that every header is read once. In a file whose name begins so, clang's
# analyzer looks into the sources that it includes; function by function, which takes a third of
# the time. GCC's options in the build are not all clang's, and one define is a floor's own.
check_tidy() {
  local floor source
  local clang=(-Wno-unknown-warning-option '-DAUTO_SYNC_VERSION=""'
    -Xclang -analyzer-config -Xclang mode=shallow)
  mkdir -p build/tidy
  for floor in src/*/; do
    for source in "$floor"*.cpp; do printf '#include "%s"\n' "${source#src/}"; done \
      >"build/tidy/UnifiedSource-$(basename "$floor").cpp"
  done
  # The largest first.
  # shellcheck disable=SC2011  # floors have plain names
  ls -S build/tidy/UnifiedSource-*.cpp src/main.cpp |
    xargs -P "$(nproc)" -n 1 clang-tidy --quiet -p build/asan "${clang[@]/#/--extra-arg=}"
}

check_figures() {
  BENCH_TOOLS=$PWD/build/asan tests/bench/guard.sh
}

check_bounds() {
  TMPDIR=$test_tmp BENCH_TOOLS=$PWD/build/asan tests/bench/bounds.sh
}

check_measures() {
  check_figures && check_bounds
}

# The binary as it ships, which the guard has built.
check_faults() {
  TMPDIR=$test_tmp AUTO_SYNC=$PWD/build/bench/auto-sync FAULTS=$PWD/build/$preset/tests/faults/faults \
    tests/faults/run --runs 300
}

check_scripts() {
  git ls-files '*.sh' .ci/run tests/faults/run tools/pre-commit | xargs shellcheck --external-sources
}

# run_counted NAME COMMAND...: what counts its own checks, in a line 'N passed, N failed'.
run_counted() {
  local log="$logs/$1.log"
  "${@:2}" 2>&1 | tee "$log"
  local code=${PIPESTATUS[0]}
  local counts
  counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
  if [ -n "$counts" ]; then
    passed=$((passed + $(sed -E 's/^([0-9]+) passed.*/\1/' <<<"$counts")))
    failed=$((failed + $(sed -E 's/^[0-9]+ passed, ([0-9]+) failed.*/\1/' <<<"$counts")))
  elif [ "$code" -eq 0 ]; then
    skipped=$((skipped + 1))
  else
    failed=$((failed + 1))
  fi
}

[ "$everything" = yes ] && packages=checks || packages=tests
tests/support/install_packages.sh "$packages" || exit 1

[ "$everything" = yes ] && preset=asan || preset=dev
build_and_start "$preset"
say "house rules"
step "includes and file sizes" tests/check_includes.sh
step "shellcheck" check_scripts
if [ "$everything" = yes ]; then
  step "clang-format" check_format
  aside measures check_measures  # counts, which no other work changes, on one core
  step "clang-tidy" check_tidy
  step "build fuzz" build fuzz
  step "requests, bytes, instructions and memory are within their bounds" ended measures
  say "fuzz"
  run_counted fuzz tests/fuzz/run.sh 15
fi
if [ "$container" = yes ]; then
  say "container and act"
  AUTO_SYNC_BUILD_DIR=$PWD/build/$preset run_counted e2e tests/e2e/run.sh
else
  skipped=$((skipped + 1))
  echo "SKIPPED the container and act: --quick"
fi
finish_tests "$preset"
if [ "$everything" = yes ]; then
  say "runs with faults"
  step "300 runs with faults keep every promise" check_faults
fi

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
