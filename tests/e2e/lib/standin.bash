# shellcheck shell=bash
# The GitHub stand-in (tests/support/standin): serves the world of one check.

LINUX_RUN=289782999

# build_run CONCLUSION: the Windows build of the tested commit, as the stand-in is told of it.
build_run() {
  jq -n --argjson id "$BUILD_RUN" --arg sha "$tested" --arg conclusion "$1" \
    '{id: $id, workflow_id: 1, head_sha: $sha, conclusion: $conclusion}'
}

linux_run() { # CONCLUSION BRANCH
  jq -n --argjson id "$LINUX_RUN" --arg sha "$tested" --arg conclusion "$1" --arg branch "$2" \
    '{id: $id, workflow_id: 2, head_sha: $sha, conclusion: $conclusion, head_branch: $branch}'
}

# start_standin RUN...: sets standin (its URL) and mirror (one more target, as empty as cogpy/occ);
# ends with the check.
start_standin() {
  mirror=$check/repositories/mirrors/occ.git
  mkdir -p "${mirror%/*}"
  cp -r "$target" "$mirror"
  printf '%s\n' "$@" | jq --slurp --arg source "$SOURCE_TOKEN" --arg target "$TARGET_TOKEN" '{
    repositories: {
      "o9nn/occ": {
        id: 300029405,
        workflows: [
          {id: 1, name: "OCC Windows Build", path: ".github/workflows/occ-win-build.yml"},
          {id: 2, name: "OCC Linux Build", path: ".github/workflows/occ-linux-build.yml"}
        ],
        runs: .
      },
      "cogpy/occ": {},
      "mirrors/occ": {}
    },
    tokens: {
      ($source): {access: {"o9nn/occ": "read"}},
      ($target): {access: {"o9nn/occ": "write", "cogpy/occ": "write", "mirrors/occ": "write"}}
    }}' >"$check/state.json"
  "$work/github-standin" --root "$check/repositories" --state "$check/state.json" \
    --ready-file "$check/standin-url" >"$check/standin.log" 2>&1 &
  at_end kill $!
  eventually test -s "$check/standin-url"
  standin=$(cat "$check/standin-url")
}

add_fault() { # JSON
  curl --silent --show-error --fail --data "$1" "$standin/_standin/faults"
}

# requests: what the stand-in was asked, as a JSON array.
requests() {
  curl --silent --show-error --fail "$standin/_standin/requests"
}
