#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/event.h"
#include "domain/settings.h"
#include "policy/given_values.h"
#include "policy/inputs.h"
#include "policy/problem.h"

namespace auto_sync {

/// Everything that settings are made from.
struct InputSources {
  Environment environment;         ///< whole: INPUT_*, GITHUB_*, RUNNER_DEBUG
  std::vector<std::string> flags;  ///< the command line without the program's name
  std::optional<ConfigFile> config;
};

/// The settings, or all that is wrong with them.
struct SettingsResult {
  /// Complete when there is no problem. Else what could be understood: enough to redact the tokens,
  /// to set the log's level and to write the report where it is wanted.
  Settings settings;
  std::vector<Problem> problems;
  std::vector<std::string> warnings;

  bool ok() const { return problems.empty(); }
};

/// The configuration file that the flags or the workflow name, as written there; `main` reads it
/// and hands its text to parse_settings. Nothing when none is named, or when what is named can be
/// no path (a token, say), which parse_settings then reports.
std::optional<std::string> config_path(const InputSources& sources);

/// Reads every input: a flag wins over the workflow's `with:`, that over the configuration file,
/// that over the default; an empty value is as good as none. Never throws for what a user wrote.
SettingsResult parse_settings(const InputSources& sources);

/// A gate that is on needs a build to ask about: the run that triggered us, or `build_workflow`.
std::optional<Problem> check_gate_inputs(const Settings& settings, const EventContext& event);

/// The build that triggered us must be one of the source's. Other events say nothing about builds:
/// a schedule may run in any repository.
std::optional<Problem> check_event_source(const Settings& settings, const EventContext& event);

}  // namespace auto_sync
