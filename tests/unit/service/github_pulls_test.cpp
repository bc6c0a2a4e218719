#include "service/github_pulls.h"

#include <fstream>
#include <sstream>

#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/fake_clock.h"
#include "support/fakes/scripted_http_client.h"
#include "support/places.h"

using namespace auto_sync;
using namespace auto_sync::test;

namespace {

const std::string repository = "cogpy/occ";
const std::string api = "https://api.example.test/repos/cogpy/occ/";

std::string fixture(const std::string& name) {
  std::ifstream file(testing::fixtures_dir() + "/github/examples/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Bench {
  ScriptedHttpClient http;
  FakeClock clock;
  GithubPulls pulls{
      http, clock, "https://api.example.test", Secret("ghp_target0123456789"), "target_token", [] {
        return 0.0;
      }};

  const HttpRequest& request() { return http.requests.back(); }
};

/// One of a list, in the shape of GitHub's example.
std::string pull_json(int number, const std::string& branch, const std::string& repo,
                      const std::string& state = "open") {
  return R"({"number":)" + std::to_string(number) + R"(,"state":")" + state +
         R"(","html_url":"https://x/pull/1","body":null,"merged_at":null,"head":{"ref":")" +
         branch + R"(","sha":"6dcb09b5b57875f334f61aebed695e2e4193db5e","repo":)" + repo +
         R"(},"base":{"ref":"main","repo":{"id":1}}})";
}

}  // namespace

TEST_CASE("pull requests are asked for by branch and base, closed ones too") {
  Bench bench;
  bench.http.then(
      json_reply(200, "[" + pull_json(5, "auto-sync/main", R"({"id":1})", "closed") + "]"));
  const auto found = bench.pulls.list(repository, "auto-sync/main", "main");
  CHECK(bench.request().url == api + "pulls?state=all&head=cogpy%3Aauto-sync%2Fmain&base=main");
  REQUIRE(found.size() == 1);
  CHECK(found[0].number == 5);
  CHECK_FALSE(found[0].open);
  CHECK(found[0].head == Oid::parse("6dcb09b5b57875f334f61aebed695e2e4193db5e"));
}

TEST_CASE("what a server lists beside what was asked for is passed over: other branches, forks") {
  Bench bench;
  bench.http.then(json_reply(200, "[" + pull_json(1, "other", R"({"id":1})") + "," +
                                      pull_json(2, "auto-sync/main", R"({"id":2})") + "," +
                                      pull_json(3, "auto-sync/main", "null") + "," +
                                      pull_json(4, "auto-sync/main", R"({"id":1})") + "]"));
  const auto found = bench.pulls.list(repository, "auto-sync/main", "main");
  REQUIRE(found.size() == 1);
  CHECK(found[0].number == 4);
}

TEST_CASE("GitHub's own example of a list is understood") {
  Bench bench;
  bench.http.then(json_reply(200, fixture("get__pulls.200.default.json")));
  const auto found = bench.pulls.list("octocat/Hello-World", "new-topic", "master");
  REQUIRE(found.size() == 1);
  CHECK(found[0].url == "https://github.com/octocat/Hello-World/pull/1347");
  CHECK(found[0].open);
}

TEST_CASE("a pull request is opened with title, body, head and base") {
  Bench bench;
  bench.http.then(json_reply(201, fixture("post__pulls.201.default.json")));
  const auto opened =
      bench.pulls.open(repository, {"T", "Body\n\"quoted\"", "auto-sync/main", "main"});
  REQUIRE(opened);
  CHECK(opened->number == 1347);
  CHECK(bench.request().method == "POST");
  const JsonView body = JsonView::parse(bench.request().body, "the body", false);
  CHECK(body["title"].string() == "T");
  CHECK(body["body"].string() == "Body\n\"quoted\"");
  CHECK(body["head"].string() == "auto-sync/main");
  CHECK(body["base"].string() == "main");
}

TEST_CASE("one that exists already is no error, and other refusals are told with their errors") {
  Bench bench;
  const auto refused = [](const std::string& words) {
    return json_reply(
        422, R"({"message":"Validation Failed","errors":[{"message":")" + words + R"("}]})");
  };
  bench.http.then(refused("A pull request already exists for cogpy:auto-sync/main."));
  CHECK_FALSE(bench.pulls.open(repository, {}));
  bench.http.then(refused("No commits between main and x"));
  CHECK_THROWS_WITH(bench.pulls.open(repository, {}),
                    ContainsSubstring("Validation Failed: No commits between main and x"));
}

TEST_CASE("opening is tried again after a rate limit only: else it may have happened") {
  Bench bench;
  SECTION("a rate limit") {
    bench.http.then(json_reply(429, "{}", {{"retry-after", "2"}}));
    bench.http.then(json_reply(201, fixture("post__pulls.201.default.json")));
    CHECK(bench.pulls.open(repository, {}));
    CHECK(bench.http.requests.size() == 2);
  }
  SECTION("a failing server") {
    bench.http.then(json_reply(502, "{}"));
    CHECK_THROWS_AS(bench.pulls.open(repository, {}), Error);
    CHECK(bench.http.requests.size() == 1);
  }
  SECTION("a cut connection") {
    bench.http.then(connection_error());
    CHECK_THROWS_AS(bench.pulls.open(repository, {}), Error);
    CHECK(bench.http.requests.size() == 1);
  }
}

TEST_CASE("a change that may be repeated is repeated") {
  Bench bench;
  bench.http.then(json_reply(502, "{}"));
  bench.http.then(json_reply(200, "{}"));
  bench.pulls.update(repository, 5, "T", "B");
  CHECK(bench.http.requests.size() == 2);
  CHECK(bench.request().method == "PATCH");
  CHECK(bench.request().url == api + "pulls/5");
}

TEST_CASE("a reviewer is a login, or a team by its slug") {
  Bench bench;
  bench.http.then(json_reply(201, "{}"));
  bench.pulls.ask_reviewer(repository, 5, "hubot");
  CHECK(JsonView::parse(bench.request().body, "", false)["reviewers"].at(0).string() == "hubot");
  bench.http.then(json_reply(201, "{}"));
  bench.pulls.ask_reviewer(repository, 5, "cogpy/maintainers");
  CHECK(JsonView::parse(bench.request().body, "", false)["team_reviewers"].at(0).string() ==
        "maintainers");
  CHECK(bench.request().url == api + "pulls/5/requested_reviewers");
}

TEST_CASE("those whom GitHub did not assign are named; case makes no difference") {
  Bench bench;
  bench.http.then(json_reply(201, R"({"assignees":[{"login":"Hubot"}]})"));
  CHECK(bench.pulls.assign(repository, 5, {"hubot", "nobody"}) ==
        std::vector<std::string>{"nobody"});
}

TEST_CASE("a refused write names the deed, the input and the permission") {
  Bench bench;
  bench.http.then(json_reply(403, R"({"message":"Resource not accessible by integration"})"));
  try {
    bench.pulls.open(repository, {});
    FAIL("expected an Error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::access);
    CHECK_THAT(error.what(),
               ContainsSubstring("let the token in target_token open a pull request"));
    CHECK_THAT(error.hint(), ContainsSubstring("pull requests: write"));
  }
}
