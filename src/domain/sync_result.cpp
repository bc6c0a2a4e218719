#include "domain/sync_result.h"

#include <algorithm>

#include "domain/backup_ref.h"
#include "domain/ref_name.h"

namespace auto_sync {
namespace {

/// Whether the target now has this ref: its report said so, or the re-listing where there was
/// no report.
bool arrived(const SyncResult& result, const RefResult& ref) {
  if (result.status == Status::dry_run) return false;
  if (ref.outcome == RefResult::Outcome::accepted) return true;
  return ref.outcome == RefResult::Outcome::unknown && result.proof == Proof::confirmed;
}

}  // namespace

std::uint64_t SyncResult::tags_synced() const {
  return static_cast<std::uint64_t>(
      std::count_if(refs.begin(), refs.end(), [this](const RefResult& ref) {
        return is_tag_ref(ref.planned.name) && !is_backup_ref(ref.planned.name) &&
               arrived(*this, ref);
      }));
}

std::uint64_t SyncResult::commits_synced() const {
  const bool branch_arrived =
      !refs.empty() && is_branch_ref(refs.front().planned.name) && arrived(*this, refs.front());
  if (!branch_arrived || !history) return 0;
  const bool merged = refs.front().planned.action == RefAction::merge;
  return history->ahead.value_or(0) + (merged ? 1 : 0);
}

const RefResult* SyncResult::backup_of(std::string_view ref) const {
  const auto found = std::find_if(refs.begin(), refs.end(), [&](const RefResult& kept) {
    const auto name = parse_backup_ref(kept.planned.name);
    return name && name->of == ref &&
           (kept.planned.action == RefAction::skip || arrived(*this, kept));
  });
  return found == refs.end() ? nullptr : &*found;
}

}  // namespace auto_sync
