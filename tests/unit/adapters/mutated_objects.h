#pragma once
#include <git2.h>

#include <cstdint>
#include <string>
#include <vector>

#include "support/git_fixture.h"

namespace auto_sync::testing {

/// Commit objects that were changed: lines moved, doubled, folded, cut, in another case, with NULs,
/// white space and signs where none belong, dates out of any range, headers of 64 KiB. Every tenth
/// is as git writes it. Each names ids of its own, which no other names. The same for the same
/// seed.
std::vector<std::string> mutated_commits(std::uint64_t seed, std::size_t count);

/// What a tag leads to. git believes the first type that it is told of an id, so that tags which
/// lie about it would be read in an order's way: lines of other targets only change places.
struct TagTarget {
  std::string id;
  std::string type;
};

/// The same of annotated tags.
std::vector<std::string> mutated_tags(std::uint64_t seed, std::size_t count,
                                      const std::vector<TagTarget>& targets);

/// The same of trees: modes of any kind and length, names that are paths, `.git` to some file
/// system, twice there or out of order, entries that are cut.
std::vector<std::string> mutated_trees(std::uint64_t seed, std::size_t count);

/// Writes the objects into `repo`, in one pack and whatever git thinks of them; returns their ids.
std::vector<std::string> write_objects(GitRepo& repo, git_object_t type,
                                       const std::vector<std::string>& objects);

}  // namespace auto_sync::testing
