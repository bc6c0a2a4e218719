#include "policy/outputs.h"

namespace auto_sync {
namespace {

constexpr Output output_table[] = {
    {"status",
     "What became of the run: `synced`, `in_sync`, `merged`, `forced`, `pull_request`, "
     "`rolled_back`, `dry_run`, `blocked`, `conflict`, `rejected` or `error`."},
    {"planned_status", "Of a dry run: the status that the run would have had."},
    {"source_sha", "The commit that was carried, or that would have been."},
    {"target_sha_before",
     "The tip of the target branch before the run; empty when the branch did not exist."},
    {"target_sha", "The tip of the target branch after the run."},
    {"ahead",
     "How many commits of the carried one the target lacked; empty when that is not known, as "
     "after a first sync."},
    {"behind", "How many commits of the target the carried one lacks."},
    {"fast_forward",
     "`true` when the target branch could be moved forward, without losing a commit."},
    {"commits_synced", "How many commits the target has that it did not have before."},
    {"tags_synced", "How many tags were created or moved on the target."},
    {"backup_ref",
     "The ref of the target that keeps what the target branch was before the run overwrote it."},
    {"report_path",
     "The report for people, a Markdown file; the path is relative to the workspace."},
    {"report_json", "The same report for programs, a JSON file."},
    {"run_url", "The page of the build that the sync rests on."},
    {"pull_request_url", "The page of the pull request that carries the commits instead."},
};

}  // namespace

std::span<const Output> outputs() {
  return output_table;
}

}  // namespace auto_sync
