#pragma once
#include <optional>
#include <vector>

#include "domain/commit_graph.h"
#include "domain/relation.h"

namespace auto_sync {

/// What is told here is true of the whole histories, whichever part of them a graph holds: it rests
/// on nothing but ids, which stand for all that is behind them, and not on the times that commits
/// state.

/// What the answer to the history question proves: `graph` holds the commits reachable from
/// `source_tip` and not from `target`, both of which the source has. Nothing unless `carried` is
/// among them and descends from `target`: then it is a fast-forward, and with all of those commits
/// the counts are exact.
std::optional<HistoryFacts> prove_fast_forward(const CommitGraph& graph, const Oid& carried,
                                               const Oid& target);

/// What is proven of a pair of commits.
struct Kinship {
  /// The relation. Counts, lists and, where they may be several, merge bases are left out unless
  /// `counted`.
  HistoryFacts facts;
  /// Commits that, with all that is behind them, are what both sides have: the merge bases, among
  /// them perhaps ancestors of others. The target's tip of a fast-forward.
  std::vector<Oid> common;
  bool counted = false;
};

/// What a graph of both sides, cut at some depth, proves. Nothing when it was cut too early: it
/// lacks one of the two, or a parent of a commit that so far belongs to one side only. With them
/// the relation is certain. Counts are not yet, unless every such commit has all that the graph
/// misses behind it: it might be common through history that was not fetched.
/// The graph's commits know all their parents: an id that is no member is simply not fetched yet.
std::optional<Kinship> relate_by_exploration(const CommitGraph& graph, const Oid& carried,
                                             const Oid& target);

/// Those of `commits` that no other of them descends from, in their order (git-merge-base(1),
/// `--independent`). Nothing when the graph was cut too early to tell.
std::optional<std::vector<Oid>> independent_of(const CommitGraph& graph,
                                               const std::vector<Oid>& commits);

/// The facts with what was left open: `ours` and `theirs` are, newest first, the commits of each
/// side that are not behind `kinship.common`. `merge_bases`: those of `common` that are behind no
/// other; none when that is not known.
HistoryFacts with_counts(Kinship kinship, std::vector<Commit> ours, std::vector<Commit> theirs,
                         std::vector<Oid> merge_bases);

/// A commit that an answer should have held: the parent of another, which is not said to be at the
/// boundary. `commits`: the answer to a question without haves; `boundary`: its shallow commits.
std::optional<Oid> find_hole(const std::vector<Commit>& commits, const std::vector<Oid>& boundary);

/// A commit at which the repository's own history is cut: it is at the boundary of an answer, whose
/// depth does not explain it, being less than `depth` - 1 steps behind all of `tips` (that many
/// commits from the tip are sent: gitprotocol-v2(5), `deepen`). Git's upload-pack lists the grafts
/// of a shallow repository so, among the others.
std::optional<Oid> find_cut(const std::vector<Commit>& commits, const std::vector<Oid>& tips,
                            const std::vector<Oid>& boundary, std::uint32_t depth);

}  // namespace auto_sync
