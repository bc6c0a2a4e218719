#pragma once
#include <optional>

#include "app/read_edges.h"
#include "domain/oid.h"
#include "domain/preflight.h"

namespace auto_sync {

/// Which files under `.github/workflows` the commits between the target's tip and `carried` create
/// or change, told from trees alone (`filter blob:none`): one question to the source and, when
/// there are any, one to the target, whose other branches may excuse them. The target's tip must be
/// an ancestor of `carried`. Nothing when it cannot be found out: a server without filters, or one
/// that failed.
std::optional<WorkflowChanges> find_workflow_changes(const ReadEdges& edges, const Oid& carried,
                                                     const Oid& target_tip,
                                                     const TargetListing& target);

}  // namespace auto_sync
