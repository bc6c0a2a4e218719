#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/settings.h"

namespace auto_sync {

/// The process's environment, as `main` read it.
using Environment = std::map<std::string, std::string>;

/// The trimmed value of a variable, "" when it is not set.
std::string variable(const Environment& environment, std::string_view name);

/// A value that the user gave for one input, before it is understood.
struct GivenValue {
  std::vector<std::string> items;  ///< several for a list, else one; trimmed, none of them empty
  std::string where;               ///< as in Problem

  const std::string& text() const { return items.front(); }
};

/// Why a value was not taken. Empty members are filled from the value and the input's row.
struct Refusal {
  std::string found;
  std::string expected;
  std::string remedy;
};

/// Where an input is shown in --help.
enum class InputGroup { repositories, build, sync, conflict, report, runner };

/// What a configuration file may say of an input. The file's authors need not be the people whom
/// the tokens were given to: where tokens go, and what is done without a green build or a backup,
/// is said by the workflow alone.
enum class InFile {
  any,
  never,
  name,          ///< a repository as `owner/name`, not by a URL
  default_only,  ///< nothing but what holds anyway
  inside,        ///< a path that is not absolute
};

/// One input: everything the project knows about it. action.yml, README.md and --help are held
/// against these rows. To add an input, add a row, and a setter unless one of those fits.
struct Input {
  std::string_view name = {};
  InputGroup group = InputGroup::sync;
  bool required = false;
  bool secret = false;   ///< a token: taken from the environment only
  bool list = false;     ///< several values: comma, newline, a repeated flag, a YAML sequence
  bool boolean = false;  ///< the flag needs no value
  InFile in_file = InFile::any;
  std::string_view default_value = {};  ///< used when nothing is given; "": see `default_words`
  std::string_view default_words = {};  ///< what documents call a default that is no literal
  std::string_view action_default =
      {};                             ///< `default:` of action.yml, an expression of the workflow
  std::string_view placeholder = {};  ///< stands for the value in --help
  std::string_view help = {};         ///< one or two sentences for users, in Markdown
  std::string_view expected = {};     ///< what a right value looks like
  /// The default that the surroundings give, before `default_value`; "" when they give none.
  std::string (*surroundings)(const Environment&, const Settings& so_far) = nullptr;
  /// Puts a value into the settings, or says why it cannot be used. `server_url` is set already.
  std::optional<Refusal> (*set)(Settings&, const GivenValue&) = nullptr;
};

/// All inputs, in the order in which documents show them.
std::span<const Input> inputs();
/// The input called `name`, or null.
const Input* find_input(std::string_view name);
std::vector<std::string> input_names();

/// The sentence "Default: `main`.", "Required.", or "" when there is nothing to say.
std::string default_sentence(const Input& input);

}  // namespace auto_sync
