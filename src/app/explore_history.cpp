#include "app/explore_history.h"

#include <algorithm>
#include <future>
#include <string>
#include <utility>

#include "app/history_questions.h"
#include "app/incomplete_answer.h"
#include "base/log.h"
#include "domain/commit_graph.h"
#include "policy/relate.h"
#include "service/shallow_history.h"

namespace auto_sync {
namespace {

/// Commits listed for a first sync; a report shows no more.
constexpr std::uint32_t first_sync_depth = 20;
constexpr std::uint32_t first_depth = 64;
constexpr std::uint32_t last_depth = 1U << 30;

/// How deep merge bases are looked behind, to see whether one contains another, and how many.
constexpr std::uint32_t last_base_depth = 4096;
constexpr std::size_t most_bases = 8;
/// Haves by which a side is asked what is its own.
constexpr std::size_t most_haves = 256;

/// Explores one pair of commits.
class Exploration {
 public:
  Exploration(const ReadEdges& edges, const Oid& carried, const Oid& source_tip)
      : edges_(edges), carried_(carried), source_tip_(source_tip), questions_(edges) {}

  std::optional<HistoryFacts> first_sync();
  std::optional<HistoryFacts> compare(const Oid& target, const AnnouncedCount& announced);
  std::optional<LostCommit> lost() const { return questions_.lost(); }

 private:
  std::optional<HistoryFacts> beyond_target(const Oid& target, const AnnouncedCount& announced);
  std::optional<HistoryFacts> target_ahead(const Oid& target);
  HistoryFacts deepen(const Oid& target);
  HistoryFacts not_deeper(const Oid& target, const std::string& why);
  HistoryFacts count(Kinship kinship, const Oid& target);
  std::vector<Oid> independent(const std::vector<Oid>& commits);

