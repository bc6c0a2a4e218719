#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/inputs.h"
#include "policy/problem.h"

namespace auto_sync {

/// What one place (flags, the workflow, a file) gives, by the input's name, and what is wrong
/// there.
struct GivenValues {
  std::map<std::string, GivenValue, std::less<>> values;  ///< empty values are left out
  std::vector<Problem> problems;
  std::vector<std::string> warnings;

  /// Takes `text` for `input`: trimmed, split when the input is a list, added to what is there.
  void add(const Input& input, std::string_view text, const std::string& where);
};

/// The problem of a name that is no input's: "Did you mean ...?" with the nearest one.
/// `spelling` shows an input's name as it is written in that place.
Problem unknown_name(std::string_view name, std::string where,
                     std::string (*spelling)(std::string_view name));

/// The inputs among the environment's variables: `INPUT_` and the name in capitals, as the runner
/// hands them over. A misspelt name is a problem, a name near none is a warning.
GivenValues read_environment_inputs(const Environment& environment);

/// Inputs given as flags: `--target-repo=VALUE`, `--target-repo VALUE`, `--dry-run`. Tokens are
/// refused, since every process of a machine can read another's arguments.
GivenValues parse_flags(const std::vector<std::string>& flags);

/// The flag of an input: `--target-repo`.
std::string flag_name(std::string_view input);

/// A configuration file, read by `main`.
struct ConfigFile {
  std::string path;  ///< as the user wrote it, for messages
  std::string text;
};

/// Inputs given as keys of a YAML file: scalars, or sequences of scalars for lists. Every problem
/// names file, line and column. Tokens and `config` itself are refused.
GivenValues parse_config(const ConfigFile& file);

}  // namespace auto_sync
