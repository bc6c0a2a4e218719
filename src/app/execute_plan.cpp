#include "app/execute_plan.h"

#include <utility>

#include "base/log.h"

namespace auto_sync {

Attempt execute_plan(const Settings& settings, const Plan& plan, const TargetListing& listing,
                     Edges& edges, RunRecord& record) {
  record.plan(plan);
  if (settings.dry_run || plan.updates().empty()) {
    record.conclude(plan.status, plan.headline);
    return Attempt::ended;
  }
  PushEnd end =
      record.phase("push and proof", [&] { return push_refs(settings, plan, listing, edges); });
  if (end.kind != PushEnd::Kind::finished) {
    log::warning("The {} changed in the meantime: looking at it anew.",
                 end.kind == PushEnd::Kind::lease_lost ? "target" : "source");
    return Attempt::again;
  }
  record.push(std::move(end), plan);
  return Attempt::ended;
}

}  // namespace auto_sync
