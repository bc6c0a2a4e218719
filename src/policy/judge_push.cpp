#include "policy/judge_push.h"

#include <algorithm>

#include "base/text.h"
#include "domain/backup_ref.h"

namespace auto_sync {
namespace {

std::optional<Oid> value_of(const std::vector<ListedRef>& listed, const std::string& name) {
  const ListedRef* found = find_ref(listed, name);
  return found == nullptr ? std::nullopt : std::optional(found->id);
}

}  // namespace

std::vector<PlannedRef> accepted_refs(const std::vector<RefResult>& results) {
  std::vector<PlannedRef> accepted;
  for (const RefResult& result : results) {
    if (result.outcome == RefResult::Outcome::accepted) accepted.push_back(result.planned);
  }
  return accepted;
}

BackupRefusal judge_backups(const std::vector<RefResult>& results) {
  BackupRefusal refusal;
  for (const RefResult& result : results) {
    if (result.outcome != RefResult::Outcome::rejected) continue;
    // git says "atomic push failure" of a ref that fell with another one, gitaly "atomic
    // transaction failed".
    if (to_lower(result.message).find("atomic") != std::string::npos) continue;
    if (!is_backup_ref(result.planned.name)) {
      refusal.alone = false;
    } else if (refusal.name.empty()) {
      refusal.name = result.planned.name;
    }
  }
  return refusal;
}

bool lease_was_lost(const std::vector<RefResult>& results, const std::vector<ListedRef>& listed) {
  return std::any_of(results.begin(), results.end(), [&](const RefResult& result) {
    if (result.outcome != RefResult::Outcome::rejected) return false;
    const std::optional<Oid> now = value_of(listed, result.planned.name);
    return now != result.planned.old_id && now != result.planned.new_id;
  });
}

bool stand_as_before(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs) {
  return std::all_of(refs.begin(), refs.end(), [&](const PlannedRef& ref) {
    return value_of(listed, ref.name) == ref.old_id;
  });
}

}  // namespace auto_sync
