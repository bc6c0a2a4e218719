#!/usr/bin/env bash
# examples/demo.sh: auto-sync at work, on one machine and without GitHub. Installs what is missing,
# builds, and runs the action exactly as the runner would, against a stand-in of GitHub on
# loopback: first the main job, then every other way a run can end. Asks nothing, changes nothing
# outside build/.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi
say() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }
fail() {
  echo "demo: $*" >&2
  exit 1
}

say "What this needs: a compiler and a few libraries"
tests/support/install_packages.sh build
command -v curl >/dev/null || tests/support/install_packages.sh tests

say "Build (build/demo)"
mkdir -p build
log=$root/build/demo-build.log
build_failed() {
  tail -n 30 "$log"
  fail "the build failed; all of it is in $log"
}
# progress: the build's "[12/130]" lines as one line that changes, for a person who watches.
progress() {
  sed -un 's/^\[\([0-9]*\/[0-9]*\)\].*/\1/p' | while read -r step; do
    [ ! -t 1 ] || printf '\r%s files ' "$step"
  done
}
cmake -S . -B build/demo -G Ninja -DCMAKE_BUILD_TYPE=Release -DAUTO_SYNC_TESTS=OFF \
  -DAUTO_SYNC_STANDIN=ON >"$log" 2>&1 || build_failed
cmake --build build/demo --target auto-sync github-standin 2>&1 | tee -a "$log" | progress ||
  build_failed
binary=$root/build/demo/auto-sync
echo "$("$binary" --version), ready"

