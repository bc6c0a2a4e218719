#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "domain/listed_ref.h"
#include "domain/plan.h"
#include "domain/settings.h"

namespace auto_sync {

/// Adds to `plan` a backup of each branch and tag that it overwrites, and which older backups of
/// them then go. A tag is kept like a branch: what it held may be reachable from nothing else.
/// Fast-forwards lose nothing and get none.
///
/// `now` gives the backup its name; where the target has a backup of that second already, in either
/// form, the next free one does. When the newest backup holds the value already, as after a push
/// that was refused, it is kept in place of a new one.
void plan_backups(const BackupSettings& settings, const std::vector<ListedRef>& listed,
                  std::chrono::system_clock::time_point now, Plan& plan);

/// What a user does whose host refuses backups.
std::string backup_remedy(const BackupSettings& settings);

}  // namespace auto_sync
