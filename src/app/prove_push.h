#pragma once
#include <vector>

#include "app/push_edges.h"
#include "domain/listed_ref.h"
#include "domain/plan.h"

namespace auto_sync {

/// The target's refs of these names, listed through its upload-pack, which lists just those; or,
/// where that does not answer, or does not list what was there before, through receive-pack, which
/// lists everything.
std::vector<ListedRef> list_again(const PushEdges& edges, const std::vector<PlannedRef>& refs);

/// Whether each of `refs` stands at its planned value in `listed`.
bool stand_as_planned(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs);

/// Lists `refs` until those that are `expected` to stand as planned do: right after a push a
/// replica may still list old values, so a difference is looked at four times in all, each time a
/// little later, five seconds together. Returns the last listing.
std::vector<ListedRef> list_until_planned(const PushEdges& edges,
                                          const std::vector<PlannedRef>& refs,
                                          const std::vector<PlannedRef>& expected);

}  // namespace auto_sync
