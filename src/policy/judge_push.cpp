#include "policy/judge_push.h"

#include <algorithm>

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

const RefResult* refused_backup(const std::vector<RefResult>& results) {
  const auto found = std::find_if(results.begin(), results.end(), [](const RefResult& result) {
    return result.outcome == RefResult::Outcome::rejected && is_backup_ref(result.planned.name);
  });
  return found == results.end() ? nullptr : &*found;
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
