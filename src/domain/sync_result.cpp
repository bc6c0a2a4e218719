#include "domain/sync_result.h"

namespace auto_sync {

std::optional<Oid> SyncResult::target_before() const {
  const std::optional<Listed> before = ledger.branch_before();
  return before ? before->id : std::nullopt;
}

std::optional<Oid> SyncResult::target_after() const {
  const std::optional<Listed> after = ledger.branch_after();
  return after ? after->id : std::nullopt;
}

}  // namespace auto_sync
