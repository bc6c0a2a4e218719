#include "app/execute_plan.h"

#include <utility>

#include "app/push_plan.h"
#include "base/log.h"
#include "policy/plan_backups.h"

namespace auto_sync {

Attempt execute_plan(const Settings& settings, Plan plan, const TargetListing& listing,
                     const PushEdges& edges, RunRecord& record) {
  plan.atomic = settings.atomic;
  plan_backups(settings.backup, listing.refs, edges.read.clock.now(), plan);
  record.plan(plan);
  if (settings.dry_run || plan.updates().empty()) {
    record.conclude(plan.status, plan.because);
    return Attempt::ended;
  }
  PushEnd end = record.phase("push and proof",
                             [&] { return push_plan(plan, listing, edges, record.ledger()); });
  if (end.kind != PushEnd::Kind::finished) {
    log::warning("The {} changed in the meantime: looking at it anew.",
                 end.kind == PushEnd::Kind::lease_lost ? "target" : "source");
    const LostCommit lost{&edges.read.source, end.lost_want};
    const bool is_lost = end.kind == PushEnd::Kind::source_changed;
    if (is_lost && record.loses_again(lost)) throw names_and_lacks(lost);
    return Attempt::again;
  }
  record.push(std::move(end), plan);
  return Attempt::ended;
}

}  // namespace auto_sync
