#include "app/push_plan.h"

#include <algorithm>
#include <iterator>

#include "base/log.h"
#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/verdict.h"
#include "policy/judge_push.h"

namespace auto_sync {
namespace {

std::vector<PlannedRef> backups_to_make(const Plan& plan) {
  std::vector<PlannedRef> made;
  std::copy_if(plan.backups.begin(), plan.backups.end(), std::back_inserter(made),
               [](const PlannedRef& ref) { return ref.action == RefAction::create; });
  return made;
}

/// A plan that is to be taken all or none needs a server that can do that. Backups do not count:
/// they go first.
void check_atomic(const Plan& plan, const TargetListing& listing) {
  const std::size_t refs = plan.updates().size() - backups_to_make(plan).size();
  if (!plan.atomic || refs <= 1 || listing.can_atomic) return;
  throw Error(ErrorKind::usage, "The target's server offers no atomic pushes.",
              "Leave out `atomic`: each ref is then accepted or refused on its own.");
}

/// Why nothing may be overwritten although no backup was refused; nothing when all were seen.
std::optional<Error> unseen(const Ledger& ledger, const std::vector<PlannedRef>& backups) {
  for (const PlannedRef& backup : backups) {
    const std::optional<Listed>& seen = ledger.find(backup.name)->sent.back().seen;
    if (!seen) {
      return Error(ErrorKind::remote,
                   "The server took the backup, but could not be listed again to see that it is "
                   "there; nothing was overwritten.",
                   "Run the sync again: a backup that is there is used.", true);
    }
    if (seen->id != backup.new_id) {
      return Error(ErrorKind::remote,
                   "The server said that it made the backup, but does not list it; nothing was "
                   "overwritten.",
                   "If its listing only lags behind, run the sync again. If the server hides refs "
                   "of that name, keep backups as tags: `backup_as: tag`.");
    }
  }
  return std::nullopt;
}

/// The backups in a push of their own, and the rest only once they are seen in a listing. "atomic"
/// would not do: git's receive-pack takes refs that it hides, and those that a proc-receive hook
/// handles, out of its transaction, and lets the others move.
PushEnd push_backups_first(const Plan& plan, const TargetListing& listing, const PushEdges& edges,
                           Ledger& ledger) {
  Plan keeping;
  keeping.backups = backups_to_make(plan);
  Plan rest = plan;
  rest.backups.clear();
  PushEnd kept = push_refs(keeping, listing, edges, ledger);
  if (kept.kind != PushEnd::Kind::finished || refused_backup(ledger) != nullptr) return kept;
  if (const std::optional<Error> why = unseen(ledger, keeping.backups)) throw Error(*why);
  return push_refs(rest, listing, edges, ledger);
}

/// Deletes the refs; those that are gone are noted by name, a refusal is a warning.
void prune(const std::vector<PlannedRef>& expired, const TargetListing& listing,
           const PushEdges& edges, Ledger& ledger, PushEnd& end) {
  if (expired.empty()) return;
  const std::string what = counted(expired.size(), "older backup");
  if (!listing.can_delete) {
    end.warnings.push_back(what + " beyond backup_keep cannot be deleted: the target's server " +
                           "offers no deletion of refs.");
    return;
  }
  std::vector<std::string> left;
  left.reserve(expired.size());
  for (const PlannedRef& backup : expired) left.push_back(backup.name);
  std::string refusals;
  try {
    TransferRequest request;
    request.commands = expired;
    const PushReport report = edges.transfer.carry(request).report;
    if (!report.reported) refusals = "no report came";
    for (const PushReport::Ref& ref : report.refs) {
      if (ref.ok) {
        ledger.prune(ref.name);
        std::erase(left, ref.name);
      } else {
        refusals += (refusals.empty() ? "" : ", ") + ref.message;
      }
    }
  } catch (const Error& error) {
    refusals = error.what();
  }
  if (left.empty()) return;
  end.warnings.push_back("Of " + what +
                         " beyond backup_keep, the target did not say that it deleted " +
                         join(left, ", ") + (refusals.empty() ? "." : ": " + refusals + "."));
}

}  // namespace

PushEnd push_plan(const Plan& plan, const TargetListing& listing, const PushEdges& edges,
                  Ledger& ledger) {
  check_atomic(plan, listing);
  PushEnd end = backups_to_make(plan).empty() ? push_refs(plan, listing, edges, ledger)
                                              : push_backups_first(plan, listing, edges, ledger);
  const bool done = end.kind == PushEnd::Kind::finished && all_landed(ledger, plan.updates());
  if (done) prune(plan.expired_backups, listing, edges, ledger, end);
  return end;
}

}  // namespace auto_sync
