#pragma once
#include <optional>

#include "app/ask_commits.h"
#include "app/read_edges.h"
#include "domain/relation.h"

namespace auto_sync {

/// How the commit to carry and the target's tip are related, found out with as little as can be:
/// one round trip for a fast-forward (the source is asked for the commits that the target lacks),
/// and deepening on both sides, N doubling, when that proves none. Counts that are still open then
/// are asked for: they are what git on either side calls the commits beyond the merge bases.
///
/// `carried` is `source_tip` or an older commit, whose place in the source branch is checked too.
/// `announced` is called once it is known how many commits the target lacks at most, which is
/// before they have arrived; not for a target without the branch.
///
/// Nothing when the source lost a commit between its listing and the question: survey again.
std::optional<HistoryFacts> explore_history(const ReadEdges& edges, const Oid& carried,
                                            const Oid& source_tip,
                                            const std::optional<Oid>& target_tip,
                                            const AnnouncedCount& announced = {});

/// Whether `commit` is the source branch's tip or behind it. Nothing when the source lost one of
/// the two meanwhile: survey again.
std::optional<bool> branch_contains(const ReadEdges& edges, const Oid& source_tip,
                                    const Oid& commit);

}  // namespace auto_sync
