#include "app/analyse_conflict.h"

#include <algorithm>
#include <future>
#include <utility>

#include "app/ask_objects.h"
#include "app/explore_history.h"
#include "app/last_commits.h"
#include "base/log.h"
#include "base/text.h"
#include "service/tree_merge.h"

namespace auto_sync {
namespace {

constexpr std::uint64_t max_bytes = 256U << 20;  ///< of an answer
constexpr std::size_t max_blobs = 20'000;        ///< wanted of one side
/// A side with more commits of its own than this is read without its history's trees.
constexpr std::uint64_t max_commits = 2'000;
constexpr std::size_t max_files_with_commits = 100;

/// Why there is no answer.
Error no_answer(const std::string& why) {
  return {ErrorKind::remote, why};
}

/// The trees of the commits that only the source has; none when they are too many, or not counted.
std::optional<FetchQuestion> trees_of_source(const HistoryFacts& history, const Oid& carried) {
  if (!history.ahead || *history.ahead > max_commits) return std::nullopt;
  FetchQuestion question;
  question.wants = {carried};
  question.haves = history.merge_bases;
  question.done = true;
  question.filter = ObjectFilter::no_blobs;
  question.needs_filter = true;
  question.max_pack_bytes = max_bytes;
  return question;
}

class Analysis {
 public:
  Analysis(const ReadEdges& edges, ObjectStore& store, const std::vector<MergeRule>& rules,
           const HistoryFacts& history, const Oid& carried, const Oid& target)
      : edges_(edges),
        store_(store),
        rules_(rules),
        history_(history),
        carried_(carried),
        target_(target) {}

  /// What the merge comes to.
  MergeAnalysis merge();
  /// Finds out who touched the conflicting files last, from the trees of the commits that only one
  /// side has: the target's are in the store already, the source's are asked for.
  void find_last_commits(std::vector<ConflictedFile>& conflicts);

 private:
  FetchQuestion trees_of(std::vector<Oid> commits) const;
  void ask(GitSource& side, FetchQuestion question);
  void fetch_trees();
  void fetch_blobs(const std::vector<Oid>& of_source, const std::vector<Oid>& of_target);
  Oid common_base_of_bases();
  Oid base_tree();
  Oid tree_of(const Oid& commit) { return store_.commit(commit).tree; }

