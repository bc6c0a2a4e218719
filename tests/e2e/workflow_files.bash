# shellcheck shell=bash
# The workflow files themselves, ours and the examples: what actionlint and zizmor's audits ask.

workflow_files=("$root"/.github/workflows/*.yml "$root"/examples/workflows/*.yml)

pass_actionlint() {
  "$tools/actionlint" "${workflow_files[@]}" "$root/tests/e2e/uses_itself.yml"
}

# unpinned-uses: a commit, and its version for the reader. Our own action is what users pin.
actions_are_pinned() {
  ! grep -nE '^ *(- )?uses:' "${workflow_files[@]}" |
    grep -vE 'uses: [A-Za-z0-9_./-]+@[0-9a-f]{40} # v[0-9]' | grep -vE 'uses: o9nn/auto-sync@v1$'
}

# excessive-permissions: said at the top of each file, and nowhere "write" but in a job.
permissions_are_least() {
  local file
  for file in "${workflow_files[@]}"; do
    grep -qE '^permissions:' "$file" || fail "permissions at the top of $file"
    ! grep -nE '^  [a-z-]+: write|write-all' "$file" || fail "no write permission for all of $file"
  done
}

# artipacked: no checkout leaves its token behind.
checkouts_keep_no_credentials() {
  local file
  for file in "${workflow_files[@]}"; do
    expect_equal "checkouts without credentials in $file" \
      "$(grep -c 'persist-credentials: false' "$file")" "$(grep -c 'uses: actions/checkout@' "$file")"
  done
}

# template-injection: a shell sees expressions as environment variables only.
shells_see_no_expressions() {
  awk '
    FNR == 1 { inside = 0 }
    { match($0, /^ */); indent = RLENGTH }
    inside && NF && indent <= depth { inside = 0 }
    /^ *(- )?run:/ { inside = 1; depth = indent }
    inside && /\$\{\{/ { print FILENAME ":" FNR ": " $0; found = 1 }
    END { exit found }' "${workflow_files[@]}"
}

# dangerous-triggers: where one stays, its reason stands beside it.
dangerous_triggers_give_a_reason() {
  ! grep -nE '^  (workflow_run|pull_request_target):' "${workflow_files[@]}" |
    grep -v '# zizmor: ignore\[dangerous-triggers\]'
}

check_workflow_files() {
  check "workflows: actionlint has nothing to say" pass_actionlint
  check "workflows: actions are pinned to commits" actions_are_pinned
  check "workflows: permissions are least" permissions_are_least
  check "workflows: checkouts keep no credentials" checkouts_keep_no_credentials
  check "workflows: shells see no expressions" shells_see_no_expressions
  check "workflows: dangerous triggers give a reason" dangerous_triggers_give_a_reason
}
