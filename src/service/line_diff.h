#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "service/work_budget.h"

namespace auto_sync {

/// The lines of a text, each with its terminator; the last one may lack it.
using Lines = std::vector<std::string_view>;
Lines split_lines(std::string_view text);

/// Lines of `base` that were replaced by lines of a side.
struct Hunk {
  std::size_t base = 0;  ///< index of the first line
  std::size_t base_count = 0;
  std::size_t side = 0;
  std::size_t side_count = 0;
};

/// What turns `base` into `side`, by the histogram algorithm, which git's merges use: split at the
/// longest run of common lines among those that are rarest in `base`, again and again; then slide
/// each group of changed lines as git does. Where every common line is too frequent for that
/// (more than 64 times), git goes on with Myers' algorithm; here the whole stretch counts as
/// changed, which can only make a merge conflict that need not. The work grows with the lines times
/// the places where they differ; each line looked at is a step of `budget`, which may throw.
std::vector<Hunk> diff_lines(const Lines& base, const Lines& side, WorkBudget& budget);

}  // namespace auto_sync
