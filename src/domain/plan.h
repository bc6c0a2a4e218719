#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/because.h"
#include "domain/merge_commit.h"
#include "domain/oid.h"
#include "domain/status.h"

namespace auto_sync {

enum class RefAction {
  skip,
  create,
  fast_forward,
  merge,  ///< moved to a merge commit of ours: nothing is lost
  force,
  conflict
};

/// Whether the action moves its ref.
inline bool moves_ref(RefAction action) {
  return action != RefAction::skip && action != RefAction::conflict;
}

/// What is to happen to one ref of the target. `old_id` is the value that was analysed: the push
/// carries it, so that receive-pack compares and swaps.
struct PlannedRef {
  std::string name;
  std::optional<Oid> old_id;  ///< none: the ref does not exist there
  std::optional<Oid> new_id;  ///< none: nothing is sent
  RefAction action = RefAction::skip;
  std::string reason;  ///< for people, when the action is not self-evident
  /// Of a `skip`: it is left as it is for that reason; else it stands where it should already.
  bool left_alone = false;
};

/// The whole decision: what is pushed, and what the run will be called if that succeeds.
struct Plan {
  Status status = Status::in_sync;  ///< the run's status once everything pushed is accepted
  Because because = Because::same;
  PlannedRef branch;
  std::vector<PlannedRef> tags;
  std::optional<std::uint64_t> commits;  ///< that the push brings; none: not known
  /// Commits that both sides have, from which the push goes on; none: not known.
  std::vector<Oid> common;
  /// Refs that keep the values which the others overwrite; `skip`: one that does so already.
  std::vector<PlannedRef> backups;
  /// Older backups, which go once the update has been accepted; `new_id` is none.
  std::vector<PlannedRef> expired_backups;
  bool atomic = false;                      ///< the refs are pushed all or none
  std::optional<MergeCommit> merge_commit;  ///< what the branch moves to, when it is merged
  std::vector<std::string> warnings;

  /// The refs that the push carries: the branch, tags, backups.
  std::vector<PlannedRef> updates() const;
};

}  // namespace auto_sync
