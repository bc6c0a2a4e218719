#include "policy/file_rules.h"

#include <fmt/format.h>

#include <string>

#include "policy/given_values.h"
#include "policy/input_setters.h"
#include "policy/problem.h"

namespace auto_sync {
namespace {

std::string say_it_elsewhere(const Input& input) {
  return fmt::format("Say it in the workflow, as `{}` under `with:`, or by the flag `{}`.",
                     input.name, flag_name(input.name));
}

bool is_default(const Input& input, std::string_view text) {
  if (!input.boolean) return text == input.default_value;
  const std::optional<bool> read = setters::read_boolean(text);
  return !read || read == setters::read_boolean(input.default_value);  // else: no boolean at all
}

}  // namespace

std::optional<Refusal> refuse_in_file(const Input& input, std::string_view text) {
  switch (input.in_file) {
    case InFile::any:
      break;
    case InFile::never:
      return Refusal{"a configuration file cannot say which server tokens are sent to",
                     {},
                     say_it_elsewhere(input)};
    case InFile::name:
      if (text.find(':') == std::string_view::npos) break;
      return Refusal{fmt::format("found {}, and a configuration file cannot say which server "
                                 "tokens are sent to",
                                 in_quotes(text)),
                     "`owner/name`", say_it_elsewhere(input)};
    case InFile::default_only:
      if (is_default(input, text)) break;
      return Refusal{
          fmt::format("found {}, and a configuration file cannot switch off what protects a branch",
                      in_quotes(text)),
          input.default_value.empty() ? "" : fmt::format("`{}`", input.default_value),
          say_it_elsewhere(input)};
    case InFile::inside:
      if (!text.starts_with('/')) break;
      return Refusal{fmt::format("found {}, an absolute path", in_quotes(text)),
                     "a path inside the workspace", say_it_elsewhere(input)};
  }
  return std::nullopt;
}

}  // namespace auto_sync
