// What is told of two histories must be true of the whole of them, whichever part was seen.
#include <fmt/format.h>

#include "policy/relate.h"
#include "support/catch.h"
#include "support/fakes/random_history.h"

using namespace auto_sync;
using namespace auto_sync::testing;

namespace {

constexpr unsigned drawn_histories = 4000;

using Numbers = std::set<std::size_t>;

std::set<Oid> ids_of(const std::vector<Commit>& commits) {
  std::set<Oid> ids;
  for (const Commit& commit : commits) ids.insert(commit.id);
  return ids;
}

std::set<Oid> set_of(const std::vector<Oid>& ids) {
  return {ids.begin(), ids.end()};
}

CommitGraph graph_of(const RandomHistory& history, const Numbers& chosen) {
  CommitGraph graph;
  graph.add(history.commits(chosen));
  return graph;
}

/// A pair of commits of a history, and the truth about it.
struct Pair {
  std::mt19937 draws;
  RandomHistory history;
  std::size_t carried;
  std::size_t target;
  TrueKinship truth;

  explicit Pair(unsigned seed)
      : draws(seed),
        history(random_history(draws)),
        carried(tip()),
        target(tip()),
        truth(true_kinship(history, carried, target)) {}

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(draws()) % bound; }

  /// Mostly a recent commit, as tips are.
  std::size_t tip() {
    const std::size_t size = history.size();
    return below(3) == 0 ? below(size) : size - 1 - below(std::min<std::size_t>(size, 4));
  }
  Numbers everything() const {
    Numbers all;
    for (std::size_t i = 0; i < history.size(); ++i) all.insert(i);
    return all;
  }
  /// `answer` with some of its commits lost.
  Numbers lossy(Numbers answer) {
    const std::size_t kept = 40 + below(60);  // of a hundred
    std::erase_if(answer, [&](std::size_t) { return below(100) >= kept; });
    return answer;
  }
  /// Both sides' answers, each cut at a depth.
  Numbers cut(std::size_t ours, std::size_t theirs) const {
    Numbers both = history.nearest(carried, ours);
    both.merge(history.nearest(target, theirs));
    return both;
  }
  Numbers cut() { return cut(1 + below(history.size()), 1 + below(history.size())); }
  std::optional<Kinship> relate(const Numbers& seen) const {
    return relate_by_exploration(graph_of(history, seen), RandomHistory::id(carried),
                                 RandomHistory::id(target));
  }
  /// The true commits of one kind, as an answer brings them.
  std::vector<Commit> commits(const std::set<Oid>& ids) const {
    std::vector<Commit> found = history.commits(everything());
    std::erase_if(found, [&](const Commit& commit) { return !ids.contains(commit.id); });
    return found;
  }
};

/// What is untrue of the facts; empty when all that they tell is true.
std::string untruth(const HistoryFacts& told, const TrueKinship& truth) {
  if (told.relation != truth.relation) return "the relation";
  if (told.ahead && *told.ahead != truth.ours.size()) return "ahead";
  if (told.behind && *told.behind != truth.theirs.size()) return "behind";
  if (told.ahead && ids_of(told.source_commits) != truth.ours) return "the source's commits";
  if (told.behind && ids_of(told.target_commits) != truth.theirs) return "the target's commits";
  if (!told.ahead && !told.source_commits.empty()) return "commits without a count";
  if (!told.merge_bases.empty() && set_of(told.merge_bases) != truth.merge_bases) {
    return "the merge bases";
  }
  return {};
}

std::string untruth(const Kinship& told, const Pair& pair) {
  std::string wrong = untruth(told.facts, pair.truth);
  if (!wrong.empty()) return wrong;
  std::set<Oid> behind_common;
  for (std::size_t i = 0; i < pair.history.size(); ++i) {
    if (!set_of(told.common).contains(RandomHistory::id(i))) continue;
    const auto all = pair.history.commits(pair.history.nearest(i, pair.history.size()));
    behind_common.merge(ids_of(all));
  }
  if (behind_common != pair.truth.common) return "what both have in common";
  if (told.counted != told.facts.ahead.has_value()) return "whether it is counted";
  return {};
}

/// Holds `check` to many drawn pairs; it says what was untrue of one.
template <typename Check>
void for_drawn_pairs(Check check) {
  for (unsigned seed = 1; seed <= drawn_histories; ++seed) {
    Pair pair(seed);
    const std::string wrong = check(pair);
    if (wrong.empty()) continue;
    FAIL(fmt::format("history {}: {} is untrue", seed, wrong));
  }
}

}  // namespace

TEST_CASE("whatever part of the histories was seen, what is told of them is true of the whole") {
  std::map<Relation, unsigned> told;
  unsigned open = 0;
  for_drawn_pairs([&](Pair& pair) -> std::string {
    for (const Numbers& seen :
         {pair.cut(), pair.lossy(pair.everything()), pair.lossy(pair.cut())}) {
      const auto known = pair.relate(seen);
      if (!known) continue;
      ++told[known->facts.relation];
      if (!known->counted) ++open;
      const std::string wrong = untruth(*known, pair);
      if (!wrong.empty()) return wrong;
    }
    return {};
  });
  for (const Relation relation : {Relation::same, Relation::fast_forward, Relation::target_ahead,
                                  Relation::diverged, Relation::unrelated}) {
    INFO(static_cast<int>(relation));
    CHECK(told[relation] > 100);
  }
  CHECK(open > 30);
}

