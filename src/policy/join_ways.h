#pragma once
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// Whether the source may lack commits that the target has, now that the way forward has ended like
/// this (`direction: both`). Never after an error, a refusal or a conflict.
bool source_may_be_behind(const SyncResult& forward);

/// The result of both ways. The way forward is what the run is called, unless that had nothing to
/// do, or the way back failed or was refused. A source that has commits of its own on the way back
/// is no conflict: they have not been built yet, and are merged once they are. Whatever the way
/// back came to, it is told of if it changed anything, or may have.
SyncResult join_ways(const Settings& settings, SyncResult forward, SyncResult back);

/// Whether the target's commits are proposed to the source, now that the way forward has ended like
/// this: in a conflict of diverged sides, where nothing else was asked for (`on_conflict: fail`)
/// and the source is on a host that has pull requests.
bool may_propose_back(const Settings& settings, const SyncResult& forward);

/// The conflict, or the pull request in the source that stands for it. One that could not be opened
/// is a warning: the conflict stays.
SyncResult join_proposal(const Settings& settings, SyncResult forward, SyncResult back);

}  // namespace auto_sync
