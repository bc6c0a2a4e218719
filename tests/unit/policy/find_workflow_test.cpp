#include "policy/find_workflow.h"

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

const std::vector<Workflow> workflows{
    {1, "Lint", ".github/workflows/lint.yml", "active"},
    {2, "OCC Windows Build", ".github/workflows/occ-windows.yml", "active"},
    {3, "CI", ".github/workflows/ci.yaml", "active"},
    {4, "Nightly", ".github/workflows/nightly.yml", "active"},
    {5, "Nightly", ".github/workflows/nightly-2.yml", "disabled_manually"},
    {6, "CI", ".github/workflows/old-ci.yml", "deleted"},
    {7, "2024", ".github/workflows/year.yml", "active"},
};

std::uint64_t found(const std::string& wanted) {
  return find_workflow(wanted, workflows, "o9nn/occ").id;
}

Error refusal(const std::string& wanted, const std::vector<Workflow>& among = workflows) {
  try {
    find_workflow(wanted, among, "o9nn/occ");
  } catch (const Error& error) {
    return error;
  }
  FAIL("expected an Error for " << wanted);
  throw std::logic_error("unreachable");
}

}  // namespace

TEST_CASE("ids, files and paths name a workflow directly, display names do not") {
  const std::vector<std::pair<std::string, std::optional<std::string>>> cases{
      {"159038", "159038"},
      {"build.yml", "build.yml"},
      {"build.yaml", "build.yaml"},
      {".github/workflows/build.yml", "build.yml"},
      {"./.github/workflows/build.yml", "build.yml"},
      {".github/workflows/build.yml@main", "build.yml"},
      {"octo-org/octo-repo/.github/workflows/build.yml@main", "build.yml"},
      {"OCC Windows Build", std::nullopt},
      {"build", std::nullopt},
  };
  for (const auto& [wanted, selector] : cases) {
    CAPTURE(wanted);
    CHECK(workflow_selector(wanted) == selector);
  }
}

TEST_CASE("a run belongs to a workflow by id or file, never by name") {
  BuildRun run;
  run.workflow_id = 2;
  run.workflow_name = "CI";
  run.path = ".github/workflows/occ-windows.yml";
  CHECK(is_run_of(run, "2"));
  CHECK(is_run_of(run, "occ-windows.yml"));
  CHECK_FALSE(is_run_of(run, "3"));
  CHECK_FALSE(is_run_of(run, "windows.yml"));
  CHECK_FALSE(is_run_of(run, "CI"));
}

TEST_CASE("a workflow is found by id, file, path and display name") {
  CHECK(found("2") == 2);
  CHECK(found("ci.yaml") == 3);
  CHECK(found(".github/workflows/lint.yml") == 1);
  CHECK(found("OCC Windows Build") == 2);
  CHECK(found("2024") == 7);  // a display name that looks like an id
}

TEST_CASE("a deleted workflow does not make a name ambiguous") {
  CHECK(found("CI") == 3);
}

TEST_CASE("a renamed build is answered with the workflows there are, the nearest first") {
  const Error error = refusal("OCC Build");
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), StartsWith("build_workflow: o9nn/occ has no workflow \"OCC Build\"."));
  CHECK_THAT(error.what(),
             ContainsSubstring("nearest first: OCC Windows Build (occ-windows.yml), "));
  CHECK_THAT(error.what(), !ContainsSubstring("old-ci.yml"));
  CHECK_THAT(error.hint(), ContainsSubstring("build_workflow: occ-windows.yml"));
  CHECK_THAT(error.hint(), ContainsSubstring("outlives a renaming"));
}

TEST_CASE("a missing file is answered with the nearest files") {
  const Error error = refusal("windows.yml");
  CHECK_THAT(error.what(), ContainsSubstring("nearest first: OCC Windows Build (occ-windows.yml)"));
}

TEST_CASE("a display name that fits two workflows is refused") {
  const Error error = refusal("Nightly");
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring("2 workflows called \"Nightly\""));
  CHECK_THAT(error.what(), ContainsSubstring("nightly.yml, nightly-2.yml"));
}

TEST_CASE("a repository without workflows is said to have none") {
  CHECK_THAT(refusal("CI", {}).what(), ContainsSubstring("nor any other"));
}

TEST_CASE("a long list of workflows is cut short") {
  std::vector<Workflow> many;
  for (std::uint64_t i = 1; i <= 25; ++i) {
    const std::string file = "w" + std::to_string(i) + ".yml";
    many.push_back({i, "Workflow " + std::to_string(i), ".github/workflows/" + file, "active"});
  }
  CHECK_THAT(refusal("Build", many).what(), EndsWith("15 more."));
}

TEST_CASE("a workflow's name cannot smuggle control characters into a message") {
  const std::vector<Workflow> hostile{
      {1, "x\n::error::gotcha\x1b[2J", ".github/workflows/x.yml", "active"}};
  const std::string message = refusal("CI", hostile).what();
  CHECK(message.find('\n') == std::string::npos);
  CHECK(message.find('\x1b') == std::string::npos);
}
