#include "policy/find_workflow.h"

#include <algorithm>

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "policy/parse_build_run.h"
#include "policy/phrases.h"

namespace auto_sync {
namespace {

constexpr std::size_t most_named = 10;

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// "OCC Windows Build (occ-windows.yml)"
std::string label(const Workflow& workflow) {
  const std::string file = plain(workflow_file(workflow.path));
  return workflow.name.empty() || workflow.name == workflow.path
             ? file
             : plain(workflow.name) + " (" + file + ")";
}

std::vector<const Workflow*> living(const std::vector<Workflow>& workflows) {
  std::vector<const Workflow*> found;
  for (const Workflow& workflow : workflows) {
    if (workflow.state != "deleted") found.push_back(&workflow);
  }
  return found;
}

/// The nearest first, by file names when a file was wanted, else by display names.
std::vector<const Workflow*> nearest_workflows(const std::string& wanted,
                                               std::vector<const Workflow*> workflows) {
  const auto selector = workflow_selector(wanted);
  const auto key = [&](const Workflow& workflow) {
    return selector ? workflow_file(workflow.path) : workflow.name;
  };
  std::vector<std::string> keys;
  keys.reserve(workflows.size());
  for (const Workflow* workflow : workflows) keys.push_back(key(*workflow));
  const std::vector<std::string> order = nearest_first(selector.value_or(wanted), keys);
  const auto rank = [&](const Workflow* workflow) {
    return std::find(order.begin(), order.end(), key(*workflow)) - order.begin();
  };
  std::stable_sort(workflows.begin(), workflows.end(),
                   [&](const Workflow* a, const Workflow* b) { return rank(a) < rank(b); });
  return workflows;
}

Error no_such_workflow(const std::string& wanted, std::vector<const Workflow*> workflows,
                       const std::string& repository) {
  const std::string message =
      "build_workflow: " + repository + " has no workflow \"" + plain(wanted) + "\"";
  if (workflows.empty()) {
    return Error(ErrorKind::usage, message + ", nor any other.",
                 "Is source_repo the repository that holds the build?");
  }
  workflows = nearest_workflows(wanted, std::move(workflows));
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(workflows.size(), most_named); ++i) {
    names.push_back(label(*workflows[i]));
  }
  if (workflows.size() > most_named) {
    names.push_back(std::to_string(workflows.size() - most_named) + " more");
  }
  return Error(ErrorKind::usage,
               message + ". It has, the nearest first: " + join(names, ", ") + ".",
               "Name the workflow by its file, which outlives a renaming: build_workflow: " +
                   plain(workflow_file(workflows.front()->path)) +
                   ". If it was renamed, the `workflows:` of the workflow_run trigger need the new "
                   "name too.");
}

Error ambiguous_name(const std::string& wanted, const std::vector<const Workflow*>& workflows,
                     const std::string& repository) {
  std::vector<std::string> files;
  files.reserve(workflows.size());
  for (const Workflow* workflow : workflows) files.push_back(plain(workflow_file(workflow->path)));
  return Error(
      ErrorKind::usage,
      "build_workflow: " + repository + " has " + counted(workflows.size(), "workflow") +
          " called \"" + plain(wanted) + "\": " + join(files, ", ") + ".",
      "Name the one you mean by its file, for example build_workflow: " + files.front() + ".");
}

}  // namespace

std::optional<std::string> workflow_selector(const std::string& wanted) {
  if (is_number(wanted)) return wanted;
  const std::string file = workflow_file(workflow_path(wanted));
  if (file.ends_with(".yml") || file.ends_with(".yaml")) return file;
  return std::nullopt;
}

bool is_run_of(const BuildRun& run, const std::string& selector) {
  return is_number(selector) ? std::to_string(run.workflow_id) == selector
                             : workflow_file(run.path) == selector;
}

const Workflow& find_workflow(const std::string& wanted, const std::vector<Workflow>& workflows,
                              const std::string& repository) {
  const std::vector<const Workflow*> candidates = living(workflows);
  if (const auto selector = workflow_selector(wanted)) {
    for (const Workflow* workflow : candidates) {
      if (std::to_string(workflow->id) == *selector || workflow_file(workflow->path) == *selector) {
        return *workflow;
      }
    }
  }
  std::vector<const Workflow*> named;
  std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(named),
               [&](const Workflow* workflow) { return workflow->name == wanted; });
  if (named.empty()) throw no_such_workflow(wanted, candidates, repository);
  if (named.size() > 1) throw ambiguous_name(wanted, named, repository);
  return *named.front();
}

}  // namespace auto_sync
