#include "policy/render_verdict.h"

#include <algorithm>
#include <vector>

#include "domain/ref_name.h"

namespace auto_sync {

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::created:
      return "created";
    case Verdict::fast_forwarded:
      return "fast_forwarded";
    case Verdict::merged:
      return "merged";
    case Verdict::forced:
      return "forced";
    case Verdict::up_to_date:
      return "up_to_date";
    case Verdict::skipped:
      return "skipped";
    case Verdict::conflict:
      return "conflict";
    case Verdict::rejected:
      return "rejected";
    case Verdict::redirected:
      return "redirected";
    case Verdict::unconfirmed:
      return "unconfirmed";
    case Verdict::not_sent:
      return "not_sent";
    case Verdict::would_create:
      return "would_create";
    case Verdict::would_fast_forward:
      return "would_fast_forward";
    case Verdict::would_merge:
      return "would_merge";
    case Verdict::would_force:
      break;
  }
  return "would_force";
}

std::string_view verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::fast_forwarded:
      return "fast-forwarded";
    case Verdict::up_to_date:
      return "up to date";
    case Verdict::redirected:
      return "taken elsewhere";
    case Verdict::unconfirmed:
      return "sent, unconfirmed";
    case Verdict::not_sent:
      return "not sent";
    case Verdict::would_create:
      return "would be created";
    case Verdict::would_fast_forward:
      return "would be fast-forwarded";
    case Verdict::would_merge:
      return "would be merged";
    case Verdict::would_force:
      return "would be overwritten";
    default:
      return verdict_word(verdict);
  }
}

std::string_view verdict_icon(Verdict verdict, bool is_tag) {
  switch (verdict) {
    case Verdict::created:
    case Verdict::fast_forwarded:
    case Verdict::merged:
      return "✅";
    case Verdict::up_to_date:
    case Verdict::skipped:
    case Verdict::not_sent:
      return "➖";
    case Verdict::forced:
    case Verdict::unconfirmed:
      return "⚠️";
    case Verdict::would_create:
    case Verdict::would_fast_forward:
    case Verdict::would_merge:
    case Verdict::would_force:
      return "🔍";
    case Verdict::conflict:
      return is_tag ? "⚠️" : "❌";
    case Verdict::rejected:
    case Verdict::redirected:
      break;
  }
  return "❌";
}

Verdict verdict_in(const RunEnd& end, const LedgerRef& ref) {
  return verdict_on(ref, end.status == Status::dry_run);
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

bool in_conflict(const RunEnd& end) {
  const Status status = end.status == Status::dry_run ? end.came_to() : end.status;
  return status == Status::conflict || status == Status::pull_request;
}

bool overwrites(const RunEnd& end) {
  const auto status =
      end.status == Status::dry_run ? end.planned_status : std::optional(end.status);
  return status == Status::forced || status == Status::rolled_back;
}

bool first_sync(const Findings& found) {
  return found.history && found.history->relation == Relation::target_missing;
}

bool unconfirmed(const Ledger& ledger) {
  return ledger.any(Fate::unknown);
}

bool branch_unconfirmed(const Ledger& ledger) {
  const LedgerRef* branch = ledger.find(ledger.branch());
  return branch != nullptr && fate_of(*branch) == Fate::unknown;
}

std::optional<std::uint64_t> counted_commits(const Findings& found, const Ledger& ledger) {
  const bool unknown = branch_unconfirmed(ledger) || commits_uncounted(ledger);
  if (unknown || first_sync(found)) return std::nullopt;
  return commits_synced(ledger);
}

bool tags_unconfirmed(const Ledger& ledger) {
  const std::vector<const LedgerRef*> refs = ledger.told();
  return std::any_of(refs.begin(), refs.end(), [](const LedgerRef* ref) {
    return is_tag_ref(ref->name()) && fate_of(*ref) == Fate::unknown;
  });
}

const Commit* carried_commit(const Findings& found) {
  if (!found.history || !found.source_sha) return nullptr;
  const auto& commits = found.history->source_commits;
  const auto carried = std::find_if(commits.begin(), commits.end(), [&](const Commit& commit) {
    return commit.id == *found.source_sha;
  });
  return carried == commits.end() ? nullptr : &*carried;
}

}  // namespace auto_sync
