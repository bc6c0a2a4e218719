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
using namespace std::string_literals;

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
  const int status = GENERATE(203, 204, 400, 405, 408, 409, 411, 413, 414, 417, 418, 431);
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

namespace {

/// An empty repository's listing for a push.
HttpResponse empty_listing() {
  HttpResponse response;
  response.status = 200;
  response.headers = {{"content-type", "application/x-git-receive-pack-advertisement"}};
  response.body =
      "001f# service=git-receive-pack\n0000"
      "003e0000000000000000000000000000000000000000 capabilities^{}\0\n"
      "0000"s;
  return response;
}

HttpResponse challenge(const std::string& scheme) {
  return json_reply(401, "{}", {{"www-authenticate", scheme + " realm=\"git\""}});
}

}  // namespace

TEST_CASE("a token is shown as Bearer where a server asks for that and nothing else") {
  ScriptedHttpClient http;
  FakeClock clock;
  http.then(challenge("Bearer"));
  http.then(empty_listing());
  http.then(empty_listing());
  SmartHttpTarget target(http, clock, address(), Secret("token"));
  CHECK(target.list().refs.empty());
  CHECK(target.list().refs.empty());
  REQUIRE(http.requests.size() == 3);
  CHECK_THAT(http.requests[0].authorization.reveal(), StartsWith("Basic "));
  CHECK(http.requests[1].authorization.reveal() == "Bearer token");
  CHECK(http.requests[2].authorization.reveal() == "Bearer token");
}

TEST_CASE("a token that is refused in either way is refused, after one try each") {
  const Error bearer = refusal_of({challenge("Bearer"), challenge("Bearer")});
  CHECK_THAT(bearer.what(), ContainsSubstring("refuses the token (HTTP 401)"));
  const Error basic = refusal_of({challenge("Basic")});
  CHECK_THAT(basic.what(), ContainsSubstring("refuses the token (HTTP 401)"));
}

TEST_CASE("a server that wants to be shown who asks in a way that no token can is told so") {
  const Error error = refusal_of({challenge("Digest")});
  CHECK(error.kind() == ErrorKind::access);
  CHECK_THAT(error.what(), ContainsSubstring("wants to be shown who asks as Digest"));
  CHECK_THAT(error.hint(), ContainsSubstring("`Basic`"));
}

TEST_CASE("a redirection within the host is not told as one to another") {
  const Error within = refusal_of({json_reply(300, "{}", {{"location", "/o/new.git"}})});
  CHECK_THAT(within.what(), ContainsSubstring("redirects to another place (HTTP 300): /o/new.git"));
  CHECK_THAT(within.hint(), StartsWith("It was not followed"));
  const Error beyond =
      refusal_of({json_reply(302, "{}", {{"location", "https://evil.test/o/new.git?token=x"}})});
  CHECK_THAT(beyond.what(), EndsWith("https://evil.test/o/new.git."));
  CHECK_THAT(beyond.hint(), StartsWith("Credentials are never taken to another host"));
}

TEST_CASE("an error names the request as the server does") {
  const Error error = refusal_of(
      {json_reply(403, "{}", {{"x-github-request-id", "C0:FFEE"}}), json_reply(200, "{}")});
  CHECK(error.request_id() == "X-GitHub-Request-Id: C0:FFEE");
  CHECK(error.about(Side::source).request_id() == error.request_id());
}

TEST_CASE("a listing that was cut off is asked for again") {
  ScriptedHttpClient http;
  FakeClock clock;
  HttpResponse cut = empty_listing();
  cut.body.resize(cut.body.size() - 4);
  http.then(cut);
  http.then(empty_listing());
  CHECK(SmartHttpTarget(http, clock, address(), Secret("token")).list().refs.empty());
  CHECK(http.requests.size() == 2);
}

TEST_CASE("a listing that is cut off each time is an error that says so, and how often") {
  HttpResponse cut = empty_listing();
  cut.body.resize(cut.body.size() - 4);
  const Error error = refusal_of({cut, cut, cut, cut});
  CHECK_THAT(error.what(), StartsWith("The target https://git.example.test/o/r: "));
  CHECK_THAT(error.what(), ContainsSubstring("was cut off"));
  CHECK_THAT(error.what(), EndsWith("(tried 4 times)"));
  CHECK(error.side() == Side::target);
}

TEST_CASE("a list that names another service than the one asked for is no list") {
  HttpResponse other = empty_listing();
  other.body.replace(4, 27, "# service=git-upload-packs\n");
  const Error error = refusal_of({other});
  CHECK_THAT(error.what(), ContainsSubstring("git-receive-pack was asked for"));
}
