#include <algorithm>
#include <cstdlib>

#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

/// Runs, workflows, jobs, checks and statuses: what a gate asks for.

Json null_if_empty(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

/// What has not ended has no conclusion yet.
Json conclusion(const std::string& status, const std::string& text) {
  return null_if_empty(status == "completed" ? text : "");
}

const WorkflowSpec* workflow_by_id(const Repository& repository, std::uint64_t id) {
  for (const auto& workflow : repository.workflows) {
    if (workflow.id == id) return &workflow;
  }
  return nullptr;
}

/// By numeric id or by file name, as the API takes it.
const WorkflowSpec* workflow_by_key(const Repository& repository, const std::string& key) {
  for (const auto& workflow : repository.workflows) {
    const std::string file = workflow.path.substr(workflow.path.rfind('/') + 1);
    if (key == std::to_string(workflow.id) || key == file) return &workflow;
  }
  return nullptr;
}

Json head_repository(RestCall& call, const RunSpec& run) {
  if (run.head_repository_gone) return {};
  if (run.head_repository.empty()) return minimal_repository(call.state, call.repository);
  if (const Repository* fork = call.state.find(run.head_repository)) {
    return minimal_repository(call.state, *fork);
  }
  Repository unknown;
  unknown.id = run.head_repository_id;
  unknown.full_name = run.head_repository;
  unknown.is_public = true;
  Json json = minimal_repository(call.state, unknown);
  json["fork"] = true;
  return json;
}

Json run_json(RestCall& call, const RunSpec& run) {
  Json json = example(call, "get__actions_runs_run_id.200.default");
  const WorkflowSpec* workflow = workflow_by_id(call.repository, run.workflow_id);
  const std::string url = call.repository_url() + "/actions/runs/" + std::to_string(run.id);
  json["id"] = run.id;
  json["workflow_id"] = run.workflow_id;
  json["name"] = run.name.empty() && workflow != nullptr ? workflow->name : run.name;
  json["path"] = run.path.empty() && workflow != nullptr ? workflow->path : run.path;
  json["event"] = run.event;
  json["status"] = run.status;
  json["conclusion"] = conclusion(run.status, run.conclusion);
  json["head_sha"] = run.head_sha;
  json["head_commit"]["id"] = run.head_sha;
  json["head_branch"] = null_if_empty(run.head_branch);
  json["run_attempt"] = run.run_attempt;
  json["run_number"] = run.run_number;
  json["created_at"] = json["updated_at"] = json["run_started_at"] = run.created_at;
  json["url"] = url;
  json["html_url"] = call.html_url() + "/actions/runs/" + std::to_string(run.id);
  json["jobs_url"] = url + "/jobs";
  json["workflow_url"] =
      call.repository_url() + "/actions/workflows/" + std::to_string(run.workflow_id);
  json["repository"].update(minimal_repository(call.state, call.repository));
  json["head_repository"] = head_repository(call, run);
  return json;
}

/// `status` of the query may also be a conclusion (GitHub's documentation of the parameter).
bool run_matches(const RestCall& call, const RunSpec& run) {
  const auto fits = [&](const char* name, const std::string& value) {
    const std::string wanted = call.asked(name);
    return wanted.empty() || wanted == value;
  };
  const std::string status = call.asked("status");
  return fits("branch", run.head_branch) && fits("event", run.event) &&
         fits("head_sha", run.head_sha) &&
         (status.empty() || status == run.status || status == run.conclusion);
}

HttpAnswer list_runs(RestCall& call, const WorkflowSpec* workflow) {
  Json::Array found;
  const auto& runs = call.repository.runs;
  for (auto run = runs.rbegin(); run != runs.rend() && found.size() < 1000; ++run) {
    if (workflow != nullptr && run->workflow_id != workflow->id) continue;
    if (run_matches(call, *run)) found.push_back(run_json(call, *run));
  }
  return paged_answer(call, found, "workflow_runs");
}

RunSpec* find_run(RestCall& call) {
  for (auto& run : call.repository.runs) {
    if (std::to_string(run.id) == call.parameters[0]) return &run;
  }
  return nullptr;
}

HttpAnswer get_run(RestCall& call) {
  const RunSpec* run = find_run(call);
  return run == nullptr ? error_answer(404, "Not Found") : json_answer(200, run_json(call, *run));
}

HttpAnswer get_runs(RestCall& call) {
  return list_runs(call, nullptr);
}

HttpAnswer get_jobs(RestCall& call) {
  const RunSpec* run = find_run(call);
  if (run == nullptr) return error_answer(404, "Not Found");
  const Json shape = example(call, "get__actions_runs_run_id_jobs.200.default");
  Json::Array jobs;
  for (const JobSpec& job : call.repository.jobs[run->id]) {
    Json json = shape.get("jobs").elements().at(0);
    json["id"] = run->id * 100 + jobs.size();
    json["run_id"] = run->id;
    json["run_attempt"] = run->run_attempt;
    json["head_sha"] = run->head_sha;
    json["head_branch"] = run->head_branch;
    json["name"] = job.name;
    json["status"] = job.status;
    json["conclusion"] = conclusion(job.status, job.conclusion);
    jobs.push_back(std::move(json));
  }
  return paged_answer(call, jobs, "jobs");
}

Json workflow_json(const RestCall& call, const WorkflowSpec& workflow) {
  Json json = example(call, "get__actions_workflows_workflow_id.200.default");
  json["id"] = workflow.id;
  json["name"] = workflow.name;
  json["path"] = workflow.path;
  json["state"] = workflow.state;
  json["url"] = call.repository_url() + "/actions/workflows/" + std::to_string(workflow.id);
  json["html_url"] = call.html_url() + "/blob/main/" + workflow.path;
  return json;
}

HttpAnswer get_workflows(RestCall& call) {
  Json::Array found;
  for (const auto& workflow : call.repository.workflows) {
    found.push_back(workflow_json(call, workflow));
  }
  return paged_answer(call, found, "workflows");
}

HttpAnswer get_workflow(RestCall& call) {
  const WorkflowSpec* workflow = workflow_by_key(call.repository, call.parameters[0]);
  if (workflow == nullptr) return error_answer(404, "Not Found");
  return json_answer(200, workflow_json(call, *workflow));
}

HttpAnswer get_workflow_runs(RestCall& call) {
  const WorkflowSpec* workflow = workflow_by_key(call.repository, call.parameters[0]);
  return workflow == nullptr ? error_answer(404, "Not Found") : list_runs(call, workflow);
}

HttpAnswer dispatch_workflow(RestCall& call) {
  const WorkflowSpec* workflow = workflow_by_key(call.repository, call.parameters[0]);
  if (workflow == nullptr) return error_answer(404, "Not Found");
  if (!call.body.has("ref"))
    return error_answer(422, "Invalid request.\n\n\"ref\" wasn't supplied.");
  Json sent = call.body;
  sent["workflow"] = workflow->path;
  call.repository.workflow_dispatches.push_back(std::move(sent));
  return {204, {}, ""};
}

/// Each element put over the shape; what the shape says of the commit is corrected.
Json::Array shaped(const Json& given, const Json& shape, const std::string& sha) {
  Json::Array out;
  for (const Json& members : given.elements()) {
    Json json = shape;
    json["id"] = std::uint64_t{out.size() + 1};
    if (json.has("head_sha")) json["head_sha"] = sha;
    json.update(members);
    out.push_back(std::move(json));
  }
  return out;
}

HttpAnswer get_check_runs(RestCall& call) {
  const std::string sha = commit_of(call.repository, call.parameters[0]);
  if (sha.empty()) {
    return error_answer(422, "No commit found for SHA: " + call.parameters[0]);
  }
  const Json shape = example(call, "get__commits_ref_check-runs.200.default");
  return paged_answer(
      call, shaped(call.repository.check_runs[sha], shape.get("check_runs").elements().at(0), sha),
      "check_runs");
}

std::string combined_state(const Json::Array& statuses) {
  bool pending = statuses.empty();
  for (const Json& status : statuses) {
    const std::string state = status.get("state").text();
    if (state == "failure" || state == "error") return "failure";
    pending = pending || state == "pending";
  }
  return pending ? "pending" : "success";
}

HttpAnswer get_combined_status(RestCall& call) {
  const std::string sha = commit_of(call.repository, call.parameters[0]);
  if (sha.empty()) return error_answer(404, "Not Found");
  Json json = example(call, "get__commits_ref_status.200.default");
  const auto statuses =
      shaped(call.repository.statuses[sha], json.get("statuses").elements().at(0), sha);
  json["sha"] = sha;
  json["state"] = combined_state(statuses);
  json["statuses"] = statuses;
  json["total_count"] = std::uint64_t{statuses.size()};
  json["repository"].update(minimal_repository(call.state, call.repository));
  return json_answer(200, json);
}

HttpAnswer create_status(RestCall& call) {
  const std::string state = call.body.get("state").text();
  if (state != "error" && state != "failure" && state != "pending" && state != "success") {
    return validation_error("Status", Json::object({{"field", "state"}, {"code", "invalid"}}));
  }
  const std::string& sha = call.parameters[0];
  if (commit_of(call.repository, sha).empty()) {
    return error_answer(422, "No commit found for SHA: " + sha);
  }
  Json made = Json::object({{"context", "default"}, {"description", nullptr}});
  made.update(call.body);
  Json all = Json::array({made});
  for (const Json& older : call.repository.statuses[sha].elements()) {
    if (older.get("context") != made.get("context")) all.push_back(older);
  }
  call.repository.statuses[sha] = all;
  return json_answer(201, made);
}

}  // namespace

std::vector<Route> actions_routes() {
  return {{"GET", "actions/runs", "actions=read", get_runs},
          {"GET", "actions/runs/{}", "actions=read", get_run},
          {"GET", "actions/runs/{}/jobs", "actions=read", get_jobs},
          {"GET", "actions/workflows", "actions=read", get_workflows},
          {"GET", "actions/workflows/{}", "actions=read", get_workflow},
          {"GET", "actions/workflows/{}/runs", "actions=read", get_workflow_runs},
          {"POST", "actions/workflows/{}/dispatches", "actions=write", dispatch_workflow},
          {"GET", "commits/{*}/check-runs", "checks=read", get_check_runs},
          {"GET", "commits/{*}/status", "statuses=read", get_combined_status},
          {"POST", "statuses/{}", "statuses=write", create_status}};
}

}  // namespace auto_sync::testing