# --- The world: two repositories and a build that was green --------------------------------------
work=$(mktemp -d)
cleanup() {
  [ -z "${standin_pid:-}" ] || kill "$standin_pid" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
export GIT_AUTHOR_NAME="Demo Author" GIT_AUTHOR_EMAIL=demo@example.com
export GIT_COMMITTER_NAME="Demo Author" GIT_COMMITTER_EMAIL=demo@example.com
source=$work/repositories/o9nn/occ.git
target=$work/repositories/cogpy/occ.git
work_tree=$work/tree

# commit_to REPOSITORY FILE MESSAGE: one more commit on its main.
commit_to() {
  rm -rf "$work_tree"
  git clone --quiet --shared "$1" "$work_tree"
  echo "$3" >>"$work_tree/$2"
  git -C "$work_tree" add "$2"
  git -C "$work_tree" commit --quiet --message "$3"
  git -C "$work_tree" push --quiet origin HEAD:refs/heads/main
}

make_source() {
  mkdir -p "${source%/*}" "${target%/*}"
  git init --quiet --bare --initial-branch=main "$source"
  git init --quiet --bare --initial-branch=main "$target"
  local commits=0
  if [ "$(git -c safe.directory="$root" rev-parse --is-shallow-repository 2>/dev/null)" = false ]; then
    git -c safe.directory="$root" push --quiet "$source" HEAD:refs/heads/main 2>/dev/null || true
    commits=$(git -C "$source" rev-list --count --first-parent main 2>/dev/null || echo 0)
  fi
  if [ "$commits" -ge 12 ]; then
    echo "source o9nn/occ: this project's own history, $commits commits"
    return
  fi
  local n
  for n in $(seq 1 30); do commit_to "$source" "file$((n % 5)).txt" "Change number $n"; done
  echo "source o9nn/occ: a generated history of 30 commits"
}

say "Two repositories and a green build"
make_source
git -C "$source" tag --annotate --message "Demo release" v0.1.0 'main~3'
git -C "$source" push --quiet "$target" 'main~7:refs/heads/main'
echo "target cogpy/occ: 7 commits and one tag behind"
echo "build  OCC Windows Build #1 of $(git -C "$source" rev-parse --short main): success"

source_token=ghp_standinSOURCE0123456789
target_token=ghp_standinTARGET0123456789
cat >"$work/state.json" <<JSON
{"repositories": {
   "o9nn/occ": {"workflows": [{"id": 1, "name": "OCC Windows Build",
                               "path": ".github/workflows/occ-win-build.yml"}]},
   "cogpy/occ": {}},
 "tokens": {"$source_token": {"access": {"o9nn/occ": "read"}},
            "$target_token": {"access": {"cogpy/occ": "write"}}}}
JSON
build/demo/tests/support/github-standin --root "$work/repositories" --state "$work/state.json" \
  --ready-file "$work/url" >"$work/standin.log" 2>&1 &
standin_pid=$!
for _ in $(seq 1 200); do
  [ ! -s "$work/url" ] || break
  kill -0 "$standin_pid" 2>/dev/null || fail "the stand-in did not start: $(cat "$work/standin.log")"
  sleep 0.05
done
url=$(cat "$work/url")

# --- One run of the action, as the runner makes it ------------------------------------------------
build_id=100
# record_build CONCLUSION: the build of the source's tip ended so.
record_build() {
  build_id=$((build_id + 1))
  curl --silent --fail --output /dev/null --data "{\"repositories\": {\"o9nn/occ\": {\"runs\": [
    {\"id\": $build_id, \"workflow_id\": 1, \"run_number\": $((build_id - 100)),
     \"conclusion\": \"$1\", \"head_sha\": \"$(git -C "$source" rev-parse main)\"}]}}}" \
    "$url/_standin/state"
  cat >"$work/event.json" <<JSON
{"action": "completed", "repository": {"full_name": "o9nn/occ"},
 "workflow_run": {"id": $build_id, "name": "OCC Windows Build", "workflow_id": 1,
   "path": ".github/workflows/occ-win-build.yml", "event": "push", "status": "completed",
   "conclusion": "$1", "head_branch": "main", "head_sha": "$(git -C "$source" rev-parse main)",
   "run_number": $((build_id - 100)), "run_attempt": 1, "html_url": "$url/o9nn/occ/actions",
   "repository": {"id": 1, "full_name": "o9nn/occ"},
   "head_repository": {"id": 1, "full_name": "o9nn/occ"}}}
JSON
}

rows=()
# act NAME EXPECTED_STATUS [INPUT=VALUE...]: runs the action and adds a row to the closing table.
act() {
  local name=$1 expected=$2 started finished code=0 status bytes before after
  shift 2
  : >"$work/output"
  : >"$work/summary"
  mkdir -p "$work/workspace"
  before=$(curl --silent "$url/_standin/totals")
  started=$(date +%s%N)
  (cd "$work/workspace" && env -i PATH="$PATH" HOME="$work" GITHUB_ACTIONS=true \
    GITHUB_WORKSPACE="$work/workspace" GITHUB_OUTPUT="$work/output" \
    GITHUB_STEP_SUMMARY="$work/summary" GITHUB_EVENT_NAME=workflow_run \
    GITHUB_EVENT_PATH="$work/event.json" GITHUB_REPOSITORY=o9nn/occ GITHUB_RUN_ID=1 \
    GITHUB_SERVER_URL="$url" GITHUB_API_URL="$url/api/v3" \
    INPUT_TARGET_REPO=cogpy/occ INPUT_SOURCE_TOKEN="$source_token" \
    INPUT_TARGET_TOKEN="$target_token" "$@" "$binary") >"$work/log" 2>&1 || code=$?
  finished=$(date +%s%N)
  after=$(curl --silent "$url/_standin/totals")
  status=$(sed -n 's/^status=//p' "$work/output")
  bytes=$(($(total "$after") - $(total "$before")))
  rows+=("$(printf '%-34s %-10s %4s  %9s B  %6s s' "$name" "$status" "$code" "$bytes" \
    "$(printf '%d.%02d' $(((finished - started) / 1000000000)) \
      $(((finished - started) / 10000000 % 100)))")")
  [ "$status" = "$expected" ] || {
    cat "$work/log"
    fail "$name ended as '$status', expected '$expected'"
  }
}

# total JSON: the bytes of both directions in the stand-in's totals.
total() {
  local into out
  into=$(sed -nE 's/.*"bytes_in": ?([0-9]+).*/\1/p' <<<"$1")
  out=$(sed -nE 's/.*"bytes_out": ?([0-9]+).*/\1/p' <<<"$1")
  echo $((into + out))
}

headline() { grep -m 1 . "$work/summary" | sed 's/^#* *//'; }
tip() { git -C "$1" rev-parse main; }

say "1. The main job: a green build's commit goes to the target"
record_build success
act "green build, 7 commits behind" synced
grep -v '^::add-mask::' "$work/log" # those hand the tokens to the runner, which hides them
printf '\n%sThe step summary, as GitHub would render it:%s\n' "$dim" "$plain"
sed 's/^/  /' "$work/summary"
echo
echo "git says: source main $(tip "$source")"
echo "          target main $(tip "$target")"
[ "$(tip "$source")" = "$(tip "$target")" ] || fail "the tips differ"
[ "$(git -C "$source" rev-parse v0.1.0)" = "$(git -C "$target" rev-parse v0.1.0)" ] ||
  fail "the tag did not travel"
git -C "$target" fsck --full --strict >"$work/fsck" 2>&1 || fail "git fsck: $(cat "$work/fsck")"
echo "          the tips agree, the tag is there, and git fsck finds nothing"

say "2. The same again"
act "again" in_sync
headline

say "3. A red build"
commit_to "$source" demo.txt "This one breaks the build"
record_build failure
act "red build" blocked
headline

say "4. What would a sync do? (dry_run)"
record_build success
act "dry run" dry_run INPUT_DRY_RUN=true
headline

say "5. Somebody committed to the target"
commit_to "$target" theirs.txt "A commit that only the target has"
overwritten=$(tip "$target")
act "diverged target" conflict
headline
echo "the report's way out:"
# The first of its ways: to merge.
sed -n '/git /p' "$work/workspace/$(sed -n 's/^report_path=//p' "$work/output")" | head -n 5 | sed 's/^/  /'

say "6. Overwrite it (force_sync), with a lease, and a record of what was there"
act "forced" forced INPUT_FORCE_SYNC=true
headline
[ "$(tip "$source")" = "$(tip "$target")" ] || fail "the tips differ"
grep -q "$overwritten" "$work/workspace/$(sed -n 's/^report_path=//p' "$work/output")" ||
  fail "the report does not name the overwritten commit"

say "What was run, and what happened"
printf '%s%-34s %-10s %4s  %11s  %8s%s\n' "$bold" "run" "status" "exit" "traffic" "time" "$plain"
printf '%s\n' "${rows[@]}"
