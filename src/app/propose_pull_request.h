#pragma once
#include "app/open_pull_request.h"
#include "app/run_record.h"

namespace auto_sync {

/// Resolves a conflict by a pull request (app/open_pull_request.h) and records how that ended; the
/// result tells the conflict already. `again` when a ref is no longer as `listing` has it, or the
/// source lost the commit: nothing was done then.
Attempt propose_pull_request(const Settings& settings, const Proposal& proposal,
                             const TargetListing& listing, GithubPulls& pulls,
                             const PushEdges& edges, RunRecord& record, SyncResult& result);

}  // namespace auto_sync
