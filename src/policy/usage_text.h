#pragma once
#include <optional>
#include <string>
#include <vector>

namespace auto_sync {

/// What `--help` prints: every input as a flag, the exit codes and examples, at most 100 columns
/// wide.
std::string usage_text();

/// What `--version` prints: `auto-sync 1.0.0`.
std::string version_text();

/// What to print instead of running, when the flags ask for it: --help (-h) or --version.
std::optional<std::string> asked_text(const std::vector<std::string>& flags);

}  // namespace auto_sync
