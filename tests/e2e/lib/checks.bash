# shellcheck shell=bash
# Running checks and counting them; what a check may say about values and files.

passed=0
failed=0
ends=()

# check DESCRIPTION FUNCTION [ARGUMENTS]: runs the function in a subshell that its first failing
# command ends, and shows what it printed when it fails. The check's own files go to $check.
check() {
  local description=$1 status
  shift
  check=$work/checks/$((passed + failed + 1))
  mkdir -p "$check"
  (set -euo pipefail; trap end_what_was_started EXIT; "$@") >"$check/output" 2>&1
  status=$?
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok    $description"
    sed -n 's/^figure: /      /p' "$check/output"
  else
    failed=$((failed + 1))
    echo "FAIL  $description (files: $check)"
    tail -n 80 "$check/output" | sed 's/^/      | /'
  fi
}

# at_end COMMAND...: what to end when the check ends.
at_end() {
  ends+=("$(printf '%q ' "$@")")
}

end_what_was_started() {
  local command
  for command in "${ends[@]}"; do
    eval "$command" >/dev/null 2>&1 || true
  done
}

# figure TEXT: something measured, which is shown when the check passes, too.
figure() {
  echo "figure: $*"
}

fail() {
  echo "expected otherwise: $*" >&2
  exit 1
}

expect_equal() { # WHAT ACTUAL EXPECTED
  [ "$2" = "$3" ] || fail "$1 is '$2', not '$3'"
}

expect_at_most() { # WHAT ACTUAL LIMIT
  [ "$2" -le "$3" ] || fail "$1 is $2, more than $3"
}

expect_in_file() { # FILE TEXT
  grep -qF -- "$2" "$1" || fail "'$2' in $1, which ends: $(tail -n 30 "$1")"
}

expect_not_in_file() { # FILE TEXT
  ! grep -nF -- "$2" "$1" || fail "no '$2' in $1"
}

# expect_no_secret FILE...: neither a token, nor the header's base64 of it in any alignment.
expect_no_secret() {
  local token prefix
  for token in "$SOURCE_TOKEN" "$TARGET_TOKEN"; do
    for file in "$@"; do
      expect_not_in_file "$file" "$token"
      for prefix in "" x xx; do
        # The characters that depend on the token alone: what surrounds it changes the ends.
        expect_not_in_file "$file" "$(printf '%s' "$prefix$token" | base64 -w0 | cut -c5-32)"
      done
    done
  done
}

# eventually COMMAND...: waits until the command succeeds, 20 seconds at most.
eventually() {
  local deadline=$((SECONDS + 20))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || fail "in 20 seconds: $*"
    sleep 0.05
  done
}
