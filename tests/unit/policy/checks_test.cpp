#include <string>

#include "policy/parse_settings.h"
#include "support/catch.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

Settings gated_settings(const Environment& more = {}) {
  return parse_settings(workflow(more)).settings;
}

EventContext event_of(EventKind kind, const std::string& name) {
  EventContext event;
  event.kind = kind;
  event.name = name;
  event.repository = "o9nn/occ";
  if (kind == EventKind::workflow_run) event.run = BuildRun{};
  return event;
}

TEST_CASE("source and target may not be the same branch") {
  CHECK_THAT(problems_of(workflow({{"INPUT_TARGET_REPO", "https://github.com/O9nn/OCC.git"}})),
             StartsWith("input target_repo: source and target are the same branch \"main\" of "
                        "\"o9nn/occ\""));
  CHECK(
      problems_of(workflow({{"INPUT_TARGET_REPO", "o9nn/occ"}, {"INPUT_TARGET_BRANCH", "stable"}}))
          .empty());
}

TEST_CASE("a source on another host has no gate, and the problem says what to set") {
  const Environment elsewhere = {{"INPUT_SOURCE_REPO", "https://gitlab.com/a/b"}};
  const std::string problems = problems_of(workflow(elsewhere));
  CHECK_THAT(problems, StartsWith("input source_repo: \"https://gitlab.com/a/b\" is not on "
                                  "https://github.com"));
  CHECK_THAT(problems, ContainsSubstring("Set `require_build: false`"));
  Environment open = elsewhere;
  open["INPUT_REQUIRE_BUILD"] = "false";
  CHECK(problems_of(workflow(open)).empty());
  Environment forced = elsewhere;
  forced["INPUT_FORCE_SYNC"] = "true";
  CHECK(problems_of(workflow(forced)).empty());
}

TEST_CASE("a wrong value leads to one problem, not to what would follow from its default") {
  const std::string problems = problems_of(workflow(
      {{"INPUT_SOURCE_REPO", "https://gitlab.com/a/b"}, {"INPUT_REQUIRE_BUILD", "flase"}}));
  CHECK(problems == "input require_build: found \"flase\"; expected `true` or `false`.\n");
  CHECK(
      problems_of(workflow({{"INPUT_TARGET_REPO", "o9nn/occ"}, {"INPUT_TARGET_BRANCH", "a..b"}})) ==
      "input target_branch: found \"a..b\"; expected the name of a branch.\n");
}

TEST_CASE("the run's own token is not sent to another host") {
  const SettingsResult result =
      parse_settings(workflow({{"INPUT_SOURCE_REPO", "https://gitlab.com/a/b"},
                               {"INPUT_REQUIRE_BUILD", "false"},
                               {"INPUT_SOURCE_TOKEN", "ghs_standinRUN0123456789"}}));
  REQUIRE(result.ok());
  CHECK(result.settings.source_token.empty());
  REQUIRE(result.warnings.size() == 1);
  CHECK_THAT(result.warnings[0], ContainsSubstring("was not sent to \"https://gitlab.com/a/b\""));
  CHECK(
      gated_settings({{"INPUT_SOURCE_TOKEN", "ghs_standinRUN0123456789"}}).source_token.reveal() ==
      "ghs_standinRUN0123456789");
}

TEST_CASE("without a build to ask about, an open gate must be chosen or a workflow named") {
  const std::pair<EventKind, const char*> events[] = {
      {EventKind::schedule, "schedule"}, {EventKind::workflow_dispatch, "workflow_dispatch"},
      {EventKind::push, "push"},         {EventKind::repository_dispatch, "repository_dispatch"},
      {EventKind::other, "issues"},      {EventKind::none, ""}};
  for (const auto& [kind, name] : events) {
    INFO(name);
    const EventContext event = event_of(kind, name);
    const auto problem = check_gate_inputs(gated_settings(), event);
    REQUIRE(problem.has_value());
    CHECK(problem->input == "build_workflow");
    CHECK_THAT(problem->text(), ContainsSubstring(*name ? name : "by hand"));
    CHECK_THAT(problem->text(), ContainsSubstring("`build_workflow: build.yml`"));
    CHECK_THAT(problem->text(), ContainsSubstring("`require_build: false`"));
    CHECK_FALSE(check_gate_inputs(gated_settings({{"INPUT_BUILD_WORKFLOW", "build.yml"}}), event));
    CHECK_FALSE(check_gate_inputs(gated_settings({{"INPUT_REQUIRE_BUILD", "false"}}), event));
    CHECK_FALSE(check_gate_inputs(gated_settings({{"INPUT_FORCE_SYNC", "true"}}), event));
  }
}

TEST_CASE("the run that triggered us is a build to ask about") {
  CHECK_FALSE(
      check_gate_inputs(gated_settings(), event_of(EventKind::workflow_run, "workflow_run")));
}

TEST_CASE("a build of another repository than the source is refused") {
  EventContext event = event_of(EventKind::workflow_run, "workflow_run");
  CHECK_FALSE(check_event_source(gated_settings(), event));
  event.repository = "O9NN/Occ";
  CHECK_FALSE(check_event_source(gated_settings(), event));
  event.repository = "mallory/occ";
  const auto problem = check_event_source(gated_settings(), event);
  REQUIRE(problem.has_value());
  CHECK(problem->input == "source_repo");
  CHECK_THAT(problem->text(),
             ContainsSubstring("by a build of \"mallory/occ\", but the source is \"o9nn/occ\""));
}

TEST_CASE("a schedule may run in another repository than the source") {
  EventContext event = event_of(EventKind::schedule, "schedule");
  event.repository = "cogpy/occ";
  CHECK_FALSE(check_event_source(gated_settings(), event));
}

}  // namespace
}  // namespace auto_sync
