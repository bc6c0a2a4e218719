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

/// Why backups were refused, as far as the server's words tell.
struct BackupRefusal {
  std::string name;   ///< of the first one that was; empty: none was, or none on its own account
  bool alone = true;  ///< every other refused ref only fell with it, the push being atomic
};
BackupRefusal judge_backups(const std::vector<RefResult>& results);

/// Whether somebody else changed one of the refs that were refused: the target lists it at a value
/// that is neither the analysed nor the planned one. Hosts word a lost lease in many ways, so the
/// listing decides and no text.
bool lease_was_lost(const std::vector<RefResult>& results, const std::vector<ListedRef>& listed);

/// Whether all of `refs` are listed at the value that was analysed before the push.
bool stand_as_before(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs);

}  // namespace auto_sync
