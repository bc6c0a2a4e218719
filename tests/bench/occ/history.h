#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/occ/random.h"
#include "bench/occ/shape.h"
#include "bench/occ/tree.h"

namespace auto_sync::bench {

enum class Step { on_main, on_branch, merge };

/// A commit to be: where it goes, and how many files it adds and changes.
struct PlannedCommit {
  Step step = Step::on_main;
  bool forks = false;  ///< the first one of a side branch
  bool imports = false;
  std::uint32_t additions = 0;
  std::uint32_t changes = 0;
};

/// Every commit, oldest first; the additions add up to the number of files.
std::vector<PlannedCommit> plan_history(const Shape& shape, Random& random);

/// Says which files each commit adds: indices into the files, which are in the order of paths.
/// An import takes a run of neighbours, another commit a few of them.
class Births {
 public:
  Births(const std::vector<PlannedCommit>& history, std::size_t files, Random& random);
  std::vector<std::size_t> next(const PlannedCommit& commit, Random& random);

 private:
  std::vector<std::size_t> imported_;  // taken from the back
  std::vector<std::size_t> later_;
};

}  // namespace auto_sync::bench
