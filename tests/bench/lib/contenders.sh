# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this file
# Who carries main (and tags) from source to target, each in its own way. Every function gets the
# server's URL and runs in an empty directory of its own; $scenario says what is to be done.

# with_token URL TOKEN PATH: the repository's URL with the token in it, as shell workflows have it.
with_token() { echo "http://x-access-token:$2@${1#http://}/$3.git"; }

source_repository() {
  if [[ $scenario = *_tags ]]; then echo source/occ-tags; else echo source/occ; fi
}

# (a) The workflow that users have today, step by step.
run_a() {
  local from to
  from=$(with_token "$1" "$source_token" "$(source_repository)")
  to=$(with_token "$1" "$target_token" target/occ)
  cat >script.sh <<END
set -e
git init -q -b main checkout
cd checkout
git remote add origin $from
git fetch -q --prune origin '+refs/heads/*:refs/remotes/origin/*' '+refs/tags/*:refs/tags/*'
git checkout -q --force -B main refs/remotes/origin/main
git remote add target $to
git fetch -q target main
git rev-list --count FETCH_HEAD..main
git push -q --force-with-lease=main:\$(git rev-parse FETCH_HEAD) target main:main
git push -q target --tags
END
  timed sh script.sh
}

# (b) What wei/git-sync does: clone, fetch every branch, push by force.
run_b() {
  local from to
  from=$(with_token "$1" "$source_token" "$(source_repository)")
  to=$(with_token "$1" "$target_token" target/occ)
  cat >script.sh <<END
set -e
git clone -q $from source --origin source
cd source
git remote add destination $to
git fetch -q source '+refs/heads/*:refs/heads/*' --update-head-ok
git --no-pager branch -a -vv >/dev/null
git push -q destination main:main -f
END
  timed sh script.sh
}

# (c) The best that git itself can do.
run_c() {
  local from to
  from=$(with_token "$1" "$source_token" "$(source_repository)")
  to=$(with_token "$1" "$target_token" target/occ)
  cat >script.sh <<END
set -e
git clone -q --bare --single-branch --branch main $from copy
cd copy
git push -q $to main:main
END
  timed sh script.sh
}

# (d) entireio/git-sync, where AUTO_SYNC_BENCH_PEER names its binary.
run_d() {
  local flags=(--branch main)
  case $scenario in
    forced) flags+=(--force-with-lease) ;;
    tag_moved) flags+=(--tags --force-with-lease) ;;
    *_tags) flags+=(--tags) ;;
  esac
  timed env GITSYNC_SOURCE_TOKEN="$source_token" GITSYNC_TARGET_TOKEN="$target_token" \
    "$AUTO_SYNC_BENCH_PEER" sync "${flags[@]}" "$1/$(source_repository).git" "$1/target/occ.git"
}

write_event() { # REPOSITORY ID
  jq -n --arg sha "$tip" --arg name "$1" --argjson id "$2" --argjson run "$build_run" '
    {id: $id, full_name: $name} as $repository
    | {id: 1, name: "Build", path: ".github/workflows/build.yml"} as $workflow
    | {action: "completed", $repository, $workflow,
       workflow_run: {id: $run, name: "Build", path: $workflow.path, workflow_id: 1,
         head_sha: $sha, head_branch: "main", event: "push", status: "completed",
         conclusion: "success", run_attempt: 1, run_number: 1, $repository,
         head_repository: $repository}}' >event.json
}

