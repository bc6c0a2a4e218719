#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/listed_ref.h"
#include "domain/plan.h"
#include "domain/settings.h"

namespace auto_sync {

/// What a rollback restores.
struct RollbackGoal {
  Oid commit;
  std::string backup;  ///< the ref that keeps it; empty: the commit was given by its id
};

/// What `rollback_to` means, given the target's refs. `previous` is the newest backup of the target
/// branch that differs from the branch's tip: the state before it was last overwritten, whether by
/// a sync or by a rollback. So a second `previous` undoes the first, and a backup whose overwrite
/// was then refused does not stand in the way.
/// Throws Error(usage), which lists the backups there are, when there is none.
RollbackGoal find_rollback_goal(const Settings& settings, const std::vector<ListedRef>& listed);

/// Whether a ref holds that object, so that it is certain to be there.
bool is_listed(const Oid& id, const std::vector<ListedRef>& listed);

/// The error of a commit that the target does not have.
Error unknown_commit(const Settings& settings, const Oid& commit,
                     const std::vector<ListedRef>& listed);

/// The plan that restores the branch from `tip` (none: it is gone) to the goal. It counts as an
/// overwrite even where it is a fast-forward, so that it gets a backup, and `previous` always leads
/// back to the state before a rollback.
Plan plan_rollback(const Settings& settings, const RollbackGoal& goal,
                   const std::optional<Oid>& tip);

}  // namespace auto_sync
