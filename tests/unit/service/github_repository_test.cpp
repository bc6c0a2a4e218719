#include "service/github_repository.h"

#include <fstream>
#include <mutex>
#include <sstream>

#include "support/catch.h"
#include "support/fakes/scripted_http_client.h"
#include "support/places.h"

using namespace auto_sync;
using namespace auto_sync::test;

namespace {

const std::string api = "https://api.example.test";
const std::string there = api + "/repos/cogpy/occ";

/// One question at a time, as the script is kept.
class OneByOne : public HttpClient {
 public:
  HttpResponse send(const HttpRequest& request, ResponseSink* sink) override {
    const std::lock_guard lock(mutex_);
    return script.send(request, sink);
  }
  ScriptedHttpClient script;

 private:
  std::mutex mutex_;
};

std::string example(const std::string& name) {
  std::ifstream file(testing::fixtures_dir() + "/github/examples/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::optional<RepositoryFacts> facts_of(const HttpResponse& response) {
  ScriptedHttpClient http;
  http.on(there, response);
  return GithubRepository(http, api + "/", Secret("t0ken")).facts("cogpy/occ");
}

}  // namespace

TEST_CASE("GitHub's example of a repository is understood") {
  const auto facts = facts_of(json_reply(200, example("get__repo.200.default-response.json")));
  REQUIRE(facts);
  CHECK_FALSE(facts->archived);
  CHECK(facts->may_push == false);
  CHECK_FALSE(facts->scopes);
  CHECK_FALSE(facts->lacks_workflow_scope());
}

TEST_CASE("a classic token's scopes are read from the header, which may be empty") {
  const std::string body = R"({"archived": true})";
  const auto some = facts_of(json_reply(200, body, {{"x-oauth-scopes", "repo, workflow"}}));
  REQUIRE(some);
  CHECK(some->archived);
  CHECK_FALSE(some->may_push);
  CHECK(some->scopes == std::vector<std::string>{"repo", "workflow"});
  CHECK_FALSE(some->lacks_workflow_scope());
  const auto none = facts_of(json_reply(200, body, {{"x-oauth-scopes", ""}}));
  REQUIRE(none);
  CHECK(none->lacks_workflow_scope());
}

TEST_CASE("whatever is no answer is nothing, and is not asked for twice") {
  HttpResponse page;
  page.status = 200;
  page.headers = {{"content-type", "text/html"}};
  page.body = "<html>";
  CHECK_FALSE(facts_of(page));
  CHECK_FALSE(facts_of(json_reply(200, "{\"archived\": 1}")));
  CHECK_FALSE(facts_of(json_reply(200, "{")));
  for (const int status : {301, 401, 403, 404, 429, 500}) {
    CHECK_FALSE(facts_of(json_reply(status, "{}")));
  }
  ScriptedHttpClient http;
  http.on(there, connection_error());
  CHECK_FALSE(GithubRepository(http, api, Secret("t0ken")).facts("cogpy/occ"));
  CHECK(http.requests.size() == 1);
}

TEST_CASE("an interruption is no missing answer") {
  ScriptedHttpClient http;
  http.on(there, Error(ErrorKind::interrupted, "stop"));
  CHECK_THROWS_AS(GithubRepository(http, api, Secret("t0ken")).facts("cogpy/occ"), Error);
}

TEST_CASE("what a token may not ask of a branch is left out, the rest is kept") {
  OneByOne http;
  const std::string branch = "feature%2Fx";
  http.script.on(there + "/branches/" + branch, json_reply(200, R"({"protected": true})"));
  http.script.on(there + "/branches/" + branch + "/protection", json_reply(403, "{}"));
  http.script.on(there + "/rules/branches/" + branch + "?per_page=100",
                 json_reply(200, R"([{"type": "update"}])"));
  const BranchFacts facts =
      GithubRepository(http, api, Secret("t0ken")).branch("cogpy/occ", "feature/x");
  CHECK(facts.is_protected == true);
  CHECK_FALSE(facts.protection);
  CHECK(facts.rules == std::vector<BranchRule>{{"update", ""}});
}

TEST_CASE("a branch that does not exist yet is not protected") {
  OneByOne http;
  http.script.on(there + "/branches/main", json_reply(404, "{}"));
  http.script.on(there + "/branches/main/protection", json_reply(404, "{}"));
  http.script.on(there + "/rules/branches/main?per_page=100", json_reply(404, "{}"));
  const BranchFacts facts =
      GithubRepository(http, api, Secret("t0ken")).branch("cogpy/occ", "main");
  CHECK(facts.is_protected == false);
  CHECK_FALSE(facts.rules);
}
