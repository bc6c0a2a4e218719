#pragma once
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "domain/commit_graph.h"

namespace auto_sync::testing {

/// A history drawn in text: one commit a line, `name: parent parent @time`; oldest first. Without
/// `@time` a commit is one second younger than the line before.
class DrawnHistory {
 public:
  explicit DrawnHistory(const std::string& drawing) {
    std::istringstream lines(drawing);
    std::string line;
    std::int64_t time = 1000;
    while (std::getline(lines, line)) {
      std::istringstream words(line);
      std::string name;
      if (!(words >> name)) continue;
      name.pop_back();  // the colon
      Commit commit;
      commit.id = id(name);
      commit.subject = name;
      commit.commit_time = ++time;
      std::string word;
      while (words >> word) {
        if (word.front() == '@') {
          commit.commit_time = time = std::stoll(word.substr(1));
        } else {
          commit.parents.push_back(id(word));
        }
      }
      commits_[name] = commit;
    }
  }

  /// The id that stands for a name.
  static Oid id(const std::string& name) {
    std::string bytes(Oid::size, '\1');
    bytes.replace(0, std::min(name.size(), Oid::size), name.substr(0, Oid::size));
    return Oid::from_bytes(bytes.data());
  }

  /// The commits of these names, or all.
  std::vector<Commit> commits(const std::vector<std::string>& names = {}) const {
    std::vector<Commit> chosen;
    if (names.empty()) {
      for (const auto& [name, commit] : commits_) chosen.push_back(commit);
    }
    for (const std::string& name : names) chosen.push_back(commits_.at(name));
    return chosen;
  }

  CommitGraph graph(const std::vector<std::string>& names = {}) const {
    CommitGraph graph;
    graph.add(commits(names));
    return graph;
  }

 private:
  std::map<std::string, Commit> commits_;
};

/// The names (subjects) of commits, in their order, joined by spaces.
inline std::string names_of(const std::vector<Commit>& commits) {
  std::string names;
  for (const Commit& commit : commits) names += (names.empty() ? "" : " ") + commit.subject;
  return names;
}

}  // namespace auto_sync::testing
