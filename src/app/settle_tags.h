#pragma once
#include <vector>

#include "app/read_edges.h"
#include "domain/relation.h"
#include "policy/select_tags.h"

namespace auto_sync {

/// Finds out which of the tags that differ from the target's are reachable from `carried`, and
/// notes it in them. Tags on commits that the history question brought cost nothing; for all
/// others the source is asked once: what it sends, given that we have `carried`, is not reachable.
void settle_tags(const ReadEdges& edges, const Oid& carried, const HistoryFacts& history,
                 std::vector<TagFacts>& tags);

}  // namespace auto_sync
