#pragma once
#include "app/push_edges.h"
#include "app/run_record.h"

namespace auto_sync {

/// Does what the plan says, which in a dry run is nothing, and records how that ended. Here, and
/// nowhere else, what the plan overwrites is given its backups.
/// `again` when the target is no longer as `listing` has it, or the source lost a wanted commit:
/// nothing of the plan was done then.
Attempt execute_plan(const Settings& settings, Plan plan, const TargetListing& listing,
                     const PushEdges& edges, RunRecord& record);

}  // namespace auto_sync
