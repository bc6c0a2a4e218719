#pragma once
#include <string>
#include <utility>
#include <vector>

#include "policy/parse_settings.h"

namespace auto_sync {

inline const std::string source_token = "ghp_standinSOURCE0123456789";
inline const std::string target_token = "ghp_standinTARGET0123456789";

/// A workflow on GitHub that gives what is required, and `more`.
inline InputSources workflow(const Environment& more = {}) {
  InputSources sources;
  sources.environment = {{"GITHUB_ACTIONS", "true"},
                         {"GITHUB_REPOSITORY", "o9nn/occ"},
                         {"GITHUB_SERVER_URL", "https://github.com"},
                         {"GITHUB_API_URL", "https://api.github.com"},
                         {"INPUT_TARGET_REPO", "cogpy/occ"},
                         {"INPUT_TARGET_TOKEN", target_token},
                         {"INPUT_SOURCE_TOKEN", source_token}};
  for (const auto& [name, value] : more) sources.environment[name] = value;
  return sources;
}

/// The same with flags.
inline InputSources with_flags(std::vector<std::string> flags) {
  InputSources sources = workflow();
  sources.flags = std::move(flags);
  return sources;
}

/// The same with a configuration file called auto-sync.yml.
inline InputSources with_config(std::string text, const Environment& more = {}) {
  InputSources sources = workflow(more);
  sources.config = ConfigFile{"auto-sync.yml", std::move(text)};
  return sources;
}

/// Every problem's line; "" when there is none.
inline std::string problem_lines(const SettingsResult& result) {
  std::string lines;
  for (const Problem& problem : result.problems) lines += problem.text() + "\n";
  return lines;
}

inline std::string problems_of(const InputSources& sources) {
  return problem_lines(parse_settings(sources));
}

}  // namespace auto_sync
