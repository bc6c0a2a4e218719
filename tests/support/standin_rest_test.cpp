// The stand-in's REST side.
#include "support/catch.h"
#include "support/git_fixture.h"
#include "support/raw_client.h"
#include "support/standin/github_standin.h"

using namespace auto_sync::testing;

namespace {

const std::string token = "ghp_standinSOURCE0123456789";

struct World {
  TempDir temp;
  GithubStandin standin{temp / "root"};
  std::string first;
  std::string second;

  World() {
    standin.add_repository("octo/repo");
    standin.grant(token, "octo/repo", Access::write);
    GitRepo repo(standin.repository_path("octo/repo"));
    first = repo.commit("main", {{"a", "1"}}, "One");
    second = repo.commit("feature/x", {{"b", "2"}}, "Two", {}, "main");
    standin.add_workflow("octo/repo", {7, "Build", ".github/workflows/build.yml"});
  }

  std::string raw(const std::string& method, const std::string& path, const std::string& body = {},
                  const std::string& as = token) const {
    const std::string credentials = as.empty() ? "" : "Authorization: Bearer " + as + "\r\n";
    return raw_send(standin.url(), method, "/api/v3/repos/octo/repo" + path, credentials, body);
  }
  Json get(const std::string& path) const { return body_of(raw("GET", path)); }
  static Json body_of(const std::string& answer) {
    return Json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
  }
};

RunSpec run_of(const std::string& sha, const std::string& conclusion = "success") {
  RunSpec run;
  run.workflow_id = 7;
  run.head_sha = sha;
  run.conclusion = conclusion;
  return run;
}

}  // namespace

TEST_CASE("a run has the published shape and our values") {
  World world;
  const auto id = world.standin.add_run("octo/repo", run_of(world.first));
  const Json run = world.get("/actions/runs/" + std::to_string(id));
  CHECK(run.get("head_sha").text() == world.first);
  CHECK(run.get("conclusion").text() == "success");
  CHECK(run.get("name").text() == "Build");
  CHECK(run.get("path").text() == ".github/workflows/build.yml");
  CHECK(run.get("repository").get("full_name").text() == "octo/repo");
  CHECK(run.get("head_repository").get("id") == run.get("repository").get("id"));
  CHECK(run.get("html_url").text() ==
        world.standin.url() + "/octo/repo/actions/runs/" + std::to_string(id));
  CHECK(run.has("triggering_actor"));
}

TEST_CASE("a run may come from a fork, or from one that is gone") {
  World world;
  RunSpec fork = run_of(world.first);
  fork.id = 1;
  fork.head_repository = "stranger/repo";
  fork.head_repository_id = 5;
  world.standin.add_run("octo/repo", fork);
  RunSpec gone = run_of(world.first);
  gone.id = 2;
  gone.head_repository_gone = true;
  world.standin.add_run("octo/repo", gone);
  CHECK(world.get("/actions/runs/1").get("head_repository").get("id").integer() == 5);
  CHECK(world.get("/actions/runs/2").get("head_repository").is_null());
}

TEST_CASE("a workflow's runs are listed newest first, filtered and in pages") {
  World world;
  for (const char* conclusion : {"success", "failure", "success"}) {
    world.standin.add_run("octo/repo", run_of(world.first, conclusion));
  }
  const Json all = world.get("/actions/workflows/build.yml/runs?branch=main");
  CHECK(all.get("total_count").integer() == 3);
  const auto& runs = all.get("workflow_runs").elements();
  CHECK(runs.at(0).get("id").integer() > runs.at(2).get("id").integer());
  CHECK(world.get("/actions/workflows/7/runs?status=success").get("total_count").integer() == 2);
  CHECK(world.get("/actions/workflows/7/runs?event=schedule").get("total_count").integer() == 0);
  CHECK_THAT(world.raw("GET", "/actions/workflows/7/runs?per_page=1&branch=main"),
             ContainsSubstring("runs?per_page=1&branch=main&page=2>; rel=\"next\""));
}

