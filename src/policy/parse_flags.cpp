#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/given_values.h"
#include "policy/input_setters.h"

namespace auto_sync {
namespace {

/// A walk along the arguments.
class FlagReader {
 public:
  explicit FlagReader(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  GivenValues read() {
    while (next_ < arguments_.size()) {
      const std::string& argument = arguments_[next_++];
      if (argument.size() > 2 && argument.starts_with("--")) {
        read_flag(argument);
      } else {
        refuse(argument, fmt::format("argument {}", in_quotes(argument)), "is no flag",
               "Write `--name=VALUE`.");
      }
    }
    return std::move(given_);
  }

 private:
  void read_flag(const std::string& argument) {
    const std::size_t equals = argument.find('=');
    const std::string written =
        argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    const std::string name = replace_all(written, "-", "_");
    std::optional<std::string> value;
    if (equals != std::string::npos) value = argument.substr(equals + 1);
    const Input* input = find_input(name);
    if (input == nullptr) {
      given_.problems.push_back(
          unknown_name(written, fmt::format("flag {}", in_quotes("--" + written)), flag_name));
      if (!value) take_next();  // it may be a token: it is not looked at
      return;
    }
    const std::string where = "flag " + flag_name(name);
    if (input->secret) {
      if (!value) take_next();
      refuse(name, where, "tokens are not taken from the command line, which others can read",
             fmt::format("Set the environment's variable INPUT_{}.", upper(name)));
      return;
    }
    if (!value) value = input->boolean ? boolean_value() : take_next();
    take(*input, where, value);
  }

  void take(const Input& input, const std::string& where, const std::optional<std::string>& value) {
    if (!value) {
      refuse(input.name, where, "its value is missing",
             fmt::format("Write `{}={}`.", flag_name(input.name), input.placeholder));
    } else if (!input.list && given_.values.contains(input.name)) {
      refuse(input.name, where, "it is given twice", {});
    } else {
      given_.add(input, *value, where);
    }
  }

  /// The next argument, unless it is a flag.
  std::optional<std::string> take_next() {
    if (next_ == arguments_.size() || arguments_[next_].starts_with("--")) return std::nullopt;
    return arguments_[next_++];
  }

  /// `--dry-run false` is understood; `--dry-run` alone means true.
  std::string boolean_value() {
    const bool written = next_ < arguments_.size() && setters::read_boolean(arguments_[next_]);
    return written ? arguments_[next_++] : "true";
  }

  static std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
  }

  void refuse(std::string_view input, std::string where, std::string found, std::string remedy) {
    given_.problems.push_back(
        {std::string(input), std::move(where), std::move(found), {}, std::move(remedy)});
  }

  const std::vector<std::string>& arguments_;
  std::size_t next_ = 0;
  GivenValues given_;
};

}  // namespace

std::string flag_name(std::string_view input) {
  return "--" + replace_all(std::string(input), "_", "-");
}

GivenValues parse_flags(const std::vector<std::string>& flags) {
  return FlagReader(flags).read();
}

}  // namespace auto_sync
