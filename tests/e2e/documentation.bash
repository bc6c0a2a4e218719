# shellcheck shell=bash
# The commands of README's "Try it locally with act", as written. Only act's own configuration file,
# in a home of our own, is not a user's: it leads to the stand-in instead of to GitHub.

commands_for_act() {
  awk '/^## / { chapter = ($0 == "## Try it locally with act") }
    /^```$/ { code = 0 } chapter && code { print } /^```sh$/ { code = 1 }' "$root/README.md"
}

commands_for_act_work_as_written() {
  make_world
  start_standin "$(build_run success)"
  mkdir -p "$check/home" "$check/tmp"
  printf '%s\n' "--env GITHUB_SERVER_URL=$standin" "--env GITHUB_API_URL=$standin/api/v3" \
    "--secret GITHUB_TOKEN=$SOURCE_TOKEN" --pull=false "--container-daemon-socket -" \
    >"$check/home/.actrc"
  commands_for_act >"$check/commands"
  expect_in_file "$check/commands" "--local-repository"
  (
    GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE)
    export GOCACHE GOMODCACHE GOPATH=$tools/go HOME=$check/home TMPDIR=$check/tmp TARGET_TOKEN
    cd "$root"
    bash -e "$check/commands"
  ) >"$check/act.log" 2>&1 || fail "success: $(tail -n 40 "$check/act.log")"

  expect_in_file "$check/act.log" "| planned: synced"
  [ -n "$(find "$check/tmp" -path '*/occ/auto-sync-report/*.md')" ] || fail "a report"
  expect_no_secret "$check/act.log"
  expect_target "$target_before"
}

check_documentation() {
  if ! command -v go >/dev/null; then
    echo "skip  docs: the commands for act install it with Go, which is not there"
    return
  fi
  check "docs: the commands for act work as written" commands_for_act_work_as_written
}
