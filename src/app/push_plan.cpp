#include "app/push_plan.h"

#include <algorithm>
#include <iterator>

#include "base/log.h"
#include "base/text.h"
#include "domain/backup_ref.h"

namespace auto_sync {
namespace {

std::size_t backups_to_make(const Plan& plan) {
  return static_cast<std::size_t>(
      std::count_if(plan.backups.begin(), plan.backups.end(),
                    [](const PlannedRef& ref) { return ref.action == RefAction::create; }));
}

bool all_accepted(const PushEnd& end) {
  return end.kind == PushEnd::Kind::finished && !end.sent_unconfirmed && !end.failure &&
         std::all_of(end.refs.begin(), end.refs.end(), [](const RefResult& ref) {
           return ref.outcome == RefResult::Outcome::accepted;
         });
}

/// A plan that is to be taken all or none needs a server that can do that. Backups do not count:
/// they go first.
void check_atomic(const Plan& plan, const TargetListing& listing) {
  const std::size_t refs = plan.updates().size() - backups_to_make(plan);
  if (!plan.atomic || refs <= 1 || listing.can_atomic) return;
  throw Error(ErrorKind::usage, "The target's server offers no atomic pushes.",
              "Leave out `atomic`: each ref is then accepted or refused on its own.");
}

/// Why nothing may be overwritten although no backup was refused; nothing when all were seen.
std::optional<Error> unseen(const PushEnd& kept) {
  if (kept.sent_unconfirmed) {
    return Error(ErrorKind::interrupted,
                 "Interrupted while a backup was made; nothing was overwritten.",
                 "Run the sync again: it finds out what arrived.");
  }
  if (kept.proof == Proof::differs) {
    return Error(
        ErrorKind::remote,
        "The server said that it made the backup, but does not list it; nothing was overwritten.",
        "If its listing only lags behind, run the sync again. If the server hides refs of that "
        "name, keep backups as tags: `backup_as: tag`.");
  }
  if (kept.proof != Proof::confirmed) {
    return Error(ErrorKind::remote,
                 "The server took the backup, but could not be listed again to see that it is "
                 "there; nothing was overwritten.",
                 "Run the sync again: a backup that is there is used.", true);
  }
  return std::nullopt;
}

/// Puts what was pushed and found first before what came of the rest.
void prepend(PushEnd&& first, PushEnd& rest) {
  rest.refs.insert(rest.refs.end(), first.refs.begin(), first.refs.end());
  rest.server_messages.insert(0, first.server_messages);
  rest.warnings.insert(rest.warnings.begin(), first.warnings.begin(), first.warnings.end());
}

/// The backups in a push of their own, and the rest only once they are seen in a listing. "atomic"
/// would not do: git's receive-pack takes refs that it hides, and those that a proc-receive hook
/// handles, out of its transaction, and lets the others move.
PushEnd push_backups_first(const Plan& plan, const TargetListing& listing, Edges& edges) {
  Plan keeping;
  keeping.backups = plan.backups;
  Plan rest = plan;
  rest.backups.clear();
  PushEnd kept = push_refs(keeping, listing, edges);
  if (kept.kind != PushEnd::Kind::finished) return kept;
  if (kept.sent_unconfirmed || all_accepted(kept)) kept.failure = unseen(kept);
  if (kept.failure) {
    for (RefResult& ref : kept.refs) ref.outcome = RefResult::Outcome::unknown;
    return kept;
  }
  if (!all_accepted(kept)) return kept;
  PushEnd end;
  try {
    end = push_refs(rest, listing, edges);
  } catch (const Error& error) {
    end.failure = error;
  }
  prepend(std::move(kept), end);
  return end;
}

/// Says so when a server that promised all or none kept to neither: refs that it hides do not count
/// in its transaction.
void check_kept_together(const Plan& plan, PushEnd& end) {
  if (!plan.atomic) return;
  const RefResult* refused = nullptr;
  const RefResult* taken = nullptr;
  for (const RefResult& ref : end.refs) {
    if (is_backup_ref(ref.planned.name)) continue;
    if (ref.outcome == RefResult::Outcome::rejected) refused = &ref;
    if (ref.outcome == RefResult::Outcome::accepted && taken == nullptr) taken = &ref;
  }
  if (refused == nullptr || taken == nullptr) return;
  end.warnings.push_back("The server took " + taken->planned.name + " although it refused " +
                         refused->planned.name +
                         " and `atomic` asked for all or none: a server's refs that are hidden "
                         "(`receive.hideRefs`) do not count in its atomic pushes.");
}

/// Deletes the refs; those that are gone are noted by name, a refusal is a warning.
void prune(const std::vector<PlannedRef>& expired, const TargetListing& listing, Edges& edges,
           PushEnd& end) {
  if (expired.empty()) return;
  const std::string what = counted(expired.size(), "older backup");
  if (!listing.can_delete) {
    end.warnings.push_back(what + " beyond backup_keep cannot be deleted: the target's server " +
                           "offers no deletion of refs.");
    return;
  }
  std::string refusals;
  try {
    TransferRequest request;
    request.commands = expired;
    const PushReport report = edges.transfer.carry(request).report;
    if (!report.reported) refusals = "no report came";
    for (const PushReport::Ref& ref : report.refs) {
      if (ref.ok) end.pruned.push_back(ref.name);
      if (!ref.ok) refusals += (refusals.empty() ? "" : ", ") + ref.name + " (" + ref.message + ")";
    }
  } catch (const Error& error) {
    refusals = error.what();
  }
  if (refusals.empty()) return;
  end.warnings.push_back("Of " + what +
                         " beyond backup_keep, not all could be deleted: " + refusals + ".");
}

}  // namespace

PushEnd push_plan(const Plan& plan, const TargetListing& listing, Edges& edges) {
  check_atomic(plan, listing);
  PushEnd end = backups_to_make(plan) > 0 ? push_backups_first(plan, listing, edges)
                                          : push_refs(plan, listing, edges);
  check_kept_together(plan, end);
  if (all_accepted(end)) prune(plan.expired_backups, listing, edges, end);
  return end;
}

}  // namespace auto_sync
