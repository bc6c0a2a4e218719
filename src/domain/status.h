#pragma once
#include <string_view>

#include "base/error.h"

namespace auto_sync {

/// What became of the run (README.md, "What can happen"; docs/report.md, "The icon").
enum class Status {
  synced,
  in_sync,
  forced,
  merged,
  pull_request,
  rolled_back,
  dry_run,
  blocked,
  conflict,
  rejected,
  error,
};

/// The word of the output `status`.
std::string_view to_string(Status status);

/// The exit code of a run that ended without an error.
int exit_code(Status status, bool fail_when_blocked);
/// The exit code of a run that an error ended; `signal` is the signal number when interrupted.
int exit_code(ErrorKind kind, int signal);

}  // namespace auto_sync
