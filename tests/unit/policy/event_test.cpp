#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "policy/parse_event.h"
#include "support/catch.h"
#include "support/places.h"

namespace auto_sync {
namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(testing::fixtures_dir() + "/github/" + name);
  std::stringstream text;
  text << file.rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

std::string derived(const std::string& what) {
  return fixture("derived/SYNTHETIC.workflow_run.completed." + what + ".json");
}

Environment runner(const std::string& event) {
  return {{"GITHUB_EVENT_NAME", event},
          {"GITHUB_REPOSITORY", "octo-org/octo-repo"},
          {"GITHUB_ACTOR", "octocat"},
          {"GITHUB_WORKFLOW", "Sync"},
          {"GITHUB_RUN_ID", "77"},
          {"GITHUB_RUN_NUMBER", "5"},
          {"GITHUB_SERVER_URL", "https://github.com"}};
}

BuildRun run_of(const std::string& payload) {
  const EventContext event = parse_event(runner("workflow_run"), payload);
  REQUIRE(event.run.has_value());
  return *event.run;
}

/// The message of the usage error that this payload of a workflow_run event leads to.
std::string refusal_of(const std::optional<std::string>& payload) {
  try {
    parse_event(runner("workflow_run"), payload);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK_THAT(error.hint(), ContainsSubstring("GITHUB_EVENT_PATH"));
    return error.what();
  }
  return "taken";
}

/// The smallest payload that is taken, with one text in it replaced by another.
std::string small_payload(const std::string& from = "-", const std::string& to = "-") {
  return replace_all(R"({"workflow_run":{"id":1,"workflow_id":2,"event":"push",
      "path":".github/workflows/build.yml","status":"completed","repository":{"id":3},
      "head_sha":"3484a3fb816e0859fd6e1cea078d76385ff50625"},
      "repository":{"full_name":"a/b"}})",
                     from, to);
}

TEST_CASE("a green build's payload tells its run") {
  const EventContext event = parse_event(runner("workflow_run"), derived("success.push"));
  CHECK(event.kind == EventKind::workflow_run);
  CHECK(event.repository == "octo-org/octo-repo");
  REQUIRE(event.run.has_value());
  const BuildRun& run = *event.run;
  CHECK(run.id == 289782451);
  CHECK(run.workflow_id == 2823525);
  CHECK(run.workflow_name == "test");
  CHECK(run.path == ".github/workflows/test.yml");
  CHECK(run.event == "push");
  CHECK(run.green());
  CHECK(run.head_branch == "master");
  CHECK(run.head_sha->hex() == "3484a3fb816e0859fd6e1cea078d76385ff50625");
  CHECK(run.repository_id == 300029405);
  CHECK(run.head_repository_id.value() == 300029405);
  CHECK(run.head_repository == "octo-org/octo-repo");
  CHECK(run.run_number == 163);
  CHECK(run.run_attempt == 1);
  CHECK(run.html_url == "https://github.com/octo-org/octo-repo/actions/runs/289782451");
  CHECK(run.created_at == "2020-10-05T16:33:24Z");
}

TEST_CASE("every conclusion is handed on as it is") {
  for (const char* conclusion : {"action_required", "cancelled", "neutral", "skipped", "stale",
                                 "startup_failure", "timed_out"}) {
    const BuildRun run = run_of(derived(conclusion));
    CHECK(run.conclusion == conclusion);
    CHECK_FALSE(run.green());
  }
  CHECK(run_of(derived("failure.push")).conclusion == "failure");
}

TEST_CASE("a fork's run is told apart by its head repository") {
  const BuildRun run = run_of(derived("success.fork-pr-head_branch-equals-default"));
  CHECK(run.event == "pull_request");
  CHECK(run.head_repository == "mallory/octo-repo");
  CHECK(run.head_repository_id.value() != run.repository_id);
}

TEST_CASE("a fork that is gone leaves no head repository") {
  const BuildRun run = run_of(derived("success.deleted-head-repo"));
  CHECK_FALSE(run.head_repository_id.has_value());
  CHECK(run.head_repository.empty());
}

TEST_CASE("a second attempt is told") {
  CHECK(run_of(derived("success.rerun-attempt-2")).run_attempt == 2);
}

TEST_CASE("a run without a name has its workflow's") {
  const std::string payload = fixture("webhooks/workflow_run.completed.completed.success.3.json");
  CHECK(run_of(payload).workflow_name == "test");
}

TEST_CASE("a run that has not ended has no conclusion") {
  const BuildRun run = run_of(fixture("webhooks/workflow_run.requested.queued.None.4.json"));
  CHECK(run.status == "queued");
  CHECK(run.conclusion.empty());
  CHECK_FALSE(run.completed());
}

