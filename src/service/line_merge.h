#pragma once
#include <string>
#include <string_view>

#include "domain/settings.h"
#include "service/work_budget.h"

namespace auto_sync {

struct LineMerge {
  bool clean = false;
  std::string text;  ///< of a clean merge
};

/// The three-way merge of a text as git's merges make it (diffs by histogram, changes that touch
/// or overlap conflict unless they are equal). A favor decides the conflicting lines: for a side,
/// or for both, ours first; then the merge is always clean. Throws what `budget` does.
LineMerge merge_lines(std::string_view base, std::string_view ours, std::string_view theirs,
                      MergeFavor favor, WorkBudget& budget);

/// Whether git takes the content for binary: a NUL among its first 8,000 bytes.
bool is_binary(std::string_view content);

}  // namespace auto_sync
