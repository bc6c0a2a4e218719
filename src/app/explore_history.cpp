#include "app/explore_history.h"

#include <algorithm>
#include <future>

#include "base/log.h"
#include "domain/commit_graph.h"
#include "policy/relate.h"

namespace auto_sync {
namespace {

/// Commits listed for a first sync; a report shows no more.
constexpr std::uint32_t first_sync_depth = 20;
constexpr std::uint32_t first_depth = 64;
constexpr std::uint32_t last_depth = 1U << 30;

/// Explores one pair of commits; `gone` is set when the source no longer has one of them.
class Exploration {
 public:
  Exploration(Edges& edges, const Oid& carried, const Oid& source_tip)
      : edges_(edges), carried_(carried), source_tip_(source_tip) {}

  std::optional<HistoryFacts> first_sync();
  std::optional<HistoryFacts> compare(const Oid& target, const AnnouncedCount& announced);

 private:
  CommitAnswer ask_source(std::vector<Oid> wants, std::vector<Oid> haves, bool done,
                          const AnnouncedCount& announced = {});
  /// The commits of `tip` that `base` lacks; the source must have both.
  CommitGraph difference(const Oid& tip, const Oid& base);
  bool contained_in_branch();
  std::optional<HistoryFacts> target_within_branch(const Oid& target);
  HistoryFacts deepen(const Oid& target);

  Edges& edges_;
  Oid carried_;
  Oid source_tip_;
  bool gone_ = false;
};

HistoryFacts not_in_branch() {
  HistoryFacts facts;
  facts.tested_in_source = false;
  return facts;
}

CommitAnswer Exploration::ask_source(std::vector<Oid> wants, std::vector<Oid> haves, bool done,
                                     const AnnouncedCount& announced) {
  FetchQuestion question;
  question.wants = std::move(wants);
  question.haves = std::move(haves);
  question.done = done;
  CommitAnswer answer = ask_commits(edges_.source, edges_.packs, edges_.clock, question, announced);
  gone_ = gone_ || answer.fetch.want_gone;
  return answer;
}

CommitGraph Exploration::difference(const Oid& tip, const Oid& base) {
  // Both are wanted, so that a commit the source has lost is an answer and not a whole history.
  CommitGraph graph;
  graph.add(ask_source({tip, base}, {base}, true).commits);
  return graph;
}

bool Exploration::contained_in_branch() {
  if (carried_ == source_tip_) return true;
  const CommitGraph graph = difference(source_tip_, carried_);
  return graph.has_parent(graph.reachable(source_tip_), carried_);
}

std::optional<HistoryFacts> Exploration::first_sync() {
  if (!contained_in_branch()) {
    return gone_ ? std::nullopt : std::optional(not_in_branch());
  }
  FetchQuestion question;
  question.wants = {carried_};
  question.depth = first_sync_depth;
  question.done = true;
  question.needs_filter = true;
  CommitAnswer answer = ask_commits(edges_.source, edges_.packs, edges_.clock, question);
  if (answer.fetch.want_gone) return std::nullopt;
  CommitGraph graph;
  graph.add(std::move(answer.commits));
  HistoryFacts facts;
  facts.relation = Relation::target_missing;
  facts.source_commits = graph.newest_first(graph.reachable(carried_));
  return facts;
}

/// The source branch contains the target's tip, but not between it and the carried commit.
std::optional<HistoryFacts> Exploration::target_within_branch(const Oid& target) {
  const CommitGraph graph = difference(target, carried_);
  const CommitGraph::Set theirs = graph.reachable(target);
  if (gone_ || !graph.has_parent(theirs, carried_)) return std::nullopt;
  HistoryFacts facts;
  facts.relation = Relation::target_ahead;
  facts.ahead = 0;
  facts.behind = theirs.size();
  facts.target_commits = graph.newest_first(theirs);
  facts.source_has_target = true;
  return facts;
}

HistoryFacts Exploration::deepen(const Oid& target) {
  const auto ask = [this](GitSource& side, const Oid& tip, std::uint32_t depth) {
    FetchQuestion question;
    question.wants = {tip};
    question.depth = depth;
    question.done = true;
    return ask_commits(side, edges_.packs, edges_.clock, question);
  };
  for (std::uint32_t depth = first_depth;; depth *= 2) {
    log::debug("reading {} commits deep on both sides", depth);
    auto theirs =
        std::async(std::launch::async, [&] { return ask(edges_.target_reader, target, depth); });
    CommitAnswer ours = ask(edges_.source, carried_, depth);
    CommitAnswer other = theirs.get();
    gone_ = gone_ || ours.fetch.want_gone || other.fetch.want_gone;
    const bool filtered = ours.fetch.filtered && other.fetch.filtered;
    CommitGraph graph;
    graph.add(std::move(ours.commits));
    graph.add(std::move(other.commits));
    if (gone_) return {};
    if (auto facts = relate_by_exploration(graph, carried_, target)) return *facts;
    if (filtered && depth < last_depth) continue;
    // Without filters every commit would bring its files along: stop here, without counts.
    log::warning("The history could be read only {} commits deep: counts are not known.", depth);
    HistoryFacts facts;
    facts.relation = Relation::diverged;
    return facts;
  }
}

std::optional<HistoryFacts> Exploration::compare(const Oid& target,
                                                 const AnnouncedCount& announced) {
  CommitAnswer answer = ask_source({source_tip_}, {target}, false, announced);
  if (gone_) return std::nullopt;
  const auto& known = answer.fetch.acknowledged;
  const bool known_there = std::find(known.begin(), known.end(), target) != known.end();
  bool branch_has_target = source_tip_ == target;
  if (answer.fetch.pack_received && known_there) {
    CommitGraph graph;
    graph.add(std::move(answer.commits));
    branch_has_target = branch_has_target || graph.has_parent(graph.reachable(source_tip_), target);
    if (auto facts = prove_fast_forward(graph, carried_, target)) {
      facts->source_has_target = true;
      return facts;
    }
    if (branch_has_target && !graph.contains(carried_)) {
      if (auto facts = target_within_branch(target)) return facts;
      return gone_ ? std::nullopt : std::optional(not_in_branch());
    }
  }
  if (!contained_in_branch()) return gone_ ? std::nullopt : std::optional(not_in_branch());
  HistoryFacts facts = deepen(target);
  if (gone_) return std::nullopt;
  facts.source_has_target = branch_has_target;
  return facts;
}

}  // namespace

std::optional<HistoryFacts> explore_history(Edges& edges, const Oid& carried, const Oid& source_tip,
                                            const std::optional<Oid>& target_tip,
                                            const AnnouncedCount& announced) {
  Exploration exploration(edges, carried, source_tip);
  if (!target_tip) return exploration.first_sync();
  return exploration.compare(*target_tip, announced);
}

}  // namespace auto_sync
