# shellcheck shell=bash
# The users' workflow, sync-after-windows-build.yml, on the events that GitHub sends: one function
# per story. Each begins in a world of its own, and leaves it.

users_workflow=$examples/sync-after-windows-build.yml
success=SYNTHETIC.workflow_run.completed.success.push.json
failure=SYNTHETIC.workflow_run.completed.failure.push.json
fork=SYNTHETIC.workflow_run.completed.success.fork-pr-head_branch-equals-default.json

green_push() {
  make_world
  start_standin "$(build_run success)"
  workflow_run_event "$success"
  run_act workflow_run "$users_workflow"

  expect_equal "act's exit status" "$act_status" 0
  expect_output status synced
  expect_output source_sha "$tested"
  expect_output target_sha_before "$target_before"
  expect_output target_sha "$tested"
  expect_output fast_forward true
  expect_output commits_synced 3
  # The commit that was built, not the newer tip.
  expect_target "$tested"
  expect_equal "tag v1.1" "$(git -C "$target" rev-parse v1.1)" "$(git -C "$source" rev-parse v1.1)"
  expect_reports synced
}

red_build() {
  make_world
  start_standin "$(build_run failure)"
  workflow_run_event "$failure"
  run_act workflow_run "$users_workflow"

  expect_equal "act's exit status" "$act_status" 0
  expect_output status blocked
  expect_target "$target_before"
  expect_reports blocked
}

# A fork's branch may be called main, and its build may be green.
fork_pull_request_named_main() {
  make_world
  start_standin "$(build_run success |
    jq '. + {event: "pull_request", head_repository: "mallory/occ", head_repository_id: 999000111}')"
  workflow_run_event "$fork"
  run_act workflow_run "$users_workflow"

  expect_equal "act's exit status" "$act_status" 0
  expect_output status blocked
  expect_target "$target_before"
  expect_reports blocked
}

schedule() {
  make_world
  start_standin "$(build_run success)"
  schedule_event
  run_act schedule "$users_workflow"

  expect_equal "act's exit status" "$act_status" 0
  expect_output status synced
  expect_output source_sha "$tested"
  expect_target "$tested"
  expect_reports synced
}

# Skips the build check and overwrites: the branch's tip goes over, the old tip is on record.
dispatch_with_force() {
  make_world
  let_target_diverge
  start_standin "$(build_run failure)"
  dispatch_event true false
  run_act workflow_dispatch "$users_workflow"

  expect_equal "act's exit status" "$act_status" 0
  expect_output status forced
  expect_output target_sha_before "$target_before"
  expect_target "$(git -C "$source" rev-parse main)"
  expect_reports forced
  expect_in_file "$workspace/$(output report_path)" "${target_before:0:7}"
}

dispatch_with_dry_run() {
  make_world
  start_standin "$(build_run success)"
  dispatch_event false true
  run_act workflow_dispatch "$users_workflow"

  expect_equal "act's exit status" "$act_status" 0
  expect_output status dry_run
  expect_output planned_status synced
  expect_output ahead 3
  expect_target "$target_before"
  ! git -C "$target" rev-parse --quiet --verify v1.1 || fail "no tag v1.1"
  expect_reports dry_run
}

conflict() {
  make_world
  let_target_diverge
  start_standin "$(build_run success)"
  workflow_run_event "$success"
  run_act workflow_run "$users_workflow"

  expect_equal "act's exit status" "$act_status" 1
  expect_action_exit 4
  expect_output status conflict
  expect_output ahead 3
  expect_output behind 1
  expect_target "$target_before"
  expect_reports conflict
  expect_in_file "$workspace/$(output report_path)" "Conflict detected"
  expect_in_file "$workspace/$(output report_path)" "The target's own work"
}

run_scenarios() {
  local story
  for story in green_push red_build fork_pull_request_named_main schedule dispatch_with_force \
    dispatch_with_dry_run conflict; do
    check "act: ${users_workflow##*/}: ${story//_/ }" "$story"
  done
}
