#pragma once
#include <string>

#include "domain/build_run.h"

namespace auto_sync {

/// Runs in words, for the reasons of the gate. Names that come from a repository are printable and
/// shortened; they are not escaped for Markdown.

/// "OCC Windows Build #412 (attempt 2)"; the workflow's file where it has no name, the attempt from
/// the second on.
std::string run_title(const BuildRun& run);
/// The same with " of commit 1a2b3c4" behind.
std::string describe_run(const BuildRun& run);

/// What the run's status or conclusion says, as a predicate with GitHub's own word behind it:
/// "is still running (status: in_progress)", "failed (conclusion: failure)".
std::string describe_state(const BuildRun& run);

}  // namespace auto_sync
