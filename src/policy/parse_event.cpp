#include "policy/parse_event.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "policy/problem.h"

namespace auto_sync {
namespace {

constexpr std::size_t largest_payload = std::size_t{8} << 20;
constexpr const char* payload_hint =
    "Check the file that GITHUB_EVENT_PATH names: a runner writes the event's payload there (under "
    "act: `-e event.json`).";

EventKind kind_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, EventKind>, 6> kinds = {{
      {"", EventKind::none},
      {"workflow_run", EventKind::workflow_run},
      {"schedule", EventKind::schedule},
      {"workflow_dispatch", EventKind::workflow_dispatch},
      {"push", EventKind::push},
      {"repository_dispatch", EventKind::repository_dispatch},
  }};
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == kinds.end() ? EventKind::other : found->second;
}

/// The workflow's file from a run's `path`, which may be bare, `FILE@ref` or `owner/name/FILE@ref`.
std::string workflow_file(std::string_view path) {
  path = path.substr(0, path.find('@'));
  const std::size_t folder = path.find(".github/workflows/");
  if (folder != std::string_view::npos) path.remove_prefix(folder);
  return std::string(path);
}

std::string first_of(const JsonView& first, const JsonView& second) {
  const std::string value = first.string_or("");
  return value.empty() ? second.string_or("") : value;
}

Oid head_sha(const JsonView& run) {
  const std::string hex = run["head_sha"].string();
  const std::optional<Oid> id = Oid::parse(hex);
  if (!id) {
    throw Error(ErrorKind::usage,
                fmt::format("the event's payload: {}: expected a commit id of 40 digits, found {}",
                            run["head_sha"].path(), quoted(hex)));
  }
  return *id;
}

BuildRun build_run(const JsonView& payload) {
  const JsonView run = payload["workflow_run"];
  const JsonView workflow = payload["workflow"];
  BuildRun build;
  build.id = run["id"].number();
  build.workflow_id = run["workflow_id"].number_or(workflow["id"].number_or(0));
  build.workflow_name = first_of(run["name"], workflow["name"]);
  build.path = workflow_file(first_of(run["path"], workflow["path"]));
  build.event = run["event"].string_or("");
  build.status = run["status"].string_or("");
  build.conclusion = run["conclusion"].string_or("");
  build.head_branch = run["head_branch"].string_or("");
  build.head_sha = head_sha(run);
  build.repository_id = run["repository"]["id"].number_or(payload["repository"]["id"].number_or(0));
  const JsonView head = run["head_repository"];
  if (head["id"].exists()) build.head_repository_id = head["id"].number();
  build.head_repository = head["full_name"].string_or("");
  build.run_number = run["run_number"].number_or(0);
  build.run_attempt = run["run_attempt"].number_or(1);
  build.html_url = run["html_url"].string_or("");
  build.created_at = run["created_at"].string_or("");
  return build;
}

void read_payload(EventContext& event, const std::string& text) {
  if (text.size() > largest_payload) {
    throw Error(ErrorKind::usage,
                fmt::format("the event's payload is {} large; at most {} are read",
                            human_bytes(text.size()), human_bytes(largest_payload)));
  }
  const JsonView payload = JsonView::parse(text, "the event's payload", true);
  const JsonView repository = payload["repository"]["full_name"];
  if (event.kind == EventKind::workflow_run) {
    event.run = build_run(payload);
    event.repository = repository.string();
  } else if (repository.exists()) {
    event.repository = repository.string();
  }
}

std::string run_url(const Environment& environment, const std::string& run_id) {
  std::string server = variable(environment, "GITHUB_SERVER_URL");
  const std::string repository = variable(environment, "GITHUB_REPOSITORY");
  while (server.ends_with('/')) server.pop_back();
  if (server.empty() || repository.empty() || run_id.empty()) return "";
  return fmt::format("{}/{}/actions/runs/{}", server, repository, run_id);
}

}  // namespace

EventContext parse_event(const Environment& environment,
                         const std::optional<std::string>& payload) {
  EventContext event;
  event.name = variable(environment, "GITHUB_EVENT_NAME");
  event.kind = kind_of(event.name);
  event.repository = variable(environment, "GITHUB_REPOSITORY");
  event.actor = variable(environment, "GITHUB_ACTOR");
  event.workflow = variable(environment, "GITHUB_WORKFLOW");
  event.run_id = variable(environment, "GITHUB_RUN_ID");
  event.run_number = variable(environment, "GITHUB_RUN_NUMBER");
  event.run_url = run_url(environment, event.run_id);
  if (event.kind == EventKind::none) return event;
  if (payload) {
    try {
      read_payload(event, *payload);
    } catch (const Error& error) {
      throw Error(error.kind(), error.what(), payload_hint);
    }
  } else if (event.kind == EventKind::workflow_run) {
    throw Error(ErrorKind::usage,
                "the event is workflow_run, but its payload is missing: it tells which build "
                "triggered this run",
                payload_hint);
  }
  return event;
}

}  // namespace auto_sync
