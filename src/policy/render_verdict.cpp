#include "policy/render_verdict.h"

#include <algorithm>

#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/ref_name.h"

namespace auto_sync {
namespace {

std::string_view planned_word(RefAction action) {
  switch (action) {
    case RefAction::create:
      return "would_create";
    case RefAction::fast_forward:
      return "would_fast_forward";
    case RefAction::merge:
      return "would_merge";
    case RefAction::force:
      return "would_force";
    case RefAction::skip:
    case RefAction::conflict:
      break;
  }
  return "not_sent";
}

std::string_view done_word(RefAction action) {
  switch (action) {
    case RefAction::create:
      return "created";
    case RefAction::fast_forward:
      return "fast_forwarded";
    case RefAction::merge:
      return "merged";
    case RefAction::force:
      return "forced";
    case RefAction::skip:
    case RefAction::conflict:
      break;
  }
  return "not_sent";
}

/// "would be fast-forwarded by 7 commits to 5e6f7a8"
std::string planned_branch_text(const SyncResult& result, const PlannedRef& branch) {
  const std::string to = branch.new_id ? " to " + branch.new_id->short_hex() : std::string();
  switch (branch.action) {
    case RefAction::create:
      return "would be created" + (branch.new_id ? " at " + branch.new_id->short_hex() : to);
    case RefAction::fast_forward:
      return "would be fast-forwarded" +
             (result.history && result.history->ahead
                  ? " by " + counted(*result.history->ahead, "commit")
                  : std::string()) +
             to;
    case RefAction::merge:
      return "would be merged with " +
             (result.history && result.history->ahead ? counted(*result.history->ahead, "commit")
                                                      : std::string("the commits")) +
             " of the source";
    case RefAction::force:
      return "would be overwritten" +
             (branch.old_id ? ", from " + branch.old_id->short_hex() : std::string()) + to;
    case RefAction::skip:
    case RefAction::conflict:
      break;
  }
  return "would stay as it is";
}

std::string dry_run_headline(const Settings& settings, const SyncResult& result) {
  const bool sends = result.planned_status == Status::synced ||
                     result.planned_status == Status::merged || overwrites(result);
  if (!sends || result.refs.empty() || result.way_back) {
    return (result.headline.starts_with("Dry run") ? "" : "Dry run: ") + result.headline;
  }
  std::uint64_t tags = 0;
  for (const RefResult& ref : result.refs) {
    const bool tag = is_tag_ref(ref.planned.name) && !is_backup_ref(ref.planned.name);
    if (tag && ref.planned.new_id) ++tags;
  }
  std::string text = settings.target.display_name() + " " + settings.target_branch + " " +
                     planned_branch_text(result, result.refs.front().planned);
  if (tags > 0) text += ", and " + counted(tags, "tag") + " would be pushed";
  const bool merge_comes_back = settings.direction == Direction::both &&
                                result.planned_status == Status::merged &&
                                result.source_sha == result.source_tip;
  if (merge_comes_back) {
    text += "; " + settings.source.display_name() + " " + settings.sync_branch +
            " would then be fast-forwarded to the merge";
  }
  return "Dry run: " + text + ".";
}

}  // namespace

std::string_view verdict_word(const SyncResult& result, const RefResult& ref) {
  const PlannedRef& planned = ref.planned;
  if (ref.outcome == RefResult::Outcome::rejected) return "rejected";
  if (planned.action == RefAction::conflict) return "conflict";
  if (planned.action == RefAction::skip) return planned.reason.empty() ? "up_to_date" : "skipped";
  if (result.status == Status::dry_run) return planned_word(planned.action);
  if (ref.outcome == RefResult::Outcome::accepted) return done_word(planned.action);
  if (ref.outcome == RefResult::Outcome::unknown || result.sent_unconfirmed) return "unconfirmed";
  return "not_sent";
}

std::string_view verdict_text(std::string_view verdict_word) {
  if (verdict_word == "fast_forwarded") return "fast-forwarded";
  if (verdict_word == "up_to_date") return "up to date";
  if (verdict_word == "unconfirmed") return "sent, unconfirmed";
  if (verdict_word == "not_sent") return "not sent";
  if (verdict_word == "would_create") return "would be created";
  if (verdict_word == "would_fast_forward") return "would be fast-forwarded";
  if (verdict_word == "would_merge") return "would be merged";
  if (verdict_word == "would_force") return "would be overwritten";
  return verdict_word;
}

std::string_view verdict_icon(std::string_view verdict_word, bool is_tag) {
  if (verdict_word == "created" || verdict_word == "fast_forwarded" || verdict_word == "merged") {
    return "✅";
  }
  if (verdict_word == "up_to_date" || verdict_word == "skipped") return "➖";
  if (verdict_word == "not_sent") return "➖";
  if (verdict_word == "forced" || verdict_word == "unconfirmed") return "⚠️";
  if (verdict_word.starts_with("would")) return "🔍";
  return is_tag && verdict_word == "conflict" ? "⚠️" : "❌";
}

std::string_view status_icon(Status status) {
  switch (status) {
    case Status::synced:
    case Status::merged:
    case Status::rolled_back:
      return "✅";
    case Status::in_sync:
      return "ℹ️";
    case Status::forced:
    case Status::blocked:
    case Status::pull_request:
      return "⚠️";
    case Status::dry_run:
      return "🔍";
    case Status::conflict:
    case Status::rejected:
    case Status::error:
      break;
  }
  return "❌";
}

std::string headline(const Settings& settings, const SyncResult& result) {
  if (result.status == Status::dry_run) return dry_run_headline(settings, result);
  const std::string& text =
      result.headline.empty() && result.failure ? result.failure->message : result.headline;
  if (text.empty()) return std::string(to_string(result.status));
  std::string line = trim(text.substr(0, text.find('\n')));
  if (line.ends_with(':')) line.back() = '.';  // it announced a list
  return line;
}

bool in_conflict(const SyncResult& result) {
  const Status status = result.status == Status::dry_run
                            ? result.planned_status.value_or(result.status)
                            : result.status;
  return status == Status::conflict || status == Status::pull_request;
}

bool overwrites(const SyncResult& result) {
  const auto status =
      result.status == Status::dry_run ? result.planned_status : std::optional(result.status);
  return status == Status::forced || status == Status::rolled_back;
}

bool was_forced(const RefResult& ref) {
  return ref.planned.action == RefAction::force && ref.outcome == RefResult::Outcome::accepted &&
         ref.planned.old_id.has_value();
}

bool first_sync(const SyncResult& result) {
  return result.history && result.history->relation == Relation::target_missing;
}

const Commit* carried_commit(const SyncResult& result) {
  if (!result.history || !result.source_sha) return nullptr;
  const auto& commits = result.history->source_commits;
  const auto found = std::find_if(commits.begin(), commits.end(), [&](const Commit& commit) {
    return commit.id == *result.source_sha;
  });
  return found == commits.end() ? nullptr : &*found;
}

}  // namespace auto_sync
