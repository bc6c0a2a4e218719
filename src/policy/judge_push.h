#pragma once
#include <string>
#include <utility>
#include <vector>

#include "domain/listed_ref.h"
#include "domain/plan.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// The refs of `results` that the target accepted.
std::vector<PlannedRef> accepted_refs(const std::vector<RefResult>& results);

/// The first backup that was refused; null when none was.
const RefResult* refused_backup(const std::vector<RefResult>& results);

/// Whether somebody else changed one of the refs that were refused: the target lists it at a value
/// that is neither the analysed nor the planned one. Hosts word a lost lease in many ways, so the
/// listing decides and no text.
bool lease_was_lost(const std::vector<RefResult>& results, const std::vector<ListedRef>& listed);

/// Whether all of `refs` are listed at the value that was analysed before the push.
bool stand_as_before(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs);

}  // namespace auto_sync
