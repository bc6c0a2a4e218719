#include "app/named_workflows.h"

#include <utility>

#include "base/error.h"
#include "policy/find_workflow.h"

namespace auto_sync {

bool NamedWorkflows::has_run(const std::string& wanted, const BuildRun& run) {
  const auto selector = workflow_selector(wanted);
  return selector ? is_run_of(run, *selector) : find(wanted).id == run.workflow_id;
}

const Workflow& NamedWorkflows::find(const std::string& wanted) {
  if (!all_) all_ = api_.workflows(repository_);
  return find_workflow(wanted, *all_, repository_);
}

RunPage NamedWorkflows::runs(const std::string& wanted, const RunQuery& query) {
  if (const auto selector = workflow_selector(wanted)) {
    if (auto page = api_.runs(repository_, *selector, query)) return std::move(*page);
  }
  const Workflow& workflow = find(wanted);
  if (auto page = api_.runs(repository_, std::to_string(workflow.id), query)) {
    return std::move(*page);
  }
  throw Error(ErrorKind::remote,
              "The runs of workflow " + wanted + " of " + repository_ +
                  " were not found, although the workflow is listed.",
              "It may have been deleted just now: run the sync again.");
}

}  // namespace auto_sync