  const ReadEdges& edges_;
  ObjectStore& store_;
  const std::vector<MergeRule>& rules_;
  const HistoryFacts& history_;
  Oid carried_;
  Oid target_;
  std::optional<Oid> base_of_bases_;  ///< of a criss-cross
  std::vector<Oid> virtual_objects_;  ///< of the merge of its bases
};

/// The whole trees of single commits, without their history.
FetchQuestion Analysis::trees_of(std::vector<Oid> commits) const {
  FetchQuestion question;
  question.wants = std::move(commits);
  question.depth = 1;
  question.filter = ObjectFilter::no_blobs;
  question.needs_filter = true;
  return question;
}

void Analysis::ask(GitSource& side, FetchQuestion question) {
  question.done = true;
  question.max_pack_bytes = max_bytes;
  const bool filter = question.needs_filter;
  const FetchAnswer answer = ask_objects(side, store_, edges_.clock, std::move(question));
  if (answer.want_gone) throw no_answer("somebody changed a branch while it was being read");
  if (filter && !answer.filtered)
    throw no_answer("a server has no filters (`uploadpack.allowFilter`)");
}

/// Trees of the bases and the carried commit from the source; from the target those that the base
/// lacks: as a difference, since a depth would bring all that the base has as well.
void Analysis::fetch_trees() {
  std::vector<Oid> commits = history_.merge_bases;
  if (base_of_bases_) commits.push_back(*base_of_bases_);
  commits.push_back(carried_);
  FetchQuestion theirs = trees_of({target_});
  if (history_.behind && *history_.behind <= max_commits) {
    theirs.haves = history_.merge_bases;
    theirs.depth.reset();
  }
  auto target = std::async(std::launch::async, [&] { ask(edges_.target, theirs); });
  ask(edges_.source, trees_of(std::move(commits)));
  target.get();
}

void Analysis::fetch_blobs(const std::vector<Oid>& of_source, const std::vector<Oid>& of_target) {
  if (std::max(of_source.size(), of_target.size()) > max_blobs) {
    throw no_answer(counted(of_source.size() + of_target.size(), "file") +
                    " would have to be read");
  }
  const auto fetch = [this](GitSource& side, const std::vector<Oid>& blobs) {
    if (blobs.empty()) return;
    FetchQuestion question;
    question.wants = blobs;
    ask(side, std::move(question));
  };
  auto target = std::async(std::launch::async, [&] { fetch(edges_.target, of_target); });
  fetch(edges_.source, of_source);
  target.get();
}

/// Of a criss-cross: what its two merge bases have in common.
Oid Analysis::common_base_of_bases() {
  const Oid& first = history_.merge_bases[0];
  const Oid& second = history_.merge_bases[1];
  const std::optional<HistoryFacts> facts = explore_history(edges_, first, first, second);
  if (!facts || facts->relation != Relation::diverged || facts->merge_bases.size() != 1) {
    throw no_answer("the two merge bases have no single merge base of their own");
  }
  return facts->merge_bases.front();
}

/// The tree to compare both sides with: the merge base's; of a criss-cross, the merge of its two
/// bases, which the source has both of.
Oid Analysis::base_tree() {
  const std::vector<Oid>& bases = history_.merge_bases;
  if (!base_of_bases_) return tree_of(bases.front());
  const std::vector<MergeRule> no_rules;
  TreeMerge merge(store_, {tree_of(*base_of_bases_), tree_of(bases[1]), tree_of(bases[0])},
                  no_rules);
  TreeMerge::MissingBlobs missing = merge.missing();
  missing.of_theirs.insert(missing.of_theirs.end(), missing.of_ours.begin(), missing.of_ours.end());
  fetch_blobs(missing.of_theirs, {});
  const MergeAnalysis merged = merge.merge();
  if (!merged.clean) throw no_answer("its two merge bases conflict with each other");
  virtual_objects_ = merged.new_objects;
  return *merged.tree;
}

void Analysis::find_last_commits(std::vector<ConflictedFile>& conflicts) {
  if (auto question = trees_of_source(history_, carried_)) ask(edges_.source, std::move(*question));
  const std::size_t count = std::min(conflicts.size(), max_files_with_commits);
  for (std::size_t i = 0; i < count; ++i) {
    ConflictedFile& file = conflicts[i];
    const auto last = [&](const std::string& path, const std::vector<Commit>& commits) {
      return last_commit_of(path.empty() ? file.path : path, commits, store_);
    };
    file.source_commit = last(file.source_path, history_.source_commits);
    file.target_commit = last(file.target_path, history_.target_commits);
  }
}

MergeAnalysis Analysis::merge() {
  const std::size_t bases = history_.merge_bases.size();
  if (bases == 0) throw no_answer("the merge base is not known");
  if (bases > 2) throw no_answer("there are " + std::to_string(bases) + " merge bases");
  if (bases == 2) base_of_bases_ = common_base_of_bases();
  fetch_trees();
  TreeMerge merge(store_, {base_tree(), tree_of(target_), tree_of(carried_)}, rules_);
  const TreeMerge::MissingBlobs missing = merge.missing();
  fetch_blobs(missing.of_theirs, missing.of_ours);
  MergeAnalysis analysis = merge.merge();
  analysis.new_objects.insert(analysis.new_objects.end(), virtual_objects_.begin(),
                              virtual_objects_.end());
  return analysis;
}

std::string describe(const MergeAnalysis& merge) {
  if (!merge.known) return "not known whether a merge would be clean: " + merge.unknown;
  return merge.clean ? std::string("a merge would be clean")
                     : "a merge would conflict in " + counted(merge.conflicts.size(), "file");
}

}  // namespace

ConflictAnalysis analyse_conflict(const ReadEdges& edges, const std::vector<MergeRule>& rules,
                                  const HistoryFacts& history, const Oid& carried,
                                  const Oid& target_tip) {
  ConflictAnalysis result{{}, edges.stores.open()};
  try {
    Analysis analysis(edges, *result.store, rules, history, carried, target_tip);
    MergeAnalysis merge = analysis.merge();
    if (!merge.clean) analysis.find_last_commits(merge.conflicts);
    result.merge = std::move(merge);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    result.merge.unknown = std::string(error.what());
    while (result.merge.unknown.ends_with('.')) result.merge.unknown.pop_back();
  }
  log::info("{}", describe(result.merge));
  return result;
}

std::optional<Oid> merged_tree(const ReadEdges& edges, const std::vector<MergeRule>& rules,
                               const HistoryFacts& history, const Oid& carried,
                               const Oid& target_tip) {
  const std::unique_ptr<ObjectStore> store = edges.stores.open();
  return Analysis(edges, *store, rules, history, carried, target_tip).merge().tree;
}

void bring_source_trees(const ReadEdges& edges, const HistoryFacts& history, const Oid& carried,
                        ObjectStore& store) {
  const std::optional<FetchQuestion> question = trees_of_source(history, carried);
  if (!question) return;
  try {
    ask_objects(edges.source, store, edges.clock, *question);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    log::debug("the trees of the source's commits: {}", error.what());
  }
}

}  // namespace auto_sync
