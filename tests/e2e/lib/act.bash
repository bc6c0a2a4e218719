# shellcheck shell=bash
# Running workflows under act.

RUN_NUMBER=163
examples=$root/examples/workflows

# run_act EVENT FILE [OPTION...]: the workflow, unchanged, as GitHub would start it on
# $check/event.json, in $check/workspace. Sets act_status; the log goes to $check/act.log.
# `o9nn/auto-sync@v1` is our own tree, `actions/upload-artifact` a stand-in that copies files aside.
run_act() {
  local event=$1 file=$2 upload
  shift 2
  workspace=$check/workspace
  mkdir -p "$workspace/.github/workflows" "$work/home"
  cp "$file" "$workspace/.github/workflows/"
  git init --quiet --initial-branch=main "$workspace"
  git -C "$workspace" add .
  git -C "$workspace" commit --quiet --message "The workflow" --allow-empty
  upload=$(grep -rhoE 'actions/upload-artifact@[0-9a-f]{40}' "$examples" | head -n 1)
  printf 'magoo=%s\nMIRROR_TOKEN=%s\nGITHUB_TOKEN=%s\n' \
    "$TARGET_TOKEN" "$TARGET_TOKEN" "$SOURCE_TOKEN" >"$check/secrets"
  act_status=0
  HOME=$work/home ACT_DISABLE_VERSION_CHECK=1 "$tools/act" "$event" \
    --directory "$workspace" --workflows ".github/workflows/${file##*/}" \
    --eventpath "$check/event.json" --secret-file "$check/secrets" \
    --platform "ubuntu-latest=$JOB_IMAGE" --platform "self-hosted=$JOB_IMAGE" \
    --pull=false --action-offline-mode --no-cache-server --container-daemon-socket - \
    --bind --rm \
    --local-repository "o9nn/auto-sync@v1=${action_tree:-$work/tree}" \
    --local-repository "$upload=$root/tests/e2e/upload-artifact" \
    --env GITHUB_REPOSITORY=o9nn/occ --env GITHUB_REPOSITORY_OWNER=o9nn \
    --env "GITHUB_SERVER_URL=$standin" --env "GITHUB_API_URL=$standin/api/v3" \
    --env "GITHUB_RUN_NUMBER=$RUN_NUMBER" --env GITHUB_RUN_ID=990001 \
    "$@" >"$check/act.log" 2>&1 </dev/null || act_status=$?
  # What act itself printed; shown when the check fails.
  tail -n 40 "$check/act.log"
}

# printed_outputs: the JSON that the workflow's last step printed: what a later step sees.
printed_outputs() {
  sed -n 's/^.*| //p' "$check/act.log" | awk '/^\{$/ { text = ""; on = 1 } on { text = text $0 "\n" }
    /^\}$/ { on = 0; last = text } END { printf "%s", last }'
}

output() { # NAME
  printed_outputs | jq -r --arg name "$1" '.[$name]'
}

expect_output() { # NAME VALUE
  expect_equal "output $1" "$(output "$1")" "$2"
}

expect_action_exit() { # STATUS of the action's container
  expect_in_file "$check/act.log" "exit with \`FAILURE\`: $1"
}

# expect_reports STATUS: both reports lie in the workspace, on the host; the uploaded artifact has
# the same; nothing in them or in the log is secret.
expect_reports() {
  local artifact=$workspace/artifacts/sync-report-$RUN_NUMBER markdown json
  markdown=$workspace/$(output report_path)
  json=$workspace/$(output report_json)
  [ -s "$markdown" ] || fail "a report at $markdown"
  expect_equal "the report's status" "$(jq -r .status "$json")" "$1"
  cmp "$markdown" "$artifact/${markdown##*/}"
  cmp "$json" "$artifact/${json##*/}"
  expect_equal "days of retention" "$(cat "$artifact.retention-days")" 30
  expect_no_secret "$check/act.log" "$markdown" "$json"
}
