#pragma once
#include <vector>

#include "domain/explanation.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// Why the target's server refused, or why a server let nobody in: from the reasons it gave for
/// each refused ref, its words on band 2, and the error that ended the run. Each cause comes once,
/// with the refs that it kept back; every refused ref is under at least one, `unknown` with the
/// server's words whole when no row of policy/refusals knows them. Empty when nothing was refused.
std::vector<Explanation> explain_refusals(const SyncResult& result);

}  // namespace auto_sync
