// git itself judges what is told of drawn histories, written as real commits.
#include <fmt/format.h>

#include <sstream>

#include "policy/relate.h"
#include "support/catch.h"
#include "support/fakes/random_history.h"
#include "support/git_fixture.h"

namespace auto_sync {
namespace {

using testing::GitRepo;
using testing::RandomHistory;

constexpr unsigned judged_histories = 60;

std::set<std::string> lines_of(const std::string& text) {
  std::istringstream lines(text);
  std::set<std::string> found;
  for (std::string line; std::getline(lines, line);) found.insert(line);
  return found;
}

std::set<std::string> without(const std::set<std::string>& all, const std::set<std::string>& some) {
  std::set<std::string> rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

std::set<std::string> hex_of(const std::vector<Oid>& ids) {
  std::set<std::string> hex;
  for (const Oid& id : ids) hex.insert(id.hex());
  return hex;
}

std::set<std::string> hex_of(const std::vector<Commit>& commits) {
  std::set<std::string> hex;
  for (const Commit& commit : commits) hex.insert(commit.id.hex());
  return hex;
}

/// Drawn histories in one repository, each commit of them under a branch `<history>-<commit>`.
class Judge {
 public:
  Judge() {
    std::mt19937 draws(20'240'101);
    std::string stream;
    for (unsigned i = 0; i < judged_histories; ++i) {
      histories_.push_back(testing::random_history(draws));
      for (std::size_t c = 0; c < histories_[i].size(); ++c) stream += imported(i, c);
    }
    repo_.run({"fast-import", "--quiet", "--force"}, stream);
    std::istringstream refs(
        repo_.run({"for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads"}));
    for (std::string name, hex; refs >> name >> hex;) ids_[name] = hex;
  }

  const RandomHistory& history(unsigned i) const { return histories_[i]; }
  std::string id(unsigned i, std::size_t commit) const { return ids_.at(branch(i, commit)); }
  /// All commits that `tip` reaches; without limits, in whose pursuit git looks at times.
  std::set<std::string> reached(const std::string& tip) {
    return lines_of(repo_.run({"rev-list", tip}));
  }
  std::set<std::string> merge_bases(const std::string& a, const std::string& b) {
    return lines_of(repo_.try_run({"merge-base", "--all", a, b}).out);
  }
  /// The commits of the numbers, with the ids that git gave them.
  std::vector<Commit> commits(unsigned i, const std::set<std::size_t>& chosen) const {
    std::vector<Commit> made;
    for (const std::size_t number : chosen) {
      Commit commit;
      commit.id = *Oid::parse(id(i, number));
      commit.commit_time = histories_[i].times[number];
      for (const std::size_t parent : histories_[i].parents[number]) {
        commit.parents.push_back(*Oid::parse(id(i, parent)));
      }
      made.push_back(std::move(commit));
    }
    return made;
  }

 private:
  static std::string branch(unsigned i, std::size_t commit) {
    return fmt::format("{}-{}", i, commit);
  }
  std::string imported(unsigned i, std::size_t commit) const {
    const RandomHistory& history = histories_[i];
    const std::string subject = branch(i, commit);
    std::string text = fmt::format(
        "reset refs/heads/{0}\ncommit refs/heads/{0}\ncommitter A <a@b> "
        "{1} +0000\ndata {2}\n{3}\n",
        subject, history.times[commit], subject.size(), subject);
    std::string word = "from";
    for (const std::size_t parent : history.parents[commit]) {
      text += fmt::format("{} refs/heads/{}\n", word, branch(i, parent));
      word = "merge";
    }
    return text + "\n";
  }

  testing::TempDir directory_;
  GitRepo repo_{directory_ / "r.git"};
  std::vector<RandomHistory> histories_;
  std::map<std::string, std::string> ids_;
};

Relation relation_by_git(const std::string& carried, const std::string& target,
                         const std::set<std::string>& bases) {
  if (carried == target) return Relation::same;
  if (bases.empty()) return Relation::unrelated;
  if (bases.contains(target)) return Relation::fast_forward;
  return bases.contains(carried) ? Relation::target_ahead : Relation::diverged;
}

}  // namespace

TEST_CASE("git says the same of the whole as is told of any part of it") {
  Judge judge;
  unsigned told = 0;
  for (unsigned i = 0; i < judged_histories; ++i) {
    INFO("history " << i);
    const RandomHistory& history = judge.history(i);
    const std::size_t ours = history.size() - 1;
    const std::size_t theirs = (i * 7) % history.size();
    const std::string carried = judge.id(i, ours);
    const std::string target = judge.id(i, theirs);
    const std::set<std::string> bases = judge.merge_bases(carried, target);
    const std::set<std::string> of_carried = judge.reached(carried);
    const std::set<std::string> of_target = judge.reached(target);
    for (std::size_t depth = 1; depth <= history.size(); ++depth) {
      std::set<std::size_t> seen = history.nearest(ours, depth);
      seen.merge(history.nearest(theirs, depth));
      CommitGraph graph;
      graph.add(judge.commits(i, seen));
      const auto known = relate_by_exploration(graph, *Oid::parse(carried), *Oid::parse(target));
      if (!known) continue;
      ++told;
      CHECK(known->facts.relation == relation_by_git(carried, target, bases));
      if (!known->facts.merge_bases.empty()) CHECK(hex_of(known->facts.merge_bases) == bases);
      if (!known->counted) continue;
      CHECK(hex_of(known->facts.source_commits) == without(of_carried, of_target));
      CHECK(hex_of(known->facts.target_commits) == without(of_target, of_carried));
    }
  }
  CHECK(told > 200);
}

}  // namespace auto_sync
