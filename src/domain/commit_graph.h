#pragma once
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/commit.h"

namespace auto_sync {

/// Commits and their parents, as far as they are known: a parent may be missing, since packs of
/// history end where the other side's begins, or at a shallow boundary.
class CommitGraph {
 public:
  using Set = std::unordered_set<Oid>;

  void add(std::vector<Commit>&& commits);
  std::size_t size() const { return commits_.size(); }
  bool contains(const Oid& id) const { return commits_.contains(id); }
  /// The commit; nullptr when it is not known.
  const Commit* find(const Oid& id) const;

  /// The known commits reachable from `tip`, itself included; empty when it is not known.
  Set reachable(const Oid& tip) const;
  /// Whether any commit of `set` has `id` for a parent.
  bool has_parent(const Set& set, const Oid& id) const;
  /// Whether a parent of this known commit is not known.
  bool misses_parent(const Oid& id) const;
  /// The known commits of `set`, children before parents, newest first where both are possible.
  std::vector<Commit> newest_first(const Set& set) const;

 private:
  std::unordered_map<Oid, Commit> commits_;
};

}  // namespace auto_sync
