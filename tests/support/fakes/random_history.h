#pragma once
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "domain/relation.h"
#include "support/fakes/drawn_history.h"

namespace auto_sync::testing {

/// A small history of any shape: several roots, merges of two or three, criss-crosses. Commits are
/// numbered, parents before children; what times they state need not agree with that.
struct RandomHistory {
  std::vector<std::vector<std::size_t>> parents;
  std::vector<std::int64_t> times;

  std::size_t size() const { return parents.size(); }
  static Oid id(std::size_t commit) { return DrawnHistory::id("c" + std::to_string(commit)); }

  std::vector<Commit> commits(const std::set<std::size_t>& chosen) const {
    std::vector<Commit> made;
    for (const std::size_t number : chosen) {
      Commit commit;
      commit.id = id(number);
      commit.commit_time = times[number];
      for (const std::size_t parent : parents[number]) commit.parents.push_back(id(parent));
      made.push_back(std::move(commit));
    }
    return made;
  }
  /// The commits less than `depth` steps from `tip`, as `deepen` brings them.
  std::set<std::size_t> nearest(std::size_t tip, std::size_t depth) const {
    std::set<std::size_t> level = {tip};
    std::set<std::size_t> found;
    for (; depth > 0; --depth) {
      std::set<std::size_t> next;
      for (const std::size_t commit : level) {
        if (found.insert(commit).second)
          next.insert(parents[commit].begin(), parents[commit].end());
      }
      level = std::move(next);
    }
    return found;
  }
};

inline RandomHistory random_history(std::mt19937& draws, std::size_t most = 20) {
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(draws()) % bound; };
  RandomHistory history;
  const std::size_t size = 2 + below(most - 1);
  const std::size_t reach = 1 + below(6);  // how far back parents are
  const std::size_t merges = below(60);    // of a hundred
  const std::size_t roots = below(12);
  for (std::size_t i = 0; i < size; ++i) {
    std::set<std::size_t> of;
    if (i > 0 && below(100) >= roots) of.insert(i - 1 - below(std::min(i, reach)));
    while (!of.empty() && of.size() < 3 && below(100) < merges) of.insert(below(i));
    std::vector<std::size_t> order(of.begin(), of.end());
    if (below(2) == 0) order.assign(of.rbegin(), of.rend());
    history.parents.push_back(std::move(order));
  }
  const std::size_t clock = below(4);  // true, standing still, drawn, backwards
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t times[] = {i, 0, below(size), size - i};
    history.times.push_back(1'700'000'000 + static_cast<std::int64_t>(times[clock]));
  }
  return history;
}

/// What is true of a pair of commits of a whole history, by the definitions and nothing else.
struct TrueKinship {
  Relation relation = Relation::same;
  std::set<Oid> ours;    ///< commits of the first that the second lacks
  std::set<Oid> theirs;  ///< and the other way round
  std::set<Oid> common;
  std::set<Oid> merge_bases;  ///< common commits that are no proper ancestors of others
};

/// `behind[a][b]`: b is a or an ancestor of a (the transitive closure, by Warshall).
inline std::vector<std::vector<bool>> closure_of(const RandomHistory& history) {
  const std::size_t size = history.size();
  std::vector<std::vector<bool>> behind(size, std::vector<bool>(size, false));
  for (std::size_t a = 0; a < size; ++a) {
    behind[a][a] = true;
    for (const std::size_t parent : history.parents[a]) behind[a][parent] = true;
  }
  for (std::size_t via = 0; via < size; ++via) {
    for (std::size_t a = 0; a < size; ++a) {
      for (std::size_t b = 0; b < size; ++b) {
        if (behind[a][via] && behind[via][b]) behind[a][b] = true;
      }
    }
  }
  return behind;
}

inline TrueKinship true_kinship(const RandomHistory& history, std::size_t carried,
                                std::size_t target) {
  const auto behind = closure_of(history);
  TrueKinship truth;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const bool of_carried = behind[carried][i];
    const bool of_target = behind[target][i];
    if (of_carried && of_target) truth.common.insert(RandomHistory::id(i));
    if (of_carried && !of_target) truth.ours.insert(RandomHistory::id(i));
    if (!of_carried && of_target) truth.theirs.insert(RandomHistory::id(i));
    bool newest = of_carried && of_target;
    for (std::size_t j = 0; newest && j < history.size(); ++j) {
      newest = j == i || !(behind[carried][j] && behind[target][j] && behind[j][i]);
    }
    if (newest) truth.merge_bases.insert(RandomHistory::id(i));
  }
  if (carried == target) {
    truth.relation = Relation::same;
  } else if (behind[carried][target]) {
    truth.relation = Relation::fast_forward;
  } else if (behind[target][carried]) {
    truth.relation = Relation::target_ahead;
  } else {
    truth.relation = truth.common.empty() ? Relation::unrelated : Relation::diverged;
  }
  return truth;
}

}  // namespace auto_sync::testing
