#!/usr/bin/env bash
# tests/e2e/run.sh: the container and the example workflows for real: the image, a GitHub stand-in
# on loopback, and act. Needs a Docker engine, and Go or act; is skipped, aloud, without them
# (AUTO_SYNC_REQUIRE_E2E=1 makes that a failure). Leaves its files in build/e2e.
# The last line is 'N passed, N failed'.
set -uo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work=${AUTO_SYNC_E2E_DIR:-$root/build/e2e}
IMAGE=auto-sync:e2e
JOB_IMAGE=auto-sync-job:e2e

here=$root/tests/e2e
# shellcheck source=tests/e2e/lib/checks.bash
. "$here/lib/checks.bash"
# shellcheck source=tests/e2e/lib/prerequisites.bash
. "$here/lib/prerequisites.bash"
# shellcheck source=tests/e2e/lib/world.bash
. "$here/lib/world.bash"
# shellcheck source=tests/e2e/lib/standin.bash
. "$here/lib/standin.bash"
# shellcheck source=tests/e2e/lib/act.bash
. "$here/lib/act.bash"
# shellcheck source=tests/e2e/workflow_files.bash
. "$here/workflow_files.bash"
# shellcheck source=tests/e2e/scenarios.bash
. "$here/scenarios.bash"
# shellcheck source=tests/e2e/other_workflows.bash
. "$here/other_workflows.bash"
# shellcheck source=tests/e2e/image.bash
. "$here/image.bash"
# shellcheck source=tests/e2e/documentation.bash
. "$here/documentation.bash"

rm -rf "$work"
mkdir -p "$work/checks"
require_programs
# act's containers and images have fixed names: one run at a time on a machine.
exec 9>"/tmp/auto-sync-e2e.lock"
flock --nonblock 9 || { echo "..    waiting for another run of this suite" && flock 9; }
setting_up "the base image" "$here/base_image.sh"
setting_up "the project's files" export_tree
setting_up "the stand-in" build_standin
setting_up "the images" build_images

check_workflow_files
run_scenarios
run_other_workflows
check_image
check_documentation

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
