#pragma once
#include "app/meter.h"
#include "app/push_edges.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// The run with `rollback_to`: restores the target branch to a backup or to a commit that the
/// target has. Only the target is asked (`edges.read.source` reads it too, see
/// restore_from_itself): neither the source nor a build. What is overwritten is kept and leased as
/// in a sync.
///
/// What is to be restored is settled by the first listing; when the branch moves before the push it
/// is looked at anew, and the same commit restored.
/// Throws Error: usage, when there is no such backup or commit.
void roll_back(const Settings& settings, const PushEdges& edges, const Meter& meter,
               SyncResult& result);

}  // namespace auto_sync