TEST_CASE("whole histories are always told, with exact counts and all merge bases") {
  for_drawn_pairs([](Pair& pair) -> std::string {
    const auto known = pair.relate(pair.everything());
    if (!known || !known->counted) return "that it cannot be told";
    if (pair.truth.relation == Relation::diverged && known->facts.merge_bases.empty()) {
      return "that there is no merge base";
    }
    return untruth(*known, pair);
  });
}

TEST_CASE("reading ever deeper ends, and what it leaves open both sides can be asked for") {
  unsigned settled = 0;
  for_drawn_pairs([&](Pair& pair) -> std::string {
    std::optional<Kinship> known;
    for (std::size_t depth = 1; !known && depth <= pair.history.size() + 1; ++depth) {
      known = pair.relate(pair.cut(depth, depth));
    }
    if (!known) return "that it cannot be told";
    if (const std::string wrong = untruth(*known, pair); !wrong.empty()) return wrong;
    if (known->counted) return {};
    ++settled;
    const std::vector<Oid> bases(pair.truth.merge_bases.begin(), pair.truth.merge_bases.end());
    const HistoryFacts facts = with_counts(std::move(*known), pair.commits(pair.truth.ours),
                                           pair.commits(pair.truth.theirs), bases);
    return facts.ahead && facts.behind ? untruth(facts, pair.truth) : "that it is not counted";
  });
  CHECK(settled > 30);
}

TEST_CASE("commits are called independent only if none of them is behind another") {
  unsigned told = 0;
  for_drawn_pairs([&](Pair& pair) -> std::string {
    const auto behind = closure_of(pair.history);
    Numbers some;
    while (some.size() < std::min<std::size_t>(3, pair.history.size())) some.insert(pair.tip());
    std::vector<Oid> asked;
    std::set<Oid> independent;
    for (const std::size_t one : some) {
      asked.push_back(RandomHistory::id(one));
      if (std::none_of(some.begin(), some.end(),
                       [&](std::size_t other) { return other != one && behind[other][one]; })) {
        independent.insert(RandomHistory::id(one));
      }
    }
    for (const Numbers& seen : {pair.everything(), pair.lossy(pair.everything())}) {
      const auto known = independent_of(graph_of(pair.history, seen), asked);
      if (!known && seen == pair.everything()) return "that it cannot be told";
      if (known && set_of(*known) != independent) return "what is independent";
      if (known) ++told;
    }
    return {};
  });
  CHECK(told > drawn_histories + 100);
}

TEST_CASE("an answer without one of the tips tells nothing") {
  for_drawn_pairs([](Pair& pair) -> std::string {
    for (const std::size_t tip : {pair.carried, pair.target}) {
      Numbers seen = pair.everything();
      seen.erase(tip);
      if (pair.relate(seen)) return "what is told";
    }
    return pair.relate({}) ? "what is told of nothing" : "";
  });
}

TEST_CASE("a fast-forward that an answer proves is one, whatever the answer has lost") {
  unsigned proven = 0;
  for_drawn_pairs([&](Pair& pair) -> std::string {
    const std::vector<Commit> answer = pair.commits(pair.truth.ours);
    const auto prove = [&](const std::vector<Commit>& commits) {
      CommitGraph graph;
      graph.add(std::vector<Commit>(commits));
      return prove_fast_forward(graph, RandomHistory::id(pair.carried),
                                RandomHistory::id(pair.target));
    };
    const bool is_one = pair.truth.relation == Relation::fast_forward;
    const auto known = prove(answer);
    if (known.has_value() != is_one) return "that it is proven or not";
    if (known) ++proven;
    if (known && !untruth(*known, pair.truth).empty()) return untruth(*known, pair.truth);
    std::vector<Commit> rest = answer;
    std::erase_if(rest, [&](const Commit&) { return pair.below(100) < 30; });
    return prove(rest) && !is_one ? "that it is a fast-forward" : "";
  });
  CHECK(proven > 100);
}

TEST_CASE("a hole in an answer is found, and so is a cut that its depth does not explain") {
  unsigned lost_commits = 0;
  for_drawn_pairs([&](Pair& pair) -> std::string {
    const std::size_t depth = 1 + pair.below(pair.history.size());
    const Numbers whole = pair.history.nearest(pair.carried, depth);
    Numbers inner = pair.history.nearest(pair.carried, depth - 1);
    std::vector<Oid> boundary;
    for (const std::size_t commit : whole) {
      if (!inner.contains(commit)) boundary.push_back(RandomHistory::id(commit));
    }
    const auto steps = static_cast<std::uint32_t>(depth);
    const std::vector<Oid> tips = {RandomHistory::id(pair.carried)};
    const std::vector<Commit> all = pair.history.commits(whole);
    if (find_hole(all, boundary)) return "that there is a hole";
    if (find_cut(all, tips, boundary, steps)) return "that the history is cut";
    inner.erase(pair.carried);
    if (inner.empty()) return {};
    const std::size_t lost = *std::next(inner.begin(), static_cast<long>(pair.below(inner.size())));
    std::vector<Oid> grafted = boundary;
    grafted.push_back(RandomHistory::id(lost));
    if (find_cut(all, tips, grafted, steps) != grafted.back()) return "that nothing is cut";
    Numbers rest = whole;
    rest.erase(lost);
    ++lost_commits;
    const auto hole = find_hole(pair.history.commits(rest), boundary);
    return hole == RandomHistory::id(lost) ? "" : "that there is no hole";
  });
  CHECK(lost_commits > 100);
}
