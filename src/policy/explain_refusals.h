#pragma once
#include <vector>

#include "domain/explanation.h"
#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/refusal_text.h"

namespace auto_sync {

/// What stands for `{role}`, `{other}` and `{branch_input}` in the rows of policy/refusals: what
/// the inputs call the side whose server refused, the other one, and the first one's branch.
Captures side_names(const Settings& settings, bool at_source = false);

/// Why the target's server refused, or why a server let nobody in: from the reasons it gave for
/// each refused ref, its words on band 2, and the error that ended the run. Each cause comes once,
/// with the refs that it kept back; every refused ref is under at least one, `unknown` with the
/// server's words whole when no row of policy/refusals knows them. Empty when nothing was refused.
/// The sides are called what the inputs call them.
std::vector<Explanation> explain_refusals(const Settings& settings, const SyncResult& result);

}  // namespace auto_sync
