// The configuration file, and the settings that it leads to.
#include <map>

#include "base/text.h"
#include "policy/parse_settings.h"
#include "promises.h"
#include "targets.h"

namespace fuzz {
namespace {

using namespace auto_sync;

constexpr std::size_t problem_limit = 1'000;
const std::string file_name = "auto-sync.yml";
const std::string source_secret = "ghp_standinSOURCE0123456789";
const std::string target_secret = "ghp_standinTARGET0123456789";

using Values = std::map<std::string, GivenValue, std::less<>>;

void check_problems(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    const std::string text = problem.text();
    promise(is_plain(text, false), "a problem is one printable line", text);
    promise(text.size() <= problem_limit, "a problem is short, whatever the file says", text);
    promise(text.find(source_secret) == std::string::npos, "a problem shows no token");
    promise(text.find(target_secret) == std::string::npos, "a problem shows no token");
  }
}

void check_value(const std::string& name, const GivenValue& value) {
  const Input* input = find_input(name);
  promise(input != nullptr && name != "config", "a value is an input's");
  promise(!input->secret, "no token comes from a file");
  promise(input->list ? !value.items.empty() : value.items.size() == 1, "a value is given once");
  promise(value.where.starts_with(file_name + ":"), "a value says where it stands");
  for (const std::string& item : value.items) {
    promise(!item.empty() && trim(item) == item, "a value is trimmed, and not empty");
  }
}

/// A file that gives these values.
std::string written(const Values& values) {
  std::string yaml;
  for (const auto& [name, value] : values) {
    yaml += name + ":";
    if (!find_input(name)->list) {
      yaml += " " + json_string(value.text()) + "\n";
      continue;
    }
    yaml += "\n";
    for (const std::string& item : value.items) yaml += "  - " + json_string(item) + "\n";
  }
  return yaml;
}

bool same(const Values& a, const Values& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.items == y.second.items;
  });
}

}  // namespace

void run_config(std::string_view input) {
  const GivenValues given = parse_config({file_name, std::string(input)});
  check_problems(given.problems);
  for (const auto& [name, value] : given.values) check_value(name, value);
  if (given.problems.empty()) {
    const GivenValues again = parse_config({file_name, written(given.values)});
    promise(again.problems.empty() && same(again.values, given.values),
            "what a file gives can be written down");
  }

  InputSources sources;
  sources.environment = {{"GITHUB_REPOSITORY", "o9nn/occ"},
                         {"INPUT_TARGET_REPO", "cogpy/occ"},
                         {"INPUT_SOURCE_TOKEN", source_secret},
                         {"INPUT_TARGET_TOKEN", target_secret}};
  sources.config = ConfigFile{file_name, std::string(input)};
  const SettingsResult result = parse_settings(sources);
  check_problems(result.problems);
  promise(given.problems.empty() || !result.ok(), "a file with a problem gives no settings");
  promise(result.settings.source_token.reveal() == source_secret &&
              result.settings.target_token.reveal() == target_secret,
          "tokens are the workflow's to give");
}

}  // namespace fuzz
