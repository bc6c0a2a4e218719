#include "policy/relate.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace auto_sync {
namespace {

using Set = CommitGraph::Set;

Set difference(const Set& from, const Set& without) {
  Set result;
  for (const Oid& id : from) {
    if (!without.contains(id)) result.insert(id);
  }
  return result;
}

/// Whether counting `ours` and `theirs` (one-sided commits) could still change with more history.
bool cut_too_early(const CommitGraph& graph, const Set& ours, const Set& theirs,
                   const Set& common) {
  std::uint64_t oldest = std::numeric_limits<std::uint64_t>::max();
  for (const Set* side : {&ours, &theirs}) {
    for (const Oid& id : *side) {
      if (graph.misses_parent(id)) return true;
      oldest = std::min(oldest, graph.find(id)->commit_time);
    }
  }
  return std::any_of(common.begin(), common.end(), [&](const Oid& id) {
    return graph.misses_parent(id) && graph.find(id)->commit_time >= oldest;
  });
}

/// The common commits that no other common commit descends from: the merge bases.
std::vector<Oid> maximal(const CommitGraph& graph, const Set& common) {
  Set inner;
  for (const Oid& id : common) {
    for (const Oid& parent : graph.find(id)->parents) inner.insert(parent);
  }
  std::vector<Oid> bases;
  for (const Commit& commit : graph.newest_first(difference(common, inner))) {
    bases.push_back(commit.id);
  }
  return bases;
}

/// Whether one of several merge bases could still turn out to be an ancestor of another.
bool may_shrink(const CommitGraph& graph, const std::vector<Oid>& bases, const Set& common) {
  if (bases.size() < 2) return false;
  std::uint64_t oldest = std::numeric_limits<std::uint64_t>::max();
  for (const Oid& id : bases) oldest = std::min(oldest, graph.find(id)->commit_time);
  return std::any_of(common.begin(), common.end(), [&](const Oid& id) {
    return graph.misses_parent(id) && graph.find(id)->commit_time >= oldest;
  });
}

}  // namespace

std::optional<HistoryFacts> prove_fast_forward(const CommitGraph& graph, const Oid& carried,
                                               const Oid& target) {
  const Set ours = graph.reachable(carried);
  if (!graph.has_parent(ours, target)) return std::nullopt;
  HistoryFacts facts;
  facts.relation = Relation::fast_forward;
  facts.ahead = ours.size();
  facts.behind = 0;
  facts.source_commits = graph.newest_first(ours);
  return facts;
}

std::optional<HistoryFacts> relate_by_exploration(const CommitGraph& graph, const Oid& carried,
                                                  const Oid& target) {
  const Set from_carried = graph.reachable(carried);
  const Set from_target = graph.reachable(target);
  const Set ours = difference(from_carried, from_target);
  const Set theirs = difference(from_target, from_carried);
  const Set common = difference(from_carried, ours);
  if (cut_too_early(graph, ours, theirs, common)) return std::nullopt;

  HistoryFacts facts;
  facts.ahead = ours.size();
  facts.behind = theirs.size();
  facts.source_commits = graph.newest_first(ours);
  facts.target_commits = graph.newest_first(theirs);
  if (carried == target) {
    facts.relation = Relation::same;
  } else if (common.contains(target)) {
    facts.relation = Relation::fast_forward;
  } else if (common.contains(carried)) {
    facts.relation = Relation::target_ahead;
  } else {
    facts.relation = common.empty() ? Relation::unrelated : Relation::diverged;
    facts.merge_bases = maximal(graph, common);
    if (may_shrink(graph, facts.merge_bases, common)) return std::nullopt;
  }
  return facts;
}

}  // namespace auto_sync