TEST_CASE("a workflow's path loses its branch and its repository") {
  for (const char* path :
       {".github/workflows/build.yml@refs/heads/a@b", "o/r/.github/workflows/build.yml@main"}) {
    CHECK(run_of(small_payload(".github/workflows/build.yml", path)).path ==
          ".github/workflows/build.yml");
  }
}

TEST_CASE("other events are told by their names, with or without a payload") {
  const std::vector<std::pair<std::string, EventKind>> kinds = {
      {"schedule", EventKind::schedule},  {"workflow_dispatch", EventKind::workflow_dispatch},
      {"push", EventKind::push},          {"repository_dispatch", EventKind::repository_dispatch},
      {"pull_request", EventKind::other}, {"Push", EventKind::other}};
  for (const auto& [name, kind] : kinds) {
    INFO(name);
    for (const std::optional<std::string>& payload :
         {std::optional<std::string>(), std::optional<std::string>("{}")}) {
      const EventContext event = parse_event(runner(name), payload);
      CHECK(event.kind == kind);
      CHECK(event.name == name);
      CHECK(event.repository == "octo-org/octo-repo");
      CHECK_FALSE(event.run.has_value());
    }
  }
}

TEST_CASE("the repository is the payload's") {
  CHECK(parse_event(runner("push"), fixture("webhooks/push.noaction.1.json")).repository ==
        "Codertocat/Hello-World");
  for (const char* file :
       {"workflow_dispatch.noaction.1", "repository_dispatch.on-demand-test.1"}) {
    Environment environment = runner("workflow_dispatch");
    environment["GITHUB_REPOSITORY"] = "else/where";
    const std::string payload = fixture("webhooks/" + std::string(file) + ".json");
    CHECK(parse_event(environment, payload).repository == "octo-org/octo-repo");
  }
}

TEST_CASE("our own run is told by the runner's variables") {
  const EventContext event = parse_event(runner("schedule"), std::nullopt);
  CHECK(event.actor == "octocat");
  CHECK(event.workflow == "Sync");
  CHECK(event.run_id == "77");
  CHECK(event.run_number == "5");
  CHECK(event.run_url == "https://github.com/octo-org/octo-repo/actions/runs/77");
}

TEST_CASE("without an event's name the run is one by hand") {
  const EventContext event = parse_event({}, std::string("not looked at"));
  CHECK(event.kind == EventKind::none);
  CHECK(event.name.empty());
  CHECK(event.run_url.empty());
}

TEST_CASE("a payload that cannot be used is refused, naming the field") {
  CHECK(refusal_of(small_payload()) == "taken");
  const std::vector<std::pair<std::optional<std::string>, std::string>> cases = {
      {std::nullopt, "its payload is missing"},
      {"", "is empty"},
      {"<html>", "is not valid JSON: line 1, column 1"},
      {"{\"workflow_run\":", "is not valid JSON"},
      {"[]", "workflow_run.id: expected a whole number, found nothing"},
      {"null", "workflow_run.id: expected"},
      {"{\"workflow_run\":7}", "workflow_run.id: expected"},
      {small_payload("\"id\":1", "\"id\":\"1\""),
       "workflow_run.id: expected a whole number, found a"},
      {small_payload("\"id\":1", "\"id\":-1"), "workflow_run.id: expected a whole number"},
      {small_payload("\"id\":1", "\"id\":1,\"head_repository\":{\"id\":\"x\"}"),
       "workflow_run.head_repository.id: expected a whole number"},
      {fixture("webhooks/workflow_run.completed.queued.None.1.json"),
       "workflow_run.path: expected a string, found nothing"},
      {small_payload("\"status\"", "\"state\""), "workflow_run.status: expected a string"},
      {small_payload("3484a3fb", "zzzz"),
       "workflow_run.head_sha: expected a commit id of 40 digits"},
      {small_payload("\"a/b\"", "7"), "repository.full_name: expected a string, found a number"},
      {small_payload("full_name", "name"),
       "repository.full_name: expected a string, found nothing"},
      {std::string(100000, '['), "nested deeper"},
      {std::string(10'000'000, ' '), "is 10.0 MB large; at most"},
  };
  for (const auto& [payload, expected] : cases) {
    INFO(expected);
    CHECK_THAT(refusal_of(payload), ContainsSubstring(expected));
  }
}

TEST_CASE("a hostile commit id is shown harmlessly") {
  const std::string message = refusal_of(small_payload("3484a3fb", "\\n::error::x\\u0000"));
  CHECK_THAT(message, ContainsSubstring("\\n::error::x\\x00"));
  CHECK(message.find('\n') == std::string::npos);
}

TEST_CASE("a payload that is not JSON is refused for every event") {
  CHECK_THROWS_AS(parse_event(runner("push"), std::string("<html>")), Error);
}

}  // namespace
}  // namespace auto_sync
