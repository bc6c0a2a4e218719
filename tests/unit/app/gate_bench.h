#pragma once
#include <string>
#include <vector>

#include "app/ask_gate.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/fake_clock.h"
#include "support/fakes/run_json.h"
#include "support/fakes/scripted_http_client.h"

/// What the gate's tests stand on: runs of builds, and an API that tells of them.
namespace auto_sync::test {

const Oid commit_a = *Oid::parse("aaaaaaa000000000000000000000000000000000");
const Oid commit_b = *Oid::parse("bbbbbbb000000000000000000000000000000000");

const std::vector<Workflow> workflows{
    {7, "OCC Windows Build", ".github/workflows/occ-windows.yml", "active"},
    {8, "CI", ".github/workflows/ci.yml", "active"},
    {9, "Lint", ".github/workflows/lint.yml", "active"},
};

/// A green run, by a push to main, of one of the workflows above.
inline BuildRun green_run(std::uint64_t workflow, std::uint64_t number, const Oid& commit) {
  BuildRun run;
  run.id = workflow * 1000 + number;
  run.workflow_id = workflow;
  run.workflow_name = workflows[workflow - 7].name;
  run.path = workflows[workflow - 7].path;
  run.event = "push";
  run.status = "completed";
  run.conclusion = "success";
  run.head_branch = "main";
  run.head_sha = commit;
  run.repository_id = 3;
  run.head_repository_id = 3;
  run.head_repository = "o9nn/occ";
  run.run_number = number;
  return run;
}

inline BuildRun red(BuildRun run) {
  run.conclusion = "failure";
  return run;
}

inline BuildRun running(BuildRun run) {
  run.status = "in_progress";
  run.conclusion.clear();
  return run;
}

inline BuildRun of_fork(BuildRun run) {
  run.event = "pull_request";
  run.head_repository_id = 999;
  run.head_repository = "mallory/occ";
  return run;
}

/// A gate on main of o9nn/occ, and a GitHub that answers by script.
struct Bench {
  ScriptedHttpClient http;
  FakeClock clock;
  Settings settings;
  EventContext event;

  explicit Bench(std::vector<std::string> build_workflows) {
    settings.source.full_name = "o9nn/occ";
    settings.build_workflows = std::move(build_workflows);
    event.kind = EventKind::schedule;
    event.name = "schedule";
  }

  static std::string url(const std::string& rest) {
    return "https://api.example.test/repos/o9nn/occ/actions/" + rest;
  }

  /// We were triggered by `run`, which the API now tells as `now`.
  void triggered_by(const BuildRun& run, const BuildRun& now) {
    event.kind = EventKind::workflow_run;
    event.name = "workflow_run";
    event.run = run;
    http.on(url("runs/" + std::to_string(run.id)), json_reply(200, run_json(now)));
  }
  void triggered_by(const BuildRun& run) { triggered_by(run, run); }

  void list_workflows() {
    http.on(url("workflows?per_page=100&page=1"), json_reply(200, workflows_json(workflows)));
  }
  void list_on_branch(const std::string& workflow, const std::vector<BuildRun>& runs,
                      unsigned page = 1, const Headers& headers = {}) {
    http.on(branch_url(workflow, page), json_reply(200, runs_json(runs), headers));
  }
  /// The page of the runs of one event, of a branch or of one commit of it.
  void list_event(const std::string& workflow, const std::string& event,
                  const std::vector<BuildRun>& runs, unsigned page = 1, const Headers& headers = {},
                  const std::string& commit = {}) {
    http.on(url("workflows/" + workflow + "/runs?per_page=100&page=" + std::to_string(page) +
                "&branch=main&event=" + event + (commit.empty() ? "" : "&head_sha=" + commit)),
            json_reply(200, runs_json(runs), headers));
  }
  void list_on_commit(const std::string& workflow, const Oid& commit,
                      const std::vector<BuildRun>& runs, const Headers& headers = {}) {
    http.on(url("workflows/" + workflow +
                "/runs?per_page=100&page=1&branch=main&head_sha=" + commit.hex()),
            json_reply(200, runs_json(runs), headers));
  }
  void missing_on_branch(const std::string& workflow) {
    http.on(branch_url(workflow, 1), json_reply(404, R"({"message":"Not Found"})"));
  }

  GateVerdict ask(const std::vector<Oid>& left = {}) {
    GithubApi api(http, clock, "https://api.example.test", Secret("ghp_standinSOURCE0123456789"),
                  "source_token", [] { return 0.0; });
    return ask_gate(settings, event, api, left);
  }
  Error refusal() {
    try {
      ask();
    } catch (const Error& error) {
      return error;
    }
    FAIL("expected an Error");
    throw std::logic_error("unreachable");
  }

 private:
  static std::string branch_url(const std::string& workflow, unsigned page) {
    return url("workflows/" + workflow + "/runs?per_page=30&page=" + std::to_string(page) +
               "&branch=main");
  }
};

const Headers more_pages{{"link", "<https://api.example.test/next>; rel=\"next\""}};

}  // namespace auto_sync::test
