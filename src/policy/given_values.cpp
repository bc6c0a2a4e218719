#include "policy/given_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"

namespace auto_sync {
namespace {

constexpr std::size_t longest_name = 64;  // beyond this no name is a misspelt input

std::string as_input(std::string_view name) {
  return std::string(name);
}

/// What the runner itself understands beside an action's inputs, for a docker action.
bool is_runners_own(std::string_view name) {
  static constexpr std::array<std::string_view, 2> names = {"args", "entrypoint"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

void GivenValues::add(const Input& input, std::string_view text, const std::string& where) {
  std::vector<std::string> items;
  if (input.list) {
    items = split_list(text, ",\n");
  } else if (std::string trimmed = trim(text); !trimmed.empty()) {
    items.push_back(std::move(trimmed));
  }
  if (items.empty()) return;
  GivenValue& value = values[std::string(input.name)];
  if (value.where.empty()) value.where = where;
  value.items.insert(value.items.end(), std::make_move_iterator(items.begin()),
                     std::make_move_iterator(items.end()));
}

Problem unknown_name(std::string_view name, std::string where,
                     std::string (*spelling)(std::string_view name)) {
  Problem problem{std::string(name), std::move(where), "there is no such input", {}, {}};
  if (name.size() > longest_name) return problem;
  const std::string wanted = replace_all(std::string(name), "-", "_");
  const std::string meant = did_you_mean(wanted, input_names());
  problem.remedy = meant.empty() ? fmt::format("The nearest is `{}`.",
                                               spelling(nearest_first(wanted, input_names())[0]))
                                 : fmt::format("Did you mean `{}`?", spelling(meant));
  return problem;
}

GivenValues read_environment_inputs(const Environment& environment) {
  static constexpr std::string_view prefix = "INPUT_";
  GivenValues given;
  for (auto entry = environment.lower_bound(std::string(prefix)); entry != environment.end();
       ++entry) {
    if (!entry->first.starts_with(prefix)) break;
    const std::string name = to_lower(std::string_view(entry->first).substr(prefix.size()));
    if (is_runners_own(name)) continue;
    if (const Input* input = find_input(name)) {
      given.add(*input, entry->second, fmt::format("input {}", name));
      continue;
    }
    const bool near = name.size() <= longest_name &&
                      !did_you_mean(replace_all(name, "-", "_"), input_names()).empty();
    const std::string where = fmt::format("input {}", in_quotes(name));
    if (near) {
      given.problems.push_back(unknown_name(name, where, as_input));
    } else {
      given.warnings.push_back(where + " is unknown, and was ignored.");
    }
  }
  return given;
}

}  // namespace auto_sync
