#include "policy/parse_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/escape.h"
#include "base/redactor.h"
#include "policy/check_settings.h"

namespace auto_sync {
namespace {

/// More than any right value of an item needs.
constexpr std::size_t longest_item = 8192;
constexpr std::size_t most_items = 1000;

template <typename T>
void append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// What makes a value unfit for any input, in words; "" when nothing does. Tokens have their own
/// rules, and their values are never repeated.
std::string general_fault(const Input& input, const GivenValue& value) {
  if (value.items.size() > most_items) {
    return fmt::format("found {} values, more than {}", value.items.size(), most_items);
  }
  for (const std::string& item : value.items) {
    if (item.size() > longest_item) {
      return fmt::format("the value is {} bytes long, more than {}", item.size(), longest_item);
    }
    if (input.secret) continue;
    if (looks_like_token(item)) return "found " + in_quotes(item);
    if (printable(item) != item) {
      return fmt::format("found {}, which holds a control character or is not UTF-8",
                         in_quotes(item));
    }
  }
  return "";
}

/// Puts the sources' values into settings, in the order of precedence.
class SettingsReader {
 public:
  explicit SettingsReader(const InputSources& sources)
      : sources_(sources),
        places_{parse_flags(sources.flags), read_environment_inputs(sources.environment),
                sources.config ? parse_config(*sources.config) : GivenValues{}} {}

  SettingsResult read() {
    for (GivenValues& place : places_) {
      append(result_.problems, place.problems);
      append(result_.warnings, place.warnings);
    }
    result_.settings.target_branch.clear();  // its default is the source's branch
    read_input(*find_input("server_url"));   // repositories and api_url are relative to it
    for (const Input& input : inputs()) {
      if (input.name != "server_url") read_input(input);
    }
    Settings& settings = result_.settings;
    if (settings.target_branch.empty()) settings.target_branch = settings.sync_branch;
    withhold_run_token(settings, result_.warnings);
    check_settings(settings, result_.problems);
    if (settings.rolls_back()) restore_from_itself(settings);
    redact();
    return std::move(result_);
  }

 private:
  void read_input(const Input& input) {
    if (const GivenValue* given = find_given(input.name)) {
      set(input, *given);
      return;
    }
    std::string text;
    if (input.surroundings != nullptr) {
      text = input.surroundings(sources_.environment, result_.settings);
    }
    const std::string where = text.empty() ? "its default" : "the runner's environment";
    if (text.empty()) text = input.default_value;
    if (!text.empty()) {
      set(input, {{text}, fmt::format("{} ({})", where, input.name)});
    } else if (is_needed(input)) {
      result_.problems.push_back(missing_input(input, sources_.environment));
    }
  }

  /// `source_repo` has a default only where a runner gives it, and a rollback has no source.
  bool is_needed(const Input& input) const {
    return input.required || (input.name == "source_repo" && find_given("rollback_to") == nullptr);
  }

  void set(const Input& input, const GivenValue& value) {
    std::optional<Refusal> refusal;
    if (std::string fault = general_fault(input, value); !fault.empty()) {
      refusal = Refusal{std::move(fault), {}, {}};
    } else {
      refusal = input.set(result_.settings, value);
    }
    if (!refusal) return;
    if (refusal->found.empty()) refusal->found = "found " + in_quotes(value.text());
    if (refusal->expected.empty()) refusal->expected = input.expected;
    result_.problems.push_back(
        {std::string(input.name), value.where, refusal->found, refusal->expected, refusal->remedy});
  }

  const GivenValue* find_given(std::string_view name) const {
    for (const GivenValues& place : places_) {
      const auto found = place.values.find(name);
      if (found != place.values.end()) return &found->second;
    }
    return nullptr;
  }

  /// A token may stand in the wrong input, without a shape that gives it away.
  void redact() {
    if (result_.problems.empty() && result_.warnings.empty()) return;
    Redactor redactor;
    for (const Input& input : inputs()) {
      const GivenValue* given = input.secret ? find_given(input.name) : nullptr;
      if (given != nullptr && given->text().size() >= 8) redactor.add(Secret(given->text()));
    }
    for (Problem& problem : result_.problems) {
      for (std::string* text : {&problem.input, &problem.where, &problem.found, &problem.remedy}) {
        *text = redactor(*text);
      }
    }
    for (std::string& warning : result_.warnings) warning = redactor(warning);
  }

  const InputSources& sources_;
  std::vector<GivenValues> places_;  ///< the one that wins first
  SettingsResult result_;
};

}  // namespace

std::optional<std::string> config_path(const InputSources& sources) {
  for (const GivenValues& place :
       {parse_flags(sources.flags), read_environment_inputs(sources.environment)}) {
    const auto found = place.values.find("config");
    if (found == place.values.end()) continue;
    if (!general_fault(*find_input("config"), found->second).empty()) return std::nullopt;
    return found->second.text();
  }
  return std::nullopt;
}

SettingsResult parse_settings(const InputSources& sources) {
  return SettingsReader(sources).read();
}

}  // namespace auto_sync