TEST_CASE("answers for missing, hidden and forbidden things are worded as GitHub words them") {
  World world;
  CHECK_THAT(world.raw("GET", "/actions/runs/1"), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(world.raw("GET", "", {}, ""), ContainsSubstring("\"Not Found\""));
  CHECK_THAT(world.raw("GET", "", {}, "ghp_standinWRONG0123456789"),
             ContainsSubstring("Bad credentials"));
  CHECK_THAT(world.raw("GET", "/branches/main/protection"),
             ContainsSubstring("Branch not protected"));
  world.standin.change_token(token, [](TokenSpec& spec) { spec.permissions["actions"] = "none"; });
  const std::string forbidden = world.raw("GET", "/actions/workflows");
  CHECK_THAT(forbidden, StartsWith("HTTP/1.1 403"));
  CHECK_THAT(forbidden, ContainsSubstring("X-Accepted-GitHub-Permissions: actions=read"));
  CHECK_THAT(forbidden, ContainsSubstring("Resource not accessible by personal access token"));
}

TEST_CASE("a classic token shows its scopes") {
  World world;
  world.standin.change_token(token, [](TokenSpec& spec) { spec.scopes = "repo, workflow"; });
  CHECK_THAT(world.raw("GET", ""), ContainsSubstring("X-OAuth-Scopes: repo, workflow"));
}

TEST_CASE("jobs, checks, statuses, rules and protection are what they were set to") {
  World world;
  const auto id = world.standin.add_run("octo/repo", run_of(world.first));
  world.standin.set_jobs("octo/repo", id, {{"windows", "completed", "failure"}});
  world.standin.set_check_runs("octo/repo", world.first,
                               Json::array({Json::object({{"name", "lint"}})}));
  world.standin.set_rules("octo/repo", "main", Json::array({Json::object({{"type", "update"}})}));
  world.standin.protect("octo/repo", "main", Json::object());
  const Json jobs = world.get("/actions/runs/" + std::to_string(id) + "/jobs?filter=latest");
  CHECK(jobs.get("jobs").elements().at(0).get("conclusion").text() == "failure");
  const Json checks = world.get("/commits/main/check-runs");
  CHECK(checks.get("check_runs").elements().at(0).get("name").text() == "lint");
  CHECK(world.get("/commits/main/status").get("state").text() == "pending");
  CHECK(world.get("/rules/branches/main").elements().at(0).get("type").text() == "update");
  CHECK(world.get("/branches/main").get("protected").boolean());
}

TEST_CASE("branches, refs and comparisons come from the repository itself") {
  World world;
  CHECK(world.get("/branches/feature%2Fx").get("commit").get("sha").text() == world.second);
  CHECK(world.get("/git/ref/heads/main").get("object").get("sha").text() == world.first);
  const Json compared = world.get("/compare/main...feature%2Fx");
  CHECK(compared.get("status").text() == "ahead");
  CHECK(compared.get("ahead_by").integer() == 1);
  const std::string ref = R"({"ref":"refs/heads/new","sha":")" + world.first + R"("})";
  CHECK_THAT(world.raw("POST", "/git/refs", ref), StartsWith("HTTP/1.1 201"));
  CHECK_THAT(world.raw("POST", "/git/refs", ref), ContainsSubstring("Reference already exists"));
  const auto moved = R"({"sha":")" + world.second + R"("})";
  CHECK_THAT(world.raw("PATCH", "/git/refs/heads/new", moved), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(world.raw("PATCH", "/git/refs/heads/new", R"({"sha":")" + world.first + R"("})"),
             ContainsSubstring("Update is not a fast forward"));
}

TEST_CASE("a pull request is opened once, found by its branches, and changed") {
  World world;
  const std::string wanted = R"({"title":"Sync","head":"feature/x","base":"main"})";
  const std::string opened = world.raw("POST", "/pulls", wanted);
  CHECK_THAT(opened, StartsWith("HTTP/1.1 201"));
  CHECK(World::body_of(opened).get("head").get("sha").text() == world.second);
  CHECK_THAT(world.raw("POST", "/pulls", wanted),
             ContainsSubstring("A pull request already exists for octo:feature/x."));
  CHECK_THAT(world.raw("POST", "/pulls", R"({"title":"x","head":"main","base":"feature/x"})"),
             ContainsSubstring("No commits between feature/x and main"));
  CHECK(world.get("/pulls?head=octo:feature/x&base=main").elements().size() == 1);
  world.raw("POST", "/issues/1/labels", R"({"labels":["sync"]})");
  world.raw("PATCH", "/pulls/1", R"({"title":"Changed"})");
  const auto pulls = world.standin.repository("octo/repo").pulls;
  CHECK(pulls.at(0).get("title").text() == "Changed");
  CHECK(pulls.at(0).get("labels").elements().at(0).get("name").text() == "sync");
}

TEST_CASE("issues and dispatches are kept, and issues may be disabled") {
  World world;
  CHECK_THAT(world.raw("POST", "/issues", R"({"title":"Broken","labels":["sync"]})"),
             StartsWith("HTTP/1.1 201"));
  CHECK(world.get("/issues?labels=sync").elements().size() == 1);
  CHECK_THAT(world.raw("POST", "/dispatches", R"({"event_type":"synced"})"),
             StartsWith("HTTP/1.1 204"));
  CHECK(world.standin.repository("octo/repo").dispatches.size() == 1);
  world.standin.change("octo/repo", [](Repository& repo) { repo.has_issues = false; });
  CHECK_THAT(world.raw("POST", "/issues", R"({"title":"x"})"), StartsWith("HTTP/1.1 410"));
}

TEST_CASE("a renamed repository redirects REST: 301 for GET, 307 for others") {
  World world;
  world.standin.rename("octo/repo", "octo/new");
  const std::string answer = world.raw("GET", "/branches/main");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 301"));
  CHECK_THAT(answer, ContainsSubstring("Location: " + world.standin.api_url() +
                                       "/repos/octo/new/branches/main"));
  CHECK_THAT(world.raw("POST", "/dispatches", "{}"), StartsWith("HTTP/1.1 307"));
}

TEST_CASE("a state in JSON is put over what is there, and what is unknown is named") {
  World world;
  const auto post = [&](const std::string& body) {
    return raw_send(world.standin.url(), "POST", "/_standin/state", "", body);
  };
  CHECK_THAT(post(R"({"repositories":{"octo/repo":{"public":true,
                      "runs":[{"id":9,"workflow_id":7,"conclusion":"failure"}]}}})"),
             StartsWith("HTTP/1.1 200"));
  CHECK_THAT(post(R"({"repositories":{"octo/repo":{"runs":[{"id":9,"workflow_id":7}]}}})"),
             StartsWith("HTTP/1.1 200"));
  CHECK(world.get("/actions/runs/9").get("conclusion").text() == "success");
  CHECK_THAT(post(R"({"repositories":{"octo/repo":{"colour":"red"}}})"),
             ContainsSubstring("unknown member of a repository: colour"));
}
