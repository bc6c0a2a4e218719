#pragma once
#include <vector>

#include "app/read_edges.h"
#include "domain/commit.h"
#include "domain/settings.h"

namespace auto_sync {

/// Whether auto-sync made these merges of the source, by what they hold: the tree of each is what
/// our merge of its two parents, which had diverged, comes to under `rules`; so there is nothing in
/// it that the parents do not have. What cannot be found out (too many merge bases, a server
/// without filters, a question that fails, a merge under other rules) is not ours. The source alone
/// is asked. Throws only when interrupted.
bool are_our_merges(const ReadEdges& edges, const std::vector<MergeRule>& rules,
                    const std::vector<Commit>& merges);

}  // namespace auto_sync
