#pragma once
#include <vector>

#include "app/edges.h"
#include "domain/listed_ref.h"
#include "domain/plan.h"

namespace auto_sync {

/// The target's refs of these names, listed through its upload-pack, which lists just those; or,
/// where that does not answer, through receive-pack, which lists everything.
std::vector<ListedRef> list_again(Edges& edges, const std::vector<PlannedRef>& refs);

/// Whether each of `refs` stands at its planned value in `listed`.
bool stand_as_planned(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs);

/// Lists `refs` again until they stand as planned: right after a push a replica may still list old
/// values, so a difference is looked at three times in all, a little later each time. Returns the
/// last listing.
std::vector<ListedRef> list_until_planned(Edges& edges, const std::vector<PlannedRef>& refs);

}  // namespace auto_sync
