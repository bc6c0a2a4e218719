#include "domain/commit_graph.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace auto_sync {

void CommitGraph::add(std::vector<Commit>&& commits) {
  commits_.reserve(commits_.size() + commits.size());
  for (Commit& commit : commits) {
    const Oid id = commit.id;
    commits_.try_emplace(id, std::move(commit));
  }
}

const Commit* CommitGraph::find(const Oid& id) const {
  const auto found = commits_.find(id);
  return found == commits_.end() ? nullptr : &found->second;
}

CommitGraph::Set CommitGraph::reachable(const Oid& tip) const {
  Set seen;
  std::vector<const Commit*> open;
  const auto visit = [&](const Oid& id) {
    const Commit* commit = find(id);
    if (commit != nullptr && seen.insert(id).second) open.push_back(commit);
  };
  visit(tip);
  while (!open.empty()) {
    const Commit* commit = open.back();
    open.pop_back();
    for (const Oid& parent : commit->parents) visit(parent);
  }
  return seen;
}

bool CommitGraph::has_parent(const Set& set, const Oid& id) const {
  return std::any_of(set.begin(), set.end(), [&](const Oid& member) {
    const Commit* commit = find(member);
    return commit != nullptr &&
           std::find(commit->parents.begin(), commit->parents.end(), id) != commit->parents.end();
  });
}

bool CommitGraph::misses_parent(const Oid& id) const {
  const Commit* commit = find(id);
  return commit != nullptr && std::any_of(commit->parents.begin(), commit->parents.end(),
                                          [&](const Oid& parent) { return !contains(parent); });
}

std::vector<Commit> CommitGraph::newest_first(const Set& set) const {
  std::unordered_map<Oid, std::size_t> children;
  for (const Oid& id : set) {
    const Commit* commit = find(id);
    if (commit == nullptr) continue;
    for (const Oid& parent : commit->parents) {
      if (set.contains(parent)) ++children[parent];
    }
  }
  const auto older = [](const Commit* a, const Commit* b) {
    return std::pair(a->commit_time, a->id) < std::pair(b->commit_time, b->id);
  };
  std::priority_queue<const Commit*, std::vector<const Commit*>, decltype(older)> ready(older);
  for (const Oid& id : set) {
    const Commit* commit = find(id);
    if (commit != nullptr && !children.contains(id)) ready.push(commit);
  }
  std::vector<Commit> sorted;
  sorted.reserve(set.size());
  while (!ready.empty()) {
    const Commit* commit = ready.top();
    ready.pop();
    sorted.push_back(*commit);
    for (const Oid& parent : commit->parents) {
      const auto left = children.find(parent);
      if (left == children.end() || --left->second != 0) continue;
      if (const Commit* next = find(parent)) ready.push(next);
    }
  }
  return sorted;
}

}  // namespace auto_sync
