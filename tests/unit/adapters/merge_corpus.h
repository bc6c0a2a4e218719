#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/git_fixture.h"

namespace auto_sync::testing {

/// Two branches that part at a common past.
struct DivergedPair {
  std::string ours;
  std::string theirs;
  std::string story;  ///< what each side did
};

/// Diverged pairs, the same for the same seed: files with repeated lines, edits, renames, moves,
/// deletions, additions, modes, symbolic links, submodules, binary files, directories in the place
/// of files; every tenth pair is a criss-cross. Written into `repo` by one git fast-import.
std::vector<DivergedPair> make_diverged_pairs(GitRepo& repo, std::uint64_t seed, std::size_t count);

}  // namespace auto_sync::testing
