# shellcheck shell=bash
# What the suite stands on: a Docker engine, act, the stand-in, the images. Without the first two
# it is skipped, aloud.

ACT_VERSION=v0.2.87
ACTIONLINT_VERSION=v1.7.12
tools=$root/build/tools

# skip REASON: ends the suite. AUTO_SYNC_REQUIRE_E2E=1 (CI sets it) makes that a failure.
skip() {
  echo "SKIPPED: tests/e2e: $1"
  if [ "${AUTO_SYNC_REQUIRE_E2E:-0}" = 1 ]; then
    echo "AUTO_SYNC_REQUIRE_E2E is set: this is a failure"
    echo "0 passed, 1 failed"
    exit 1
  fi
  exit 0
}

require_programs() {
  command -v docker >/dev/null || skip "docker is not installed"
  docker info >/dev/null 2>&1 || skip "no Docker engine answers"
  local program
  for program in cmake curl git jq openssl; do
    command -v "$program" >/dev/null || skip "$program is not installed"
  done
  go_tool act github.com/nektos/act "$ACT_VERSION"
  go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint "$ACTIONLINT_VERSION"
}

# go_tool NAME PACKAGE VERSION: puts the program into build/tools, from a copy that is on PATH in
# this very version, else from Go's module proxy.
go_tool() {
  local present
  if [ -x "$tools/$1" ] && [ "$(cat "$tools/$1.version" 2>/dev/null)" = "$3" ]; then
    return
  fi
  mkdir -p "$tools"
  present=$(command -v "$1" || true)
  if [ -n "$present" ] && "$present" --version 2>&1 | grep -qF "${3#v}"; then
    ln -sf "$present" "$tools/$1"
  else
    command -v go >/dev/null || skip "$1 is not installed, and there is no Go to install it with"
    echo "installing $1 $3"
    GOBIN=$tools go install "$2@$3" || skip "$1 cannot be installed"
  fi
  echo "$3" >"$tools/$1.version"
}

# setting_up DESCRIPTION COMMAND...: ends the suite, as failed, when the command fails.
setting_up() {
  local description=$1 status
  shift
  echo "..    $description"
  (set -euo pipefail; "$@") >"$work/setup.log" 2>&1
  status=$?
  [ "$status" -ne 0 ] || return 0
  tail -n 40 "$work/setup.log"
  echo "FAIL  $description"
  echo "0 passed, 1 failed"
  exit 1
}

build_standin() {
  local build=${AUTO_SYNC_BUILD_DIR:-$root/build/dev}
  cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DAUTO_SYNC_TESTS=ON
  cmake --build "$build" --target github-standin
  ln -sf "$(find "$build" -name github-standin -type f -perm -u+x | head -n 1)" "$work/github-standin"
}

# export_tree: the files of the project as a checkout has them, without build directories.
export_tree() {
  mkdir -p "$work/tree"
  git -C "$root" ls-files -z --cached --others --exclude-standard |
    tar -C "$root" --null --files-from=- --ignore-failed-read -cf - | tar -C "$work/tree" -xf -
}

build_images() {
  DOCKER_BUILDKIT=0 docker build --tag "$IMAGE" "$work/tree"
  DOCKER_BUILDKIT=0 docker build --tag "$JOB_IMAGE" "$root/tests/e2e/job_image"
}
