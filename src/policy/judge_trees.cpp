#include "policy/judge_trees.h"

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

/// More are in the report.
constexpr std::size_t named_at_most = 10;

bool is_conflict(const Plan& plan) {
  return plan.branch.action == RefAction::conflict;
}

}  // namespace

bool wants_file_list(const Settings& settings, const Plan& plan) {
  if (settings.list_files == ListFiles::never) return false;
  if (is_conflict(plan)) return true;
  const bool moves = plan.branch.action != RefAction::skip;
  return moves && (settings.list_files == ListFiles::always || settings.dry_run);
}

std::string missing_paths_sentence(const std::vector<RequiredPath>& paths, const Oid& commit) {
  std::vector<std::string> missing;
  for (const RequiredPath& path : paths) {
    if (!path.present) missing.push_back(shorten(printable(path.pattern), 200));
  }
  if (missing.empty()) return {};
  const std::string count = missing.size() == 1 ? "a required path" : "required paths";
  if (missing.size() > named_at_most) {
    const std::size_t more = missing.size() - named_at_most;
    missing.resize(named_at_most);
    missing.push_back("and " + std::to_string(more) + " more");
  }
  return "Commit " + commit.short_hex() + " lacks " + count + ": " + join(missing, ", ") + ".";
}

bool missing_paths_stop(const Settings& settings, const Plan& plan) {
  if (settings.on_missing_path != OnMissingPath::stop) return false;
  const bool conflict_sends =
      settings.on_conflict == OnConflict::merge || settings.on_conflict == OnConflict::pull_request;
  return !plan.updates().empty() || (is_conflict(plan) && conflict_sends);
}

}  // namespace auto_sync
