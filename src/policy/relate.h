#pragma once
#include <optional>

#include "domain/commit_graph.h"
#include "domain/relation.h"

namespace auto_sync {

/// What the answer to the history question proves: `graph` holds exactly the commits reachable from
/// `source_tip` and not from `target`, both of which the source has. Nothing unless `carried` is
/// among them and descends from `target`: then it is a fast-forward, with exact counts.
std::optional<HistoryFacts> prove_fast_forward(const CommitGraph& graph, const Oid& carried,
                                               const Oid& target);

/// What a graph of both sides, cut at some depth, proves. Nothing when it was cut too early: a
/// commit with a missing parent is reachable from one side only, or a common commit with a missing
/// parent is not older than every commit of one side only, so that counts could still change.
/// The graph's commits know all their parents: an id that is no member is simply not fetched yet.
std::optional<HistoryFacts> relate_by_exploration(const CommitGraph& graph, const Oid& carried,
                                                  const Oid& target);

}  // namespace auto_sync
