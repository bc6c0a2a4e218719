#include "policy/render_outputs.h"

#include "policy/render_backup.h"
#include "policy/render_links.h"
#include "policy/render_verdict.h"

namespace auto_sync {
namespace {

std::string hex(const std::optional<Oid>& id) {
  return id ? id->hex() : std::string();
}

std::string number(const std::optional<std::uint64_t>& count) {
  return count ? std::to_string(*count) : std::string();
}

std::string fast_forward(const Findings& found) {
  if (!found.history) return {};
  return found.history->relation == Relation::fast_forward ? "true" : "false";
}

std::string tags_synced(const SyncResult& result) {
  return tags_unconfirmed(result.ledger) ? std::string()
                                         : std::to_string(tags_synced(result.ledger));
}

std::string pull_request_page(const SyncResult& result) {
  return result.pull_request ? plain_page(result.pull_request->url) : std::string();
}

std::string gate_run_page(const Findings& found) {
  if (!found.gate || found.gate->runs.empty()) return {};
  return plain_page(found.gate->runs.front().html_url);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> render_outputs(const Settings& settings,
                                                                const EventContext& /*event*/,
                                                                const SyncResult& result,
                                                                const ReportPaths& paths) {
  const std::optional<HistoryFacts>& history = result.found.history;
  return {
      {"status", std::string(to_string(result.end.status))},
      {"planned_status", result.end.planned_status
                             ? std::string(to_string(*result.end.planned_status))
                             : std::string()},
      {"source_sha", hex(result.found.source_sha)},
      {"target_sha_before", hex(result.target_before())},
      {"target_sha", hex(result.target_after())},
      {"ahead", history ? number(history->ahead) : std::string()},
      {"behind", history ? number(history->behind) : std::string()},
      {"fast_forward", fast_forward(result.found)},
      {"commits_synced", number(counted_commits(result.found, result.ledger))},
      {"tags_synced", tags_synced(result)},
      {"backup_ref", branch_backup(settings, result.ledger)},
      {"report_path", paths.markdown},
      {"report_json", paths.json},
      {"run_url", gate_run_page(result.found)},
      {"pull_request_url", pull_request_page(result)},
  };
}

}  // namespace auto_sync
