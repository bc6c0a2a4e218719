#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/github_api.h"

namespace auto_sync {

/// The source's workflows as `build_workflow` names them. The list of all is asked for only when a
/// name needs it or a file is not found, and only once. Throws what GithubApi throws.
class NamedWorkflows {
 public:
  /// `repository` is `owner/name`, and outlives this.
  NamedWorkflows(GithubApi& api, const std::string& repository)
      : api_(api), repository_(repository) {}

  /// Whether the run is one of the workflow.
  bool has_run(const std::string& wanted, const BuildRun& run);
  /// Throws Error(usage) unless there is such a workflow.
  const Workflow& find(const std::string& wanted);
  /// One page of the workflow's runs. Throws Error(usage) when there is no such workflow.
  RunPage runs(const std::string& wanted, const RunQuery& query);

 private:
  GithubApi& api_;
  const std::string& repository_;
  std::optional<std::vector<Workflow>> all_;
};

}  // namespace auto_sync
