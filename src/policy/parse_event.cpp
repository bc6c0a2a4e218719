#include "policy/parse_event.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "policy/parse_build_run.h"
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

/// The run that a `workflow_run` payload tells of.
BuildRun triggering_run(const JsonView& payload) {
  const JsonView run = payload["workflow_run"];
  BuildRun build = parse_build_run(run);
  if (!build.head_sha) {
    throw Error(ErrorKind::usage,
                fmt::format("the event's payload: {}: expected a commit id of 40 digits, found {}",
                            run["head_sha"].path(), in_quotes(run["head_sha"].string())));
  }
  if (build.workflow_name.empty()) build.workflow_name = payload["workflow"]["name"].string_or("");
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
    event.run = triggering_run(payload);
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
