#pragma once
#include <optional>

#include "app/ask_commits.h"
#include "app/lost_commit.h"
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
/// Nothing when a server lost a commit between its listing and the question: survey again. `lost`,
/// if not null, is then told which.
std::optional<HistoryFacts> explore_history(const ReadEdges& edges, const Oid& carried,
                                            const Oid& source_tip,
                                            const std::optional<Oid>& target_tip,
                                            const AnnouncedCount& announced = {},
                                            std::optional<LostCommit>* lost = nullptr);

/// Whether `commit` is the source branch's tip or behind it. Nothing when the source lost one of
/// the two meanwhile, which `lost` is told: survey again.
std::optional<bool> branch_contains(const ReadEdges& edges, const Oid& source_tip,
                                    const Oid& commit, std::optional<LostCommit>* lost = nullptr);

}  // namespace auto_sync
