// What is looked at before the push, against a stand-in that has rules, scopes and archives.
#include <algorithm>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync;
using namespace auto_sync::testing;

namespace {

void set_scopes(World& world, const std::string& scopes) {
  world.standin.change_token(target_token, [&](TokenSpec& token) { token.scopes = scopes; });
}

/// A commit of the source's that changes a workflow file, built green.
void change_workflow(World& world, const std::string& text = "on: push\n") {
  world.source.commit("main", {{".github/workflows/ci.yml", text}}, "Change the workflow");
  world.build(world.source_tip());
}

/// The paths that REST was asked about the target, without what stands before them.
std::vector<std::string> asked(World& world) {
  const std::string target = "/api/v3/repos/" + target_name;
  std::vector<std::string> paths;
  for (const RequestRecord& request : world.standin.requests()) {
    const std::size_t at = request.path.find(target);
    if (request.service == "rest" && at != std::string::npos) {
      paths.push_back(request.path.substr(at + target.size()));
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool has_pushed(World& world) {
  const auto requests = world.standin.requests();
  return std::any_of(requests.begin(), requests.end(),
                     [](const RequestRecord& request) { return request.phase == "push"; });
}

std::size_t fetches(World& world) {
  const auto requests = world.standin.requests();
  return static_cast<std::size_t>(
      std::count_if(requests.begin(), requests.end(),
                    [](const RequestRecord& request) { return request.phase == "fetch"; }));
}

/// The verdict of a check in the JSON report, "none" when it was not made.
std::string verdict(const Outcome& outcome, const std::string& check) {
  for (const Json& finding : outcome.report_json.get("preflight").elements()) {
    if (finding.get("check").text() == check) return finding.get("verdict").text();
  }
  return "none";
}

void answer_rest(World& world, int status) {
  Fault fault;
  fault.match.service = "rest";
  fault.match.path = "/repos/" + target_name;
  fault.match.count = 0;
  fault.status = status;
  fault.headers = {{"Content-Type", "application/json"}};
  fault.body = R"({"message": "no"})";
  world.standin.add_fault(fault);
}

void add_rules(World& world) {
  world.standin.set_rules(target_name, "main",
                          Json::parse(R"([{"type": "required_status_checks", "parameters":
                       {"required_status_checks": [{"context": "ci/x"}]}},
                      {"type": "pull_request", "parameters": {}}])"));
}

}  // namespace

TEST_CASE("an ordinary fast-forward asks one question more, of REST, and tells what it cost") {
  World world;
  world.grow(2, 2);
  add_rules(world);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(asked(world) == std::vector<std::string>{""});
  CHECK(fetches(world) == 2);
  CHECK(verdict(outcome, "repository") == "fine");
  CHECK_THAT(outcome.report, ContainsSubstring("| preflight |"));
}

TEST_CASE("a run in sync, and one whose gate is closed, ask nothing of the target's REST") {
  World world;
  world.grow(2, 2);
  SECTION("in sync") {
    world.run();
    check_ending(world.run(), {"in_sync", 0, {}});
  }
  SECTION("blocked") {
    world.build(world.source_tip(), "failure");
    check_ending(world.run(), {"blocked", 0, {}});
  }
  CHECK(asked(world).empty());
}

TEST_CASE("a target that REST calls archived is stopped before anything is sent") {
  World world;
  world.grow(2, 2);
  // Its git server does not say so yet when it lists.
  RequestMatch question;
  question.path = "/api/v3/repos/" + target_name;
  world.standin.on_request(question, [&] { world.standin.archive(target_name); });

  const Outcome outcome = run_untouched(
      world, {"rejected", 5, {"Rejected before anything was sent: cogpy/occ is archived"}});

  CHECK(!has_pushed(world));
  CHECK(verdict(outcome, "repository") == "stop");
  CHECK_THAT(outcome.summary, ContainsSubstring("Unarchive it"));
  CHECK_THAT(outcome.log, ContainsSubstring("::error title=Stopped before the push::"));
}

TEST_CASE("a classic token without the scope workflow is stopped by changed workflow files") {
  World world;
  world.grow(2, 1);
  set_scopes(world, "repo");
  change_workflow(world);

  const Outcome outcome = run_untouched(
      world, {"rejected", 5, {".github/workflows/ci.yml", "lacks the scope `workflow`"}});

  CHECK(!has_pushed(world));
  CHECK(verdict(outcome, "workflow_files") == "stop");
  CHECK_THAT(outcome.summary, ContainsSubstring("Give the classic token the scope"));
}

TEST_CASE("a classic token without the scope workflow may push all else") {
  World world;
  world.grow(2, 0);
  change_workflow(world);
  world.source.push_to(world.target.path().string(), {"main"});
  set_scopes(world, "repo");
  SECTION("commits that leave workflows alone") {
    world.source.commit("main", {{"file.txt", "new\n"}}, "Change a file");
  }
  SECTION("a workflow file that goes") {
    world.source.commit("main", {{".github/workflows/other.yml", "on: push\n"}}, "Add");
    world.source.push_to(world.target.path().string(), {"main"});
    world.source.run({"update-ref", "refs/heads/main",
                      world.source.run({"commit-tree", "main~1^{tree}", "-p", "main", "-m", "Go"})
                          .substr(0, 40)});
  }
  SECTION("a workflow file that another branch of the target has in the same form") {
    change_workflow(world, "on: workflow_dispatch\n");
    world.source.push_to(world.target.path().string(), {"main:refs/heads/other"});
  }
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(verdict(outcome, "workflow_files") == "fine");
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a classic token with the scope workflow costs no look at trees") {
  World world;
  world.grow(2, 1);
  set_scopes(world, "repo, workflow");
  change_workflow(world);

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(fetches(world) == 2);
}

TEST_CASE("a dry run tells of rules in words, and the push that follows is made all the same") {
  World world;
  world.grow(2, 1);
  change_workflow(world);
  add_rules(world);
  world.inputs["dry_run"] = "true";

  const Outcome dry = run_untouched(world, {"dry_run", 0, {}});

  CHECK(verdict(dry, "branch_rules") == "warning");
  CHECK(verdict(dry, "workflow_files") == "warning");
  for (const std::string* text : {&dry.summary, &dry.report}) {
    CHECK_THAT(*text, ContainsSubstring("pull requests are required"));
    CHECK_THAT(*text, ContainsSubstring("(ci/x)"));
    CHECK_THAT(*text, ContainsSubstring("Workflows: write"));
  }
  CHECK(asked(world) == std::vector<std::string>{"", "/branches/main", "/branches/main/protection",
                                                 "/rules/branches/main"});
  world.inputs["dry_run"] = "";
  check_ending(world.run(), {"synced", 0, {}});
}

TEST_CASE("after a refusal the branch's rules are asked, to explain it") {
  World world;
  world.grow(2, 1);
  add_rules(world);
  world.standin.refuse_pushes(
      target_name, {"refs/heads/main", "", "push declined due to repository rule violations"});

  const Outcome outcome = run_untouched(world, {"rejected", 5, {}});

  CHECK(verdict(outcome, "branch_rules") == "warning");
  CHECK_THAT(outcome.summary, ContainsSubstring("pull requests are required"));
}

TEST_CASE("a REST API that says nothing of the target changes nothing, and no word is lost on it") {
  World world;
  world.grow(2, 2);
  const int status = GENERATE(403, 404, 500);
  answer_rest(world, status);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(asked(world).size() == 1);
  CHECK(outcome.report_json.get("warnings").elements().empty());
  CHECK(outcome.report_json.get("preflight").elements().empty());
}

TEST_CASE("a dry run that may not read the rules says so, and is no error") {
  World world;
  world.grow(2, 2);
  answer_rest(world, 403);
  world.inputs["dry_run"] = "true";

  const Outcome outcome = run_untouched(world, {"dry_run", 0, {}});

  CHECK(verdict(outcome, "repository") == "unknown");
  CHECK(verdict(outcome, "branch_rules") == "unknown");
}

TEST_CASE("a target on another host is asked nothing over REST") {
  World world;
  world.grow(2, 2);
  world.environment["GITHUB_SERVER_URL"] = "http://localhost:1";
  world.inputs["source_repo"] = world.standin.clone_url(source_name);
  world.inputs["target_repo"] = world.standin.clone_url(target_name);
  world.inputs["require_build"] = "false";
  world.triggered_by("workflow_dispatch");

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(asked(world).empty());
}
