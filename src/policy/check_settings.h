#pragma once
#include <string>
#include <vector>

#include "domain/settings.h"
#include "policy/inputs.h"
#include "policy/problem.h"

namespace auto_sync {

/// The problem of an input that must be given and is not, with what most likely went wrong.
Problem missing_input(const Input& input, const Environment& environment);

/// Adds to `problems` what is wrong with settings that are right one by one. An input that is among
/// the problems already is not judged again.
void check_settings(const Settings& settings, std::vector<Problem>& problems);

/// The token that GitHub makes for a run, the default of `source_token`, is good for GitHub alone:
/// it is taken away, with a warning, when the source is on another host.
void withhold_run_token(Settings& settings, std::vector<std::string>& warnings);

/// In a rollback the target is also what the commit comes from: the source is not asked anything.
void restore_from_itself(Settings& settings);

}  // namespace auto_sync
