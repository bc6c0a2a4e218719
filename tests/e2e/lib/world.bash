# shellcheck shell=bash
# A small world for one check: o9nn/occ, seven commits long, whose sixth was built; its mirror
# cogpy/occ, which has the first three; the stand-in that serves them; and the events that GitHub
# would send, made from recorded ones.

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME="A U Thor" GIT_AUTHOR_EMAIL=author@example.com
export GIT_COMMITTER_NAME="A U Thor" GIT_COMMITTER_EMAIL=author@example.com

SOURCE_TOKEN=ghs_standinSOURCE0123456789
TARGET_TOKEN=ghp_standinTARGET0123456789
BUILD_RUN=289782451
fixtures=$root/tests/fixtures/github

# make_world: the repositories of the check. Sets source, target (bare repositories), tested (the
# commit that was built) and target_before.
make_world() {
  source=$check/repositories/o9nn/occ.git
  target=$check/repositories/cogpy/occ.git
  local work_tree=$check/work-tree n
  git init --quiet --initial-branch=main "$work_tree"
  for n in 1 2 3 4 5 6 7; do
    echo "$n" >"$work_tree/file$((n % 3))"
    git -C "$work_tree" add .
    export GIT_AUTHOR_DATE="2026-01-0${n}T12:00:00Z" GIT_COMMITTER_DATE="2026-01-0${n}T12:00:00Z"
    git -C "$work_tree" commit --quiet --message "Commit $n"
  done
  git -C "$work_tree" tag --annotate --message "Release 1.0" v1.0 main~5
  git -C "$work_tree" tag v1.1 main~1
  git clone --quiet --bare "$work_tree" "$source"
  git init --quiet --bare --initial-branch=main "$target"
  git -C "$source" push --quiet "$target" main~4:refs/heads/main v1.0
  tested=$(git -C "$source" rev-parse main~1)
  target_before=$(git -C "$target" rev-parse main)
}

# let_target_diverge: a commit on the target's main that the source has never seen.
let_target_diverge() {
  local clone=$check/target-work-tree
  git clone --quiet "$target" "$clone"
  echo "its own" >"$clone/own"
  git -C "$clone" add .
  git -C "$clone" commit --quiet --message "The target's own work"
  git -C "$clone" push --quiet origin main
  target_before=$(git -C "$target" rev-parse main)
}

expect_target() { # COMMIT: where the target's main must be, in a sound repository
  expect_equal "the target's main" "$(git -C "$target" rev-parse main)" "$1"
  git -C "$target" fsck --full --strict
}

# workflow_run_event FIXTURE: GitHub's payload as it would read in our world.
workflow_run_event() {
  jq --argjson run "$BUILD_RUN" --arg tested "$tested" '
    walk(if type == "string" then gsub("octo-org/octo-repo"; "o9nn/occ") else . end)
    | .repository.default_branch = "main"
    | .workflow.name = "OCC Windows Build"
    | .workflow.path = ".github/workflows/occ-win-build.yml"
    | .workflow_run += {id: $run, name: "OCC Windows Build", head_branch: "main",
                        head_sha: $tested, path: ".github/workflows/occ-win-build.yml"}
    ' "$fixtures/derived/$1" >"$check/event.json"
}

# dispatch_event FORCE DRY_RUN
dispatch_event() {
  jq --arg force "$1" --arg dry "$2" '
    walk(if type == "string" then gsub("octo-org/octo-repo"; "o9nn/occ") else . end)
    | .ref = "refs/heads/main"
    | .inputs = {force_sync: $force, dry_run: $dry}
    ' "$fixtures/webhooks/workflow_dispatch.noaction.1.json" >"$check/event.json"
}

schedule_event() {
  dispatch_event false false
  jq '{schedule: "0 0 * * *", repository, organization}' "$check/event.json" >"$check/event.tmp"
  mv "$check/event.tmp" "$check/event.json"
}