  const ReadEdges& edges_;
  Oid carried_;
  Oid source_tip_;
  HistoryQuestions questions_;
  bool source_knows_target_ = false;
  bool branch_has_target_ = false;
};

HistoryFacts not_in_branch() {
  HistoryFacts facts;
  facts.tested_in_source = false;
  return facts;
}

/// Whether the source's `tip` is `commit` or descends from it.
bool reaches(HistoryQuestions& questions, const Oid& tip, const Oid& commit) {
  if (commit == tip) return true;
  const CommitGraph graph = questions.difference(tip, commit);
  return graph.has_parent(graph.reachable(tip), commit);
}

std::optional<HistoryFacts> Exploration::first_sync() {
  if (!reaches(questions_, source_tip_, carried_)) {
    return questions_.gone() ? std::nullopt : std::optional(not_in_branch());
  }
  FetchQuestion question;
  question.wants = {carried_};
  question.depth = first_sync_depth;
  question.done = true;
  question.needs_filter = true;
  CommitAnswer answer = questions_.ask(edges_.source, question);
  if (questions_.gone()) return std::nullopt;
  CommitGraph graph;
  graph.add(std::move(answer.commits));
  HistoryFacts facts;
  facts.relation = Relation::target_missing;
  facts.source_commits = graph.newest_first(graph.reachable(carried_));
  return facts;
}

/// What the source's commits that the target lacks prove, if the source knows the target's tip.
std::optional<HistoryFacts> Exploration::beyond_target(const Oid& target,
                                                       const AnnouncedCount& announced) {
  CommitAnswer answer = questions_.beyond(source_tip_, target, announced);
  const auto& known = answer.fetch.acknowledged;
  source_knows_target_ = std::find(known.begin(), known.end(), target) != known.end();
  branch_has_target_ = source_tip_ == target;
  if (questions_.gone() || !answer.fetch.pack_received || !source_knows_target_) {
    return std::nullopt;
  }
  CommitGraph graph;
  graph.add(std::move(answer.commits));
  if (graph.size() > 0 && !graph.contains(source_tip_)) {
    throw lacks_object(edges_.source, source_tip_);
  }
  const CommitGraph::Set branch = graph.reachable(source_tip_);
  branch_has_target_ = branch_has_target_ || graph.has_parent(branch, target);
  if (branch.contains(carried_)) return prove_fast_forward(graph, carried_, target);
  return branch_has_target_ ? target_ahead(target) : std::nullopt;
}

/// The source has the target's tip, which contains the carried commit; nothing if it does not.
std::optional<HistoryFacts> Exploration::target_ahead(const Oid& target) {
  const CommitGraph graph = questions_.difference(target, carried_);
  const CommitGraph::Set theirs = graph.reachable(target);
  if (questions_.gone() || !graph.has_parent(theirs, carried_)) return std::nullopt;
  HistoryFacts facts;
  facts.relation = Relation::target_ahead;
  facts.ahead = 0;
  facts.behind = theirs.size();
  facts.target_commits = graph.newest_first(theirs);
  return facts;
}

/// Those of `commits`, which the source has, that no other of them contains; none when that is not
/// seen as deep as is looked.
std::vector<Oid> Exploration::independent(const std::vector<Oid>& commits) {
  if (commits.size() < 2) return commits;
  if (commits.size() > most_bases) return {};
  for (std::uint32_t depth = first_depth; depth <= last_base_depth; depth *= 2) {
    CommitAnswer answer = questions_.nearest(edges_.source, commits, depth);
    if (questions_.gone() || !answer.fetch.filtered) break;
    CommitGraph graph;
    graph.add(std::move(answer.commits));
    if (auto found = independent_of(graph, commits)) return std::move(*found);
  }
  return {};
}

/// The facts with counts, where both sides still have to be asked what is their own.
HistoryFacts Exploration::count(Kinship kinship, const Oid& target) {
  const std::vector<Oid> common = kinship.common;
  if (kinship.counted || common.size() > most_haves) return std::move(kinship.facts);
  const auto own = [&](GitSource& side, const Oid& tip) {
    return std::find(common.begin(), common.end(), tip) != common.end()
               ? std::vector<Commit>()
               : questions_.own_commits(side, tip, common);
  };
  auto theirs = std::async(std::launch::async, [&] { return own(edges_.target, target); });
  std::vector<Commit> ours = own(edges_.source, carried_);
  std::vector<Oid> bases = independent(common);
  return with_counts(std::move(kinship), std::move(ours), theirs.get(), std::move(bases));
}

/// What can be told although the histories may not be read any deeper, for that reason.
HistoryFacts Exploration::not_deeper(const Oid& target, const std::string& why) {
  if (source_knows_target_) {
    const CommitGraph ours = questions_.difference(carried_, target);
    if (auto facts = prove_fast_forward(ours, carried_, target)) return *facts;
    if (auto facts = target_ahead(target)) return *facts;
  }
  log::warning("{}: counts are not known.", why);
  HistoryFacts facts;
  facts.relation = Relation::unsettled;
  return facts;
}

HistoryFacts Exploration::deepen(const Oid& target) {
  for (std::uint32_t depth = first_depth;; depth *= 2) {
    log::debug("reading {} commits deep on both sides", depth);
    auto theirs = std::async(std::launch::async,
                             [&] { return questions_.nearest(edges_.target, {target}, depth); });
    CommitAnswer ours = questions_.nearest(edges_.source, {carried_}, depth);
    CommitAnswer other = theirs.get();
    if (questions_.gone()) return {};
    if (other.fetch.unreadable) {
      return not_deeper(target, "The history of the " + edges_.target.who() +
                                    " cannot be read, since its server does not speak git's "
                                    "protocol version 2");
    }
    const bool filtered = ours.fetch.filtered && other.fetch.filtered;
    const bool cut_here = find_cut(ours.commits, {carried_}, ours.fetch.shallow, depth).has_value();
    const bool cut_there =
        find_cut(other.commits, {target}, other.fetch.shallow, depth).has_value();
    CommitGraph graph;
    graph.add(std::move(ours.commits));
    graph.add(std::move(other.commits));
    if (auto kinship = relate_by_exploration(graph, carried_, target)) {
      return count(std::move(*kinship), target);
    }
    if (cut_here) throw shallow_history(edges_.source);
    if (cut_there) throw shallow_history(edges_.target);
    // Without filters every commit would bring its files along: stop here, without counts.
    if (!filtered || depth >= last_depth) {
      return not_deeper(
          target, "The history could be read only " + std::to_string(depth) + " commits deep");
    }
  }
}

std::optional<HistoryFacts> Exploration::compare(const Oid& target,
                                                 const AnnouncedCount& announced) {
  std::optional<HistoryFacts> facts = beyond_target(target, announced);
  if (!facts && !questions_.gone()) {
    facts = reaches(questions_, source_tip_, carried_) ? deepen(target) : not_in_branch();
  }
  if (questions_.gone()) return std::nullopt;
  facts->source_has_target = branch_has_target_;
  return facts;
}

}  // namespace

std::optional<HistoryFacts> explore_history(const ReadEdges& edges, const Oid& carried,
                                            const Oid& source_tip,
                                            const std::optional<Oid>& target_tip,
                                            const AnnouncedCount& announced,
                                            std::optional<LostCommit>* lost) {
  Exploration exploration(edges, carried, source_tip);
  std::optional<HistoryFacts> facts =
      target_tip ? exploration.compare(*target_tip, announced) : exploration.first_sync();
  if (lost != nullptr) *lost = exploration.lost();
  return facts;
}

std::optional<bool> branch_contains(const ReadEdges& edges, const Oid& source_tip,
                                    const Oid& commit, std::optional<LostCommit>* lost) {
  HistoryQuestions questions(edges);
  const bool contained = reaches(questions, source_tip, commit);
  if (lost != nullptr) *lost = questions.lost();
  return questions.gone() ? std::nullopt : std::optional(contained);
}

}  // namespace auto_sync
