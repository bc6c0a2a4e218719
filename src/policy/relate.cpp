#include "policy/relate.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace auto_sync {
namespace {

using Set = CommitGraph::Set;

/// Beyond, looking whether counts are proven costs more than asking for them.
constexpr std::size_t most_ends = 64;

Set difference(const Set& from, const Set& without) {
  Set result;
  for (const Oid& id : from) {
    if (!without.contains(id)) result.insert(id);
  }
  return result;
}

bool misses_any_parent(const CommitGraph& graph, const Set& set) {
  return std::any_of(set.begin(), set.end(),
                     [&](const Oid& id) { return graph.misses_parent(id); });
}

/// The common commits that, as far as is known, no other common commit descends from. The merge
/// bases are among them: all that is common and unknown, or seems one-sided, is behind these.
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

/// Who has whom for a parent.
using Children = std::unordered_map<Oid, std::vector<Oid>>;

Children children_of(const CommitGraph& graph, const Set& set) {
  Children children;
  for (const Oid& id : set) {
    for (const Oid& parent : graph.find(id)->parents) children[parent].push_back(id);
  }
  return children;
}

Set descendants(const Children& children, const Oid& ancestor) {
  Set found = {ancestor};
  std::vector<Oid> open = {ancestor};
  while (!open.empty()) {
    const auto known = children.find(open.back());
    open.pop_back();
    if (known == children.end()) continue;
    for (const Oid& child : known->second) {
      if (found.insert(child).second) open.push_back(child);
    }
  }
  return found;
}

/// Whether each of `commits` has every commit of `common` with an unknown parent behind it, or is
/// one. Then none of them can be in that unknown history: it would be its own ancestor.
bool none_hidden(const CommitGraph& graph, const std::vector<Oid>& commits, const Set& common,
                 const Set& all) {
  std::vector<Oid> ends;
  for (const Oid& id : common) {
    if (graph.misses_parent(id)) ends.push_back(id);
  }
  if (ends.empty()) return true;
  if (ends.size() > most_ends) return false;
  const Children children = children_of(graph, all);
  return std::all_of(ends.begin(), ends.end(), [&](const Oid& end) {
    const Set reaching = descendants(children, end);
    return std::all_of(commits.begin(), commits.end(),
                       [&](const Oid& id) { return reaching.contains(id); });
  });
}

Relation relation_of(const Oid& carried, const Oid& target, const Set& common) {
  if (carried == target) return Relation::same;
  if (common.contains(target)) return Relation::fast_forward;
  if (common.contains(carried)) return Relation::target_ahead;
  return common.empty() ? Relation::unrelated : Relation::diverged;
}

void set_counts(HistoryFacts& facts, std::vector<Commit> ours, std::vector<Commit> theirs,
                std::vector<Oid> merge_bases) {
  facts.ahead = ours.size();
  facts.behind = theirs.size();
  facts.source_commits = std::move(ours);
  facts.target_commits = std::move(theirs);
  if (facts.relation == Relation::diverged) facts.merge_bases = std::move(merge_bases);
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

std::optional<Kinship> relate_by_exploration(const CommitGraph& graph, const Oid& carried,
                                             const Oid& target) {
  if (!graph.contains(carried) || !graph.contains(target)) return std::nullopt;
  const Set from_carried = graph.reachable(carried);
  const Set from_target = graph.reachable(target);
  const Set ours = difference(from_carried, from_target);
  const Set theirs = difference(from_target, from_carried);
  if (misses_any_parent(graph, ours) || misses_any_parent(graph, theirs)) return std::nullopt;

  const Set common = difference(from_carried, ours);
  Kinship kinship;
  kinship.facts.relation = relation_of(carried, target, common);
  kinship.common = maximal(graph, common);

  std::vector<Oid> doubtful(ours.begin(), ours.end());
  doubtful.insert(doubtful.end(), theirs.begin(), theirs.end());
  if (kinship.common.size() > 1) {
    doubtful.insert(doubtful.end(), kinship.common.begin(), kinship.common.end());
  }
  Set all = from_carried;
  all.insert(theirs.begin(), theirs.end());
  kinship.counted = none_hidden(graph, doubtful, common, all);
  if (kinship.counted) {
    set_counts(kinship.facts, graph.newest_first(ours), graph.newest_first(theirs), kinship.common);
  } else if (kinship.facts.relation == Relation::diverged && kinship.common.size() == 1) {
    kinship.facts.merge_bases = kinship.common;
  }
  return kinship;
}

std::optional<std::vector<Oid>> independent_of(const CommitGraph& graph,
                                               const std::vector<Oid>& commits) {
  Set contained;
  for (auto one = commits.begin(); one != commits.end(); ++one) {
    for (auto other = std::next(one); other != commits.end(); ++other) {
      const auto kinship = relate_by_exploration(graph, *one, *other);
      if (!kinship) return std::nullopt;
      if (kinship->facts.relation == Relation::fast_forward) contained.insert(*other);
      if (kinship->facts.relation == Relation::target_ahead) contained.insert(*one);
    }
  }
  std::vector<Oid> rest = commits;
  std::erase_if(rest, [&](const Oid& id) { return contained.contains(id); });
  return rest;
}

HistoryFacts with_counts(Kinship kinship, std::vector<Commit> ours, std::vector<Commit> theirs,
                         std::vector<Oid> merge_bases) {
  set_counts(kinship.facts, std::move(ours), std::move(theirs), std::move(merge_bases));
  return std::move(kinship.facts);
}

std::optional<Oid> find_hole(const std::vector<Commit>& commits, const std::vector<Oid>& boundary) {
  const Set ends(boundary.begin(), boundary.end());
  Set members;
  for (const Commit& commit : commits) members.insert(commit.id);
  for (const Commit& commit : commits) {
    if (ends.contains(commit.id)) continue;
    for (const Oid& parent : commit.parents) {
      if (!members.contains(parent)) return parent;
    }
  }
  return std::nullopt;
}

std::optional<Oid> find_cut(const std::vector<Commit>& commits, const std::vector<Oid>& tips,
                            const std::vector<Oid>& boundary, std::uint32_t depth) {
  const Set ends(boundary.begin(), boundary.end());
  std::unordered_map<Oid, const Commit*> members;
  for (const Commit& commit : commits) members.emplace(commit.id, &commit);
  Set seen(tips.begin(), tips.end());
  std::vector<Oid> level(seen.begin(), seen.end());
  for (std::uint32_t steps = 0; steps + 1 < depth && !level.empty(); ++steps) {
    std::vector<Oid> next;
    for (const Oid& id : level) {
      const auto commit = members.find(id);
      if (commit == members.end()) continue;
      if (ends.contains(id)) return id;
      for (const Oid& parent : commit->second->parents) {
        if (seen.insert(parent).second) next.push_back(parent);
      }
    }
    level = std::move(next);
  }
  return std::nullopt;
}

}  // namespace auto_sync
