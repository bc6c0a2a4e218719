#include "service/github_api.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/github_refusal.h"
#include "support/catch.h"
#include "support/fakes/fake_clock.h"
#include "support/fakes/run_json.h"
#include "support/fakes/scripted_http_client.h"
#include "support/places.h"

using namespace auto_sync;
using namespace auto_sync::test;

namespace {

const std::string token = "ghp_standinSOURCE0123456789";
const std::string api = "https://api.example.test";
const std::string repository = "o9nn/occ";

std::string fixture(const std::string& name) {
  std::ifstream file(testing::fixtures_dir() + "/github/examples/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Bench {
  ScriptedHttpClient http;
  FakeClock clock;

  GithubApi github(const std::string& with_token = token, const std::string& url = api) {
    return {http, clock, url, Secret(with_token), "source_token", [] { return 0.0; }};
  }
  /// The error that one answer to "tell me about run 5" leads to.
  Error refusal(const HttpResponse& response, const std::string& with_token = token) {
    for (int i = 0; i < max_tries; ++i) http.then(response);
    try {
      github(with_token).run(repository, 5);
    } catch (const Error& error) {
      return error;
    }
    FAIL("expected an Error");
    throw std::logic_error("unreachable");
  }
};

std::string header(const HttpRequest& request, const std::string& name) {
  const auto found = std::find_if(request.headers.begin(), request.headers.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == request.headers.end() ? "" : found->second;
}

HttpResponse html(int status) {
  HttpResponse response;
  response.status = status;
  response.headers = {{"content-type", "text/html; charset=utf-8"}};
  response.body = "<!DOCTYPE html><title>Sign in</title>";
  return response;
}

HttpResponse message(int status, const std::string& text, Headers headers = {}) {
  return json_reply(status, R"({"message":")" + text + R"("})", std::move(headers));
}

}  // namespace

TEST_CASE("a run is asked for with GitHub's headers and the token as Bearer") {
  Bench bench;
  bench.http.then(json_reply(200, fixture("get__actions_runs_run_id.200.default.json")));
  const BuildRun run = bench.github().run(repository, 30433642);
  CHECK(run.run_number == 562);
  CHECK(run.path == ".github/workflows/build.yml");

  REQUIRE(bench.http.requests.size() == 1);
  const HttpRequest& request = bench.http.requests.front();
  CHECK(request.method == "GET");
  CHECK(request.url == api + "/repos/o9nn/occ/actions/runs/30433642");
  CHECK(request.authorization.reveal() == "Bearer " + token);
  CHECK(header(request, "Accept") == "application/vnd.github+json");
  CHECK(header(request, "X-GitHub-Api-Version") == "2022-11-28");
  CHECK_THAT(header(request, "User-Agent"), StartsWith("auto-sync/"));
  for (const auto& [name, value] : request.headers) CHECK(value.find(token) == std::string::npos);
}

TEST_CASE("without a token nothing is sent in its place") {
  Bench bench;
  bench.http.then(json_reply(200, fixture("get__actions_runs_run_id.200.default.json")));
  bench.github("").run(repository, 1);
  CHECK(bench.http.requests.front().authorization.empty());
}

TEST_CASE("an api_url may have a path and a slash at its end") {
  Bench bench;
  bench.http.then(json_reply(200, fixture("get__actions_runs_run_id.200.default.json")));
  bench.github(token, "https://ghes.example.test/api/v3/").run(repository, 1);
  CHECK(bench.http.urls().front() ==
        "https://ghes.example.test/api/v3/repos/o9nn/occ/actions/runs/1");
}

TEST_CASE("runs of a workflow are asked for with the filters that are set, encoded") {
  Bench bench;
  bench.http.then(
      json_reply(200, fixture("get__actions_workflows_workflow_id_runs.200.default.json")));
  RunQuery query;
  query.branch = "feature/a b";
  query.status = "success";
  query.per_page = 5;
  const auto page = bench.github().runs(repository, "odd/name.yml", query);
  REQUIRE(page);
  CHECK(page->runs.size() == 1);
  CHECK_FALSE(page->more);
  CHECK(bench.http.urls().front() ==
        api +
            "/repos/o9nn/occ/actions/workflows/odd%2Fname.yml/runs?per_page=5&page=1"
            "&branch=feature%2Fa%20b&status=success");
}

TEST_CASE("a page of runs says whether there are more") {
  Bench bench;
  bench.http.then(json_reply(
      200, runs_json({}),
      {{"link", "<https://api.example.test/x?page=2>; rel=\"next\", <https://y>; rel=\"last\""}}));
  CHECK(bench.github().runs(repository, "7", {})->more);
}

TEST_CASE("a workflow that is not there has no runs, not even none") {
  Bench bench;
  bench.http.then(message(404, "Not Found"));
  CHECK_FALSE(bench.github().runs(repository, "gone.yml", {}));
}

TEST_CASE("a 404 page that is not the API's is no missing workflow") {
  Bench bench;
  bench.http.then(html(404));
  CHECK_THROWS_WITH(bench.github().runs(repository, "gone.yml", {}),
                    ContainsSubstring("instead of JSON"));
}

TEST_CASE("all pages of workflows are read, from our own host whatever the links say") {
  Bench bench;
  const std::string url = api + "/repos/o9nn/occ/actions/workflows?per_page=100&page=";
  const Headers next{{"link", "<https://evil.example.test/steal?page=2>; rel=\"next\""}};
  bench.http.on(url + "1", json_reply(200, workflows_json({{1, "A", "a.yml", "active"}}), next));
  bench.http.on(url + "2", json_reply(200, workflows_json({{2, "B", "b.yml", "active"}}), next));
  bench.http.on(url + "3", json_reply(200, workflows_json({{3, "C", "c.yml", "active"}})));
  const auto workflows = bench.github().workflows(repository);
  REQUIRE(workflows.size() == 3);
  CHECK(workflows[2].name == "C");
  CHECK(bench.http.requests.size() == 3);
}

TEST_CASE("a list of workflows without end is read to a thousand") {
  Bench bench;
  const Headers next{{"link", "<x>; rel=\"next\""}};
  for (int i = 0; i < 11; ++i) bench.http.then(json_reply(200, workflows_json({}), next));
  CHECK(bench.github().workflows(repository).empty());
  CHECK(bench.http.requests.size() == 10);
}

TEST_CASE("401 names the input whose token is wrong, and never the token") {
  Bench bench;
  const Error error = bench.refusal(message(401, "Bad credentials"));
  CHECK(error.kind() == ErrorKind::access);
  CHECK_THAT(error.what(), ContainsSubstring("source_token"));
  CHECK_THAT(error.what(), ContainsSubstring("Bad credentials"));
  CHECK_THAT(error.hint(), ContainsSubstring("expired"));
  CHECK((error.what() + error.hint()).find(token) == std::string::npos);
}

TEST_CASE("401 without a token asks for one") {
  Bench bench;
  const Error error = bench.refusal(message(401, "Requires authentication"), "");
  CHECK(error.kind() == ErrorKind::access);
  CHECK(error.hint() == "Set source_token.");
}

TEST_CASE("a missing permission is named as GitHub names it") {
  Bench bench;
  const Error error = bench.refusal(message(403, "Resource not accessible by personal access token",
                                            {{"x-accepted-github-permissions", "actions=read"}}));
  CHECK(error.kind() == ErrorKind::access);
  CHECK_THAT(error.what(), ContainsSubstring("Resource not accessible"));
  CHECK_THAT(error.hint(), ContainsSubstring("actions: read"));
  CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("a missing permission is guessed where GitHub does not name it") {
  Bench bench;
  const Error error = bench.refusal(message(403, "Resource not accessible by integration"));
  CHECK_THAT(error.hint(), ContainsSubstring("actions: read"));
}

TEST_CASE("another 403 is told in the server's words") {
  Bench bench;
  const Error error = bench.refusal(message(403, "Repository access blocked"));
  CHECK(error.kind() == ErrorKind::access);
  CHECK_THAT(error.what(), ContainsSubstring("Repository access blocked"));
}

TEST_CASE("a token without single sign-on is to be authorised") {
  Bench bench;
  HttpResponse response;
  SECTION("by header") {
    response = message(403, "Forbidden", {{"x-github-sso", "required; url=https://x"}});
  }
  SECTION("by message") {
    response = message(403, "Resource protected by organization SAML enforcement.");
  }
  const Error error = bench.refusal(response);
  CHECK(error.kind() == ErrorKind::access);
  CHECK_THAT(error.what(), ContainsSubstring("SAML single sign-on"));
  CHECK_THAT(error.hint(), ContainsSubstring("Configure SSO"));
}

TEST_CASE("404 is absent or no access, and both are said") {
  Bench bench;
  const Error error = bench.refusal(message(404, "Not Found"));
  CHECK(error.kind() == ErrorKind::access);
  CHECK_THAT(error.what(), StartsWith("workflow run 5 of o9nn/occ was not found"));
  CHECK_THAT(error.what(), ContainsSubstring("does not exist, or the token in source_token"));
}

TEST_CASE("a rate limit says until when") {
  Bench bench;
  const Error error = bench.refusal(
      message(429, "Too many requests", {{"retry-after", "1"}}));  // obeyed four times, in vain
  CHECK(bench.http.requests.size() == 4);
  CHECK(error.kind() == ErrorKind::remote);
  CHECK_THAT(error.what(), ContainsSubstring("limits how often"));
  CHECK_THAT(error.what(), ContainsSubstring("until 2026-01-01 00:00:0"));
}

TEST_CASE("an exhausted rate limit is not waited for") {
  Bench bench;
  const Error error =
      bench.refusal(message(403, "API rate limit exceeded",
                            {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1767229200"}}),
                    "");
  CHECK(bench.http.requests.size() == 1);
  CHECK(error.kind() == ErrorKind::remote);
  CHECK_THAT(error.what(), ContainsSubstring("2026-01-01 01:00:00 UTC"));
}

TEST_CASE("a failing server is told so after four tries") {
  Bench bench;
  const Error error = bench.refusal(GENERATE(html(502), message(500, "Server Error")));
  CHECK(error.kind() == ErrorKind::remote);
  CHECK(error.transient());
  CHECK_THAT(error.what(), StartsWith(api + " failed to tell about workflow run 5"));
  CHECK(bench.http.requests.size() == 4);
}

TEST_CASE("a web page instead of JSON points to proxy, login page and api_url") {
  Bench bench;
  const Error error = bench.refusal(html(GENERATE(200, 403, 404, 407)));
  CHECK(error.kind() == ErrorKind::remote);
  CHECK_THAT(error.what(), ContainsSubstring("text/html; charset=utf-8 instead of JSON"));
  CHECK_THAT(error.hint(), ContainsSubstring("api_url"));
  CHECK((error.what() + error.hint()).find("DOCTYPE") == std::string::npos);
}

TEST_CASE("a redirect to another host is reported, not followed") {
  Bench bench;
  const Error error =
      bench.refusal(json_reply(302, "", {{"location", "https://evil.example.test/x"}}));
  CHECK(error.kind() == ErrorKind::remote);
  CHECK_THAT(error.what(), ContainsSubstring("evil.example.test"));
  CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("an answer of the wrong shape is refused by the field's name") {
  Bench bench;
  bench.http.then(json_reply(200, R"({"id":"five"})"));
  CHECK_THROWS_WITH(bench.github().run(repository, 5),
                    ContainsSubstring("workflow run 5 of o9nn/occ: id: expected a whole number"));
  bench.http.then(json_reply(200, R"({"workflows":{}})"));
  CHECK_THROWS_WITH(bench.github().workflows(repository),
                    ContainsSubstring("workflows: expected an array"));
  bench.http.then(json_reply(200, "[]"));
  CHECK_THROWS_WITH(bench.github().runs(repository, "7", {}),
                    ContainsSubstring("workflow_runs: expected an array"));
  bench.http.then(json_reply(200, "{\"workflow_runs\": [{"));
  CHECK_THROWS_WITH(bench.github().runs(repository, "7", {}), ContainsSubstring("not valid JSON"));
}

TEST_CASE("a server's message is shortened and kept on one line") {
  Bench bench;
  const Error error =
      bench.refusal(message(404, R"(x\n::error::gotcha\u001b[2J)" + std::string(5000, 'y')));
  const std::string text = error.what();
  CHECK(text.find('\n') == std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.size() < 600);
}

TEST_CASE("permissions are put into words") {
  CHECK(permissions_in_words("").empty());
  CHECK(permissions_in_words("actions=read") == "actions: read");
  CHECK(permissions_in_words("contents=write,workflows=write; pull_requests=write") ==
        "contents: write and workflows: write, or pull requests: write");
}
