#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/build_run.h"

namespace auto_sync {

/// `build_workflow` names workflows by id, file name, path or display name. An id or a file name
/// is what the REST API takes directly; this is it, or nothing for a display name.
/// "123" is an id; "build.yml", ".github/workflows/build.yml", "./build.yml" and
/// "owner/repo/.github/workflows/build.yml@main" are all "build.yml".
std::optional<std::string> workflow_selector(const std::string& wanted);

/// Whether the run is one of the workflow that `selector` (of workflow_selector) stands for.
bool is_run_of(const BuildRun& run, const std::string& selector);

/// The one workflow of `workflows` that `wanted` means: by id or file, else by display name.
/// Deleted workflows do not count. Throws Error(usage) when there is none, listing those there
/// are, the nearest first, and recommending a file name, which outlives a renaming; and when a
/// display name fits several.
const Workflow& find_workflow(const std::string& wanted, const std::vector<Workflow>& workflows,
                              const std::string& repository);

}  // namespace auto_sync
