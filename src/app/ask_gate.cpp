#include "app/ask_gate.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "policy/decide_gate.h"
#include "policy/find_workflow.h"

namespace auto_sync {
namespace {

constexpr std::size_t most_commits = 5;
/// A run is some 10 KB of JSON. One page nearly always holds a green run.
constexpr unsigned branch_page_size = 30;
constexpr unsigned last_branch_page = 5;
/// Of one commit: runs for pull requests, which do not count, may be many.
constexpr unsigned commit_page_size = 100;

/// The source's workflows as `build_workflow` names them. The list of all is asked for only when a
/// name needs it or a file is not found, and only once.
class NamedWorkflows {
 public:
  NamedWorkflows(GithubApi& api, const std::string& repository)
      : api_(api), repository_(repository) {}

  bool has_run(const std::string& wanted, const BuildRun& run) {
    const auto selector = workflow_selector(wanted);
    return selector ? is_run_of(run, *selector) : find(wanted).id == run.workflow_id;
  }

  /// Throws Error(usage) unless there is such a workflow.
  const Workflow& find(const std::string& wanted) {
    if (!all_) all_ = api_.workflows(repository_);
    return find_workflow(wanted, *all_, repository_);
  }

  RunPage runs(const std::string& wanted, const RunQuery& query) {
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

 private:
  GithubApi& api_;
  const std::string& repository_;
  std::optional<std::vector<Workflow>> all_;
};

RunQuery runs_on_commit(const Settings& settings, const Oid& commit) {
  RunQuery query;
  query.branch = settings.sync_branch;
  query.head_sha = commit.hex();
  query.per_page = commit_page_size;
  return query;
}

Error nothing_to_ask_about(const EventContext& event) {
  const std::string trigger = event.name.empty() ? "This run was started by hand"
                                                 : "This run was triggered by " + event.name;
  return Error(ErrorKind::usage, trigger + ", which names no build, and build_workflow is not set.",
               "Set build_workflow to the build's workflow file (for example build.yml), or "
               "trigger the sync by workflow_run, or set require_build: false.");
}

GateVerdict ask_about_trigger(const Settings& settings, const EventContext& event, GithubApi& api) {
  const std::string& repository = settings.source.full_name;
  const std::vector<std::string>& wanted = settings.build_workflows;
  if (!event.run) {
    throw Error(ErrorKind::usage, "The workflow_run event's payload describes no run.",
                "Trigger the sync by `on: workflow_run`, or run it by hand.");
  }
  const BuildRun run = api.run(repository, event.run->id);
  GateVerdict verdict = judge_trigger(run, settings.sync_branch);
  if (verdict.gate != Gate::pass || wanted.empty()) {
    return with_difference(std::move(verdict), run, *event.run);
  }

  NamedWorkflows named(api, repository);
  const auto triggered = [&](const std::string& name) { return named.has_run(name, run); };
  if (std::none_of(wanted.begin(), wanted.end(), triggered)) {
    for (const std::string& name : wanted) named.find(name);  // a wrong name is the likelier cause
    return unnamed_trigger(run, wanted);
  }
  std::vector<WorkflowRuns> workflows;
  for (const std::string& name : wanted) {
    RunPage page = named.runs(name, runs_on_commit(settings, *run.head_sha));
    if (triggered(name)) {  // the listing may lag behind what was read by id
      std::erase_if(page.runs, [&](const BuildRun& listed) { return listed.id == run.id; });
      page.runs.push_back(run);
    }
    workflows.push_back({name, std::move(page.runs)});
  }
  return with_difference(judge_commit(*run.head_sha, workflows, settings.sync_branch), run,
                         *event.run);
}

GateVerdict ask_about_commit(const Settings& settings, const Oid& commit, const WorkflowRuns& first,
                             NamedWorkflows& named) {
  std::vector<WorkflowRuns> workflows{first};
  for (std::size_t i = 1; i < settings.build_workflows.size(); ++i) {
    const std::string& name = settings.build_workflows[i];
    workflows.push_back({name, named.runs(name, runs_on_commit(settings, commit)).runs});
  }
  return judge_commit(commit, workflows, settings.sync_branch);
}

GateVerdict ask_about_branch(const Settings& settings, GithubApi& api) {
  NamedWorkflows named(api, settings.source.full_name);
  WorkflowRuns first{settings.build_workflows.front(), {}};
  std::optional<GateVerdict> newest_red;
  std::size_t looked_at = 0;
  RunQuery query;
  query.branch = settings.sync_branch;
  query.per_page = branch_page_size;
  for (; query.page <= last_branch_page; ++query.page) {
    RunPage page = named.runs(first.wanted, query);
    std::move(page.runs.begin(), page.runs.end(), std::back_inserter(first.runs));
    const std::vector<Oid> green = green_commits(first.runs, settings.sync_branch);
    for (; looked_at < std::min(green.size(), most_commits); ++looked_at) {
      GateVerdict verdict = ask_about_commit(settings, green[looked_at], first, named);
      if (verdict.gate != Gate::block) {
        return with_newest(std::move(verdict), newest_run(first.runs, settings.sync_branch));
      }
      if (!newest_red) newest_red = std::move(verdict);
    }
    if (looked_at == most_commits || !page.more) break;
  }
  return newest_red ? no_commit_passed(*newest_red, looked_at)
                    : no_green_commit(first, settings.sync_branch);
}

}  // namespace

GateVerdict ask_gate(const Settings& settings, const EventContext& event, GithubApi& api) {
  if (!settings.gate_on()) return gate_off(settings);
  if (event.kind == EventKind::workflow_run) return ask_about_trigger(settings, event, api);
  if (settings.build_workflows.empty()) throw nothing_to_ask_about(event);
  return ask_about_branch(settings, api);
}

}  // namespace auto_sync