# (e) auto-sync, as a runner starts it after a green build: gate, report and outputs included.
run_e() {
  local force=false from id=1001
  from=$(source_repository)
  if [[ $from = source/occ-tags ]]; then id=1002; fi
  case $scenario in forced | tag_moved) force=true ;; esac
  write_event "$from" $id
  timed env GITHUB_ACTIONS=true CI=true GITHUB_WORKSPACE="$PWD" GITHUB_REPOSITORY="$from" \
    GITHUB_SERVER_URL="$1" GITHUB_API_URL="$1/api/v3" GITHUB_EVENT_NAME=workflow_run \
    GITHUB_EVENT_PATH="$PWD/event.json" GITHUB_RUN_ID=42 GITHUB_RUN_NUMBER=7 GITHUB_ACTOR=octocat \
    GITHUB_WORKFLOW=Sync GITHUB_OUTPUT="$PWD/outputs" GITHUB_STEP_SUMMARY="$PWD/summary.md" \
    RUNNER_TEMP="$PWD" INPUT_TARGET_REPO=target/occ INPUT_TARGET_TOKEN="$target_token" \
    INPUT_SOURCE_REPO="$from" INPUT_SOURCE_TOKEN="$source_token" INPUT_FORCE_SYNC=$force \
    "$auto_sync_program"
}

# (f) The requests of (e) once more, with curl: see record_requests.
run_f() { timed sh "$work/replay-$link/$scenario/replay.sh"; }

# timed COMMAND...: in a clean environment, with a stopwatch; only its own failure is one.
timed() {
  env -i PATH="$PATH" HOME="$PWD" LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 \
    TMPDIR="$PWD" "$programs/stopwatch" "$PWD/time" "$@" >stdout 2>stderr || true
  test -s time
}

# Puts a fresh target in place and says which one.
reset_target() {
  rm -rf "$root/target/occ.git"
  cp -al "$cache/target-$scenario.git" "$root/target/occ.git"
}

too_long=137 # what the stopwatch says of a run that it ended

# What must be true afterwards, whoever did it; and auto-sync must have said so.
check_target() {
  local want=$tip want_exit=0 got exit
  if [[ $scenario = diverged ]]; then
    want=$(git -C "$cache/target-diverged.git" rev-parse main)
    want_exit=4
  fi
  got=$(git -C "$root/target/occ.git" rev-parse --verify --quiet refs/heads/main) || got=none
  exit=$(cut -f 4 "$work/run/time")
  if [[ $exit = "$too_long" && $1 != e ]]; then return; fi
  if [[ $got = "$want" && ($1 != e || $exit = "$want_exit") ]]; then return; fi
  echo "($1) $scenario, $link: exit $exit, main of the target is $got instead of $want" >&2
  cat "$work/run/stderr" "$work/run/stdout" >&2
  return 1
}

# record_requests: what (e) sends in this scenario, made into scripts for (f), one per link.
record_requests() {
  local directory=$work/recording process url link=recording
  rm -rf "$directory"
  mkdir -p "$directory"
  "$programs/record_proxy" "$directory" "${standin##*:}" &
  process=$!
  within 10 test -s "$directory/address"
  reset_target
  in_empty_directory run_e "http://$(<"$directory/address")"
  kill $process
  wait $process 2>/dev/null || true
  check_target e
  for link in "${links[@]}"; do
    url=$standin
    if [[ $link = shaped ]]; then url=$shaped; fi
    mkdir -p "$work/replay-$link/$scenario"
    cp "$programs/unband" "$work/replay-$link/"
    "$programs/replay_plan" "$directory" "$url" "$work/replay-$link/$scenario"
  done
}

in_empty_directory() {
  rm -rf "$work/run"
  mkdir -p "$work/run"
  (cd "$work/run" && "$@")
}

# measure SERVER LINK URL CONTENDER: one run, one line in $samples.
measure() {
  local server=$1 url=$3 contender=$4 moved
  link=$2
  reset_target
  forget_traffic
  if [[ $server = nginx ]]; then : >"$work/nginx/access.log"; fi
  in_empty_directory "run_$contender" "$url"
  if [[ $server = nginx ]]; then moved=$(nginx_traffic); else moved=$(traffic); fi
  check_target "$contender"
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$server" "$link" "$scenario" "$contender" \
    "$(tail -1 "$work/run/time")" "$moved" >>"$samples"
}
