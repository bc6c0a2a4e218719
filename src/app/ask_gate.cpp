#include "app/ask_gate.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "app/counted_runs.h"
#include "app/named_workflows.h"
#include "base/error.h"
#include "policy/decide_gate.h"

namespace auto_sync {
namespace {

constexpr std::size_t most_commits = 5;
/// A run is some 10 KB of JSON. One page nearly always holds a green run.
constexpr unsigned branch_page_size = 30;
/// Of one commit: runs for pull requests, which do not count, may be many.
constexpr unsigned commit_page_size = 100;

/// The workflow's newest run on the commit, if it has one there.
WorkflowRuns newest_on(const Oid& commit, const std::string& wanted, const std::string& branch,
                       NamedWorkflows& named) {
  RunQuery query;
  query.branch = branch;
  query.head_sha = commit.hex();
  query.per_page = commit_page_size;
  WorkflowRuns found{wanted, {}};
  if (auto run = CountedRuns(named, wanted, query).next()) found.runs.push_back(std::move(*run));
  return found;
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
    WorkflowRuns found = newest_on(*run.head_sha, name, settings.sync_branch, named);
    if (triggered(name)) {  // the listing may lag behind what was read by id
      std::erase_if(found.runs, [&](const BuildRun& listed) { return listed.id == run.id; });
      found.runs.push_back(run);
    }
    workflows.push_back(std::move(found));
  }
  return with_difference(judge_commit(*run.head_sha, workflows, settings.sync_branch), run,
                         *event.run);
}

GateVerdict ask_about_commit(const Settings& settings, const BuildRun& first,
                             NamedWorkflows& named) {
  std::vector<WorkflowRuns> workflows{{settings.build_workflows.front(), {first}}};
  for (std::size_t i = 1; i < settings.build_workflows.size(); ++i) {
    workflows.push_back(
        newest_on(*first.head_sha, settings.build_workflows[i], settings.sync_branch, named));
  }
  return judge_commit(*first.head_sha, workflows, settings.sync_branch);
}

GateVerdict ask_about_branch(const Settings& settings, GithubApi& api,
                             const std::vector<Oid>& left) {
  const std::string& branch = settings.sync_branch;
  WorkflowRuns first{settings.build_workflows.front(), {}};
  if (left.size() >= most_commits) return too_many_left(first.wanted, branch, left);
  NamedWorkflows named(api, settings.source.full_name);
  RunQuery query;
  query.branch = branch;
  query.per_page = branch_page_size;
  CountedRuns runs(named, first.wanted, query);
  std::unordered_set<Oid> settled(left.begin(), left.end());
  std::optional<GateVerdict> newest_red;
  std::size_t looked_at = 0;
  while (looked_at < most_commits) {
    const std::optional<BuildRun> run = runs.next();
    if (!run) break;
    if (!settled.insert(*run->head_sha).second) continue;  // a newer run of the commit decided
    first.runs.push_back(*run);
    if (!run->green()) continue;
    ++looked_at;
    GateVerdict verdict = ask_about_commit(settings, *run, named);
    if (verdict.gate != Gate::block) {
      verdict = with_newest(std::move(verdict), &first.runs.front());
      return with_left(std::move(verdict), branch, left);
    }
    if (!newest_red) newest_red = std::move(verdict);
  }
  GateVerdict none = newest_red ? no_commit_passed(*newest_red, looked_at)
                                : no_green_commit(first, branch, runs.search(), left);
  return with_left(std::move(none), branch, left);
}

}  // namespace

GateVerdict ask_gate(const Settings& settings, const EventContext& event, GithubApi& api,
                     const std::vector<Oid>& left) {
  if (!settings.gate_on()) return gate_off(settings);
  if (event.kind == EventKind::workflow_run) return ask_about_trigger(settings, event, api);
  if (settings.build_workflows.empty()) throw nothing_to_ask_about(event);
  return ask_about_branch(settings, api, left);
}

}  // namespace auto_sync
