// What may go wrong between the branch and its pull request.
#include "contract/pull_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

std::vector<std::string> names(const Json& list, const char* member) {
  std::vector<std::string> found;
  for (const Json& one : list.elements()) found.push_back(one.get(member).text());
  return found;
}

Fault answers(RequestMatch match, int status, const std::string& message, unsigned count = 1) {
  Fault fault;
  fault.match = std::move(match);
  fault.match.count = count;
  fault.status = status;
  fault.headers = {{"Content-Type", "application/json"}};
  fault.body = Json::object({{"message", message}}).dump();
  return fault;
}

}  // namespace

TEST_CASE("labels, reviewers and assignees are asked for when the pull request is opened") {
  PullWorld world;
  world.inputs["pull_request_labels"] = "sync, upstream";
  world.inputs["pull_request_reviewers"] = "hubot\ncogpy/maintainers";
  world.inputs["pull_request_assignees"] = "monalisa";

  CHECK(world.propose().status() == "pull_request");
  const Json pull = world.pulls().front();
  CHECK(names(pull.get("labels"), "name") == std::vector<std::string>{"sync", "upstream"});
  CHECK(names(pull.get("requested_reviewers"), "login") == std::vector<std::string>{"hubot"});
  CHECK(names(pull.get("requested_teams"), "slug") == std::vector<std::string>{"maintainers"});
  CHECK(names(pull.get("assignees"), "login") == std::vector<std::string>{"monalisa"});

  world.change_pull(0, "labels", Json::array());
  world.carry_on();
  CHECK(world.propose().status() == "pull_request");
  CHECK(world.pulls().front().get("labels").elements().empty());  // theirs to change
}

TEST_CASE("who is no collaborator is named in a warning, and the others are asked") {
  PullWorld world;
  world.inputs["pull_request_reviewers"] = "stranger, hubot";
  world.inputs["pull_request_assignees"] = "nobody, hubot";
  world.standin.change(target_name, [](Repository& repo) { repo.collaborators = {{"hubot"}}; });

  const Outcome outcome = world.propose();

  check_ending(outcome, {"pull_request",
                         0,
                         {"without the reviewer stranger", "only be requested from collaborators",
                          "could not be assigned to nobody"}});
  const Json pull = world.pulls().front();
  CHECK(names(pull.get("requested_reviewers"), "login") == std::vector<std::string>{"hubot"});
  CHECK(names(pull.get("assignees"), "login") == std::vector<std::string>{"hubot"});
}

TEST_CASE("labels that are refused are a warning") {
  PullWorld world;
  world.inputs["pull_request_labels"] = "sync";
  world.standin.add_fault(answers(posted("/labels$"), 422, "Validation Failed"));

  check_ending(world.propose(), {"pull_request", 0, {"without its labels", "Validation Failed"}});
}

TEST_CASE("a token that may push but not open pull requests: the branch stands, and it is said") {
  PullWorld world;
  world.standin.change_token(target_token,
                             [](TokenSpec& token) { token.permissions["pull_requests"] = "read"; });

  const Outcome outcome = world.propose();

  check_ending(outcome, error_ending(6, {"open a pull request", "target_token",
                                         "pull requests: write", "stands at"}));
  CHECK(world.target_tip("auto-sync/main") == world.source_tip());
  CHECK(world.pulls().empty());
  CHECK(outcome.report_json.get("pull_request").get("verdict").text() == "not_opened");
}

TEST_CASE("a token that may not even read pull requests is refused before anything is pushed") {
  PullWorld world;
  world.standin.change_token(target_token,
                             [](TokenSpec& token) { token.permissions["pull_requests"] = "none"; });

  check_ending(world.propose(), error_ending(6, {"read the pull requests", "target_token"}));
  CHECK(world.pushes() == 0);
}

TEST_CASE("a workflow's own token that may not open pull requests learns where to allow it") {
  PullWorld world;
  world.standin.add_fault(
      answers(posted("/pulls$"), 403,
              "GitHub Actions is not permitted to create or approve pull requests."));

  check_ending(world.propose(), error_ending(6, {"Settings > Actions > General"}));
}

TEST_CASE("a pull request that another run opened in between is found and updated") {
  PullWorld world;
  world.propose();
  Json theirs = world.pulls().front();
  theirs["title"] = "Old";
  theirs["body"] = "<!-- auto-sync pull request: another story -->";
  const auto set_pulls = [&](const std::vector<Json>& pulls) {
    world.standin.change(target_name, [&](Repository& repo) { repo.pulls = pulls; });
  };
  set_pulls({});
  world.standin.on_request(posted("/pulls$"), [&] { set_pulls({theirs}); });

  const Outcome outcome = world.propose();

  check_ending(outcome, {"pull_request", 0, {"Updated pull request #1"}});
  REQUIRE(world.pulls().size() == 1);
  CHECK_THAT(world.pulls().front().get("title").text(), StartsWith("Sync o9nn/occ"));
}

TEST_CASE("an answer that is lost is looked for before anything is posted again") {
  PullWorld world;
  SECTION("cut after the pull request was opened") {
    Fault fault;
    fault.match = posted("/pulls$");
    fault.match.count = 0;
    fault.connection.cut_response_after = 40;
    world.standin.add_fault(fault);
  }
  SECTION("a gateway that failed before it was opened") {
    world.standin.add_fault(answers(posted("/pulls$"), 502, "Bad Gateway"));
  }
  SECTION("a rate limit") {
    Fault fault = answers(posted("/pulls$"), 429, "Slow down");
    fault.headers.emplace_back("Retry-After", "1");
    world.standin.add_fault(fault);
  }

  CHECK(world.propose().status() == "pull_request");
  CHECK(world.pulls().size() == 1);
}

TEST_CASE("GitHub's other reasons not to open a pull request are told in its words") {
  PullWorld world;
  world.standin.add_fault(
      answers(posted("/pulls$"), 422, "No commits between main and auto-sync/main", 0));

  check_ending(world.propose(),
               error_ending(7, {"No commits between main and auto-sync/main", "stands at"}));
}

TEST_CASE("a branch that the target's rules refuse is rejected, and nothing is opened") {
  PullWorld world;
  Refusal refusal;
  refusal.ref_pattern = "refs/heads/auto-sync/*";
  refusal.words = "GH013: Repository rule violations found for refs/heads/auto-sync/main.";
  world.standin.refuse_pushes(target_name, refusal);

  const Outcome outcome = world.propose();

  check_ending(outcome, {"rejected", 5, {"GH013"}});
  CHECK(world.pulls().empty());
  CHECK(world.api_requests("POST") == 0);
}

TEST_CASE("a target that was renamed gets its pull request under its new name") {
  PullWorld world;
  world.standin.rename(target_name, "cogpy/occ-renamed");

  const Outcome outcome = world.run();

  check_ending(outcome, {"pull_request", 0, {"has moved to", "cogpy/occ-renamed"}});
  REQUIRE(world.standin.repository("cogpy/occ-renamed").pulls.size() == 1);
}
