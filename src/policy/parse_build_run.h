#pragma once
#include <string>
#include <string_view>

#include "base/json.h"
#include "domain/build_run.h"

namespace auto_sync {

/// A workflow run as GitHub writes it, in a `workflow_run` payload and in answers of the REST API
/// alike (OpenAPI schema `workflow-run`). Throws the view's own Error when one of id, workflow_id,
/// path, event, status, head_sha or repository.id is missing or of the wrong type. A null
/// head_repository (a deleted fork), head_branch, name or conclusion is no error.
BuildRun parse_build_run(const JsonView& json);

/// The workflow file's path of the forms in which GitHub gives it: `.github/workflows/build.yml`,
/// the same with `@refs/heads/main` behind or with `owner/repo/` in front; the first is returned.
std::string workflow_path(std::string_view path);

/// The last part of a path: `build.yml`.
std::string workflow_file(std::string_view path);

}  // namespace auto_sync
