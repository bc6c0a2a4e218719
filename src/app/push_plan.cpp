#include "app/push_plan.h"

#include <algorithm>
#include <iterator>

#include "base/log.h"
#include "base/text.h"

namespace auto_sync {
namespace {

std::size_t backups_to_make(const Plan& plan) {
  return static_cast<std::size_t>(
      std::count_if(plan.backups.begin(), plan.backups.end(),
                    [](const PlannedRef& ref) { return ref.action == RefAction::create; }));
}

bool all_accepted(const PushEnd& end) {
  return end.kind == PushEnd::Kind::finished && !end.sent_unconfirmed &&
         std::all_of(end.refs.begin(), end.refs.end(), [](const RefResult& ref) {
           return ref.outcome == RefResult::Outcome::accepted;
         });
}

/// A plan that is to be taken all or none needs a server that can do that. Backups do not count:
/// they can go first.
void check_atomic(const Plan& plan, const TargetListing& listing) {
  const std::size_t refs = plan.updates().size() - backups_to_make(plan);
  if (!plan.atomic || refs <= 1 || listing.can_atomic) return;
  throw Error(ErrorKind::usage, "The target's server offers no atomic pushes.",
              "Leave out `atomic`: each ref is then accepted or refused on its own.");
}

/// For a target without atomic pushes: the backups first, and the rest only once they stand.
PushEnd push_backups_first(const Plan& plan, const TargetListing& listing, Edges& edges) {
  Plan keeping;
  keeping.backups = plan.backups;
  Plan rest = plan;
  rest.backups.clear();
  PushEnd kept = push_refs(keeping, listing, edges);
  if (kept.sent_unconfirmed) {
    throw Error(ErrorKind::interrupted,
                "Interrupted while a backup was made; nothing was overwritten.",
                "Run the sync again: it finds out what arrived.");
  }
  if (!all_accepted(kept)) return kept;
  if (kept.proof == Proof::differs) {
    throw Error(
        ErrorKind::remote,
        "The server said that it made the backup, but does not list it; nothing was overwritten.",
        "If the server hides refs of that name, keep backups as tags: `backup_as: tag`.");
  }
  PushEnd end = push_refs(rest, listing, edges);
  end.refs.insert(end.refs.end(), kept.refs.begin(), kept.refs.end());
  end.server_messages.insert(0, kept.server_messages);
  end.warnings.insert(end.warnings.begin(), kept.warnings.begin(), kept.warnings.end());
  return end;
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

PushEnd push_plan(Plan plan, const TargetListing& listing, Edges& edges) {
  check_atomic(plan, listing);
  const bool makes_backup = backups_to_make(plan) > 0;
  if (makes_backup && listing.can_atomic) plan.atomic = true;
  PushEnd end = makes_backup && !listing.can_atomic ? push_backups_first(plan, listing, edges)
                                                    : push_refs(plan, listing, edges);
  if (all_accepted(end)) prune(plan.expired_backups, listing, edges, end);
  return end;
}

}  // namespace auto_sync
