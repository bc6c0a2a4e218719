#pragma once
#include <span>
#include <string_view>

namespace auto_sync {

/// One output of the action. action.yml and README.md are held against these rows.
struct Output {
  std::string_view name;
  std::string_view help;  ///< for users, in Markdown
};

/// All outputs, in the order in which documents show them.
std::span<const Output> outputs();

}  // namespace auto_sync
