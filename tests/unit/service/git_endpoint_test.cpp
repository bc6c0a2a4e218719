// How long, and how much, the questions to git servers and to the API may take.
#include "service/git_endpoint.h"

#include "service/github_api.h"
#include "service/smart_http_source.h"
#include "service/smart_http_target.h"
#include "support/catch.h"
#include "support/fakes/fake_clock.h"
#include "support/fakes/scripted_http_client.h"

using namespace auto_sync;
using namespace auto_sync::test;
using namespace std::chrono_literals;

namespace {

/// What a question looks like; whatever it is answered with ends it.
template <typename Ask>
HttpRequest asked_by(Ask ask) {
  ScriptedHttpClient http;
  FakeClock clock;
  http.then(json_reply(404, "{}"));
  CHECK_THROWS_AS(ask(http, clock), Error);
  REQUIRE(http.requests.size() == 1);
  return http.requests.front();
}

RepositoryAddress address() {
  return {"https://git.example.test/o/r.git", "https://git.example.test/o/r", {}};
}

}  // namespace

TEST_CASE("listings and API calls have a total time, and are read only as what they should be") {
  const HttpRequest target = asked_by([](HttpClient& http, Clock& clock) {
    SmartHttpTarget(http, clock, address(), Secret()).list();
  });
  CHECK(target.total_timeout == listing_timeout);
  CHECK(target.wanted_type == "application/x-git-receive-pack-advertisement");

  const HttpRequest source = asked_by([](HttpClient& http, Clock& clock) {
    SmartHttpSource(http, clock, address(), Secret(), {Side::source, "source"})
        .list({"refs/heads/main"});
  });
  CHECK(source.total_timeout == listing_timeout);
  CHECK(source.wanted_type == "application/x-git-upload-pack-advertisement");

  const HttpRequest api = asked_by([](HttpClient& http, Clock& clock) {
    GithubApi(http, clock, "https://api.example.test", Secret()).run("o/r", 5);
  });
  CHECK(api.total_timeout > 0s);
  CHECK(api.wanted_type == "json");
  CHECK(api.max_body == largest_rest_answer);
}

TEST_CASE("packs may take as long as they move") {
  ScriptedHttpClient http;
  FakeClock clock;
  const GitEndpoint endpoint(http, clock, address(), Secret(), "git-upload-pack",
                             {Side::source, "source"});
  CHECK(endpoint.post(true).total_timeout == 0s);
  CHECK(endpoint.post(true).slow_timeout > endpoint.post(true).stall_timeout);
}

namespace {

/// The Error that a listing for a push ends with, given these answers.
Error refusal_of(const std::vector<HttpResponse>& answers) {
  ScriptedHttpClient http;
  FakeClock clock;
  for (const HttpResponse& answer : answers) http.then(answer);
  try {
    SmartHttpTarget(http, clock, address(), Secret("token")).list();
  } catch (const Error& error) {
    CHECK(http.requests.size() == answers.size());
    return error;
  }
  FAIL("no error");
  return Error(ErrorKind::internal, "");
}

}  // namespace

TEST_CASE("every error status comes with what helps") {
  const int status = GENERATE(400, 405, 408, 409, 411, 413, 414, 418);
  CAPTURE(status);
  const Error error = refusal_of({json_reply(status, "{}")});
  CHECK(error.kind() == ErrorKind::remote);
  CHECK_THAT(error.what(), ContainsSubstring("(HTTP " + std::to_string(status) + ")"));
  CHECK_FALSE(error.hint().empty());
}

TEST_CASE("a push that is too large is told as a limit to raise, not as one to try again") {
  const Error error = refusal_of({json_reply(413, "{}")});
  CHECK_THAT(error.what(), ContainsSubstring("takes no push as large as this one"));
  CHECK_THAT(error.hint(), ContainsSubstring("client_max_body_size"));
  CHECK_THAT(error.hint(), ContainsSubstring("in parts"));
  CHECK_FALSE(error.transient());
}

TEST_CASE("403 for a push is a repository that is missing, where it cannot be read either") {
  const Error missing = refusal_of({json_reply(403, "{}"), json_reply(404, "{}")});
  CHECK_THAT(missing.what(), ContainsSubstring("does not exist, or this token may not see it"));
  CHECK(missing.kind() == ErrorKind::access);
  CHECK(missing.side() == Side::target);

  const Error weak = refusal_of({json_reply(403, "{}"), json_reply(200, "{}")});
  CHECK_THAT(weak.what(), ContainsSubstring("does not let this token write"));
}
