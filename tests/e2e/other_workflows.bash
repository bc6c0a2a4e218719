# shellcheck shell=bash
# The other example workflows, each on the event it is made for; the ways to name the action.

preview_tells_what_a_sync_would_do() {
  make_world
  start_standin "$(build_run success)"
  jq --arg sha "$(git -C "$source" rev-parse main)" '
    walk(if type == "string" then gsub("Codertocat/Hello-World"; "o9nn/occ") else . end)
    | .ref = "refs/heads/main" | .after = $sha' \
    "$fixtures/webhooks/push.noaction.1.json" >"$check/event.json"
  run_act push "$examples/dry-run-preview.yml"

  expect_equal "act's exit status" "$act_status" 0
  expect_in_file "$check/act.log" "| planned: synced"
  expect_in_file "$check/act.log" "| commits the target lacks: 4"
  expect_in_file "$check/act.log" "| commits only the target has: 0"
  expect_target "$target_before"
}

nightly_carries_what_both_builds_passed() {
  make_world
  start_standin "$(build_run success)" "$(linux_run success main)"
  schedule_event
  run_act schedule "$examples/nightly.yml"

  expect_equal "act's exit status" "$act_status" 0
  expect_target "$tested"
  expect_equal "tag v1.1" "$(git -C "$target" rev-parse v1.1)" "$(git -C "$source" rev-parse v1.1)"
  [ -n "$(ls "$workspace/artifacts/sync-report-$RUN_NUMBER")" ] || fail "an uploaded report"
}

nightly_turns_red_without_a_green_commit() {
  make_world
  start_standin "$(build_run success)" "$(linux_run failure main)"
  schedule_event
  run_act schedule "$examples/nightly.yml"

  expect_equal "act's exit status" "$act_status" 1
  expect_action_exit 3
  expect_target "$target_before"
}

enterprise_server_syncs_within_itself() {
  make_world
  start_standin "$(build_run success)"
  workflow_run_event "$success"
  run_act workflow_run "$examples/ghes.yml"

  expect_equal "act's exit status" "$act_status" 0
  expect_equal "the mirror's main" "$(git -C "$mirror" rev-parse main)" "$tested"
  expect_target "$target_before"
  # The last step printed the report.
  expect_in_file "$check/act.log" "mirrors/occ"
  expect_in_file "$check/act.log" "   | # "
}

windows_then_linux_then_release() {
  make_world
  start_standin "$(build_run success)" "$(linux_run success linux-candidate)"
  workflow_run_event "$success"
  run_act workflow_run "$examples/multi-stage.yml"
  expect_equal "act's exit status for Windows" "$act_status" 0
  expect_equal "linux-candidate" "$(git -C "$source" rev-parse linux-candidate)" "$tested"
  expect_target "$target_before"
  [ ! -e "$workspace/gh-was-called-with" ] || fail "no release yet"

  jq --argjson run "$LINUX_RUN" '.workflow.name = "OCC Linux Build"
    | .workflow.path = ".github/workflows/occ-linux-build.yml"
    | .workflow_run += {id: $run, name: "OCC Linux Build", head_branch: "linux-candidate",
                        path: ".github/workflows/occ-linux-build.yml"}
    ' "$check/event.json" >"$check/event.tmp"
  mv "$check/event.tmp" "$check/event.json"
  run_act workflow_run "$examples/multi-stage.yml"
  expect_equal "act's exit status for Linux" "$act_status" 0
  expect_target "$tested"
  expect_in_file "$workspace/gh-was-called-with" "$tested"
}

# `uses: ./`, as a workflow of our own repository would say it: the image is built from a checkout.
a_checkout_runs_itself() {
  make_world
  start_standin "$(build_run success)"
  workflow_run_event "$success"
  cp -r "$work/tree" "$check/workspace"
  run_act workflow_run "$root/tests/e2e/uses_itself.yml"

  expect_equal "act's exit status" "$act_status" 0
  expect_in_file "$check/act.log" "| the status is synced"
  expect_target "$tested"
}

# What release.yml makes of action.yml: the image is there already, nothing is built.
a_release_runs_the_prebuilt_image() {
  make_world
  start_standin "$(build_run success)"
  workflow_run_event "$success"
  action_tree=$check/release
  mkdir "$action_tree"
  cp "$root/action.yml" "$action_tree/"
  "$root/.github/pin_image.sh" "$action_tree/action.yml" "$IMAGE"
  run_act workflow_run "$users_workflow"

  expect_equal "act's exit status" "$act_status" 0
  expect_not_in_file "$check/act.log" "docker build"
  expect_output status synced
  expect_target "$tested"
}

run_other_workflows() {
  check "act: dry-run-preview.yml tells what a sync would do" preview_tells_what_a_sync_would_do
  check "act: nightly.yml carries what both builds passed" nightly_carries_what_both_builds_passed
  check "act: nightly.yml turns red without a green commit" \
    nightly_turns_red_without_a_green_commit
  check "act: ghes.yml syncs within its server" enterprise_server_syncs_within_itself
  check "act: multi-stage.yml: Windows, then Linux, then a release" windows_then_linux_then_release
  check "act: a checkout runs itself, uses: ./" a_checkout_runs_itself
  check "act: a release runs the prebuilt image" a_release_runs_the_prebuilt_image
}
