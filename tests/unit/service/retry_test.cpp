#include "service/retry.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/fakes/fake_clock.h"
#include "support/fakes/scripted_http_client.h"

using namespace auto_sync;
using namespace auto_sync::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const std::chrono::system_clock::time_point new_year{seconds(1'767'225'600)};  // 2026-01-01

HttpRequest listing() {
  HttpRequest request;
  request.url = "https://api.example.test/repos/a/b";
  return request;
}

/// A try with a steady hand: the shortest back-offs.
HttpResponse send(ScriptedHttpClient& http, FakeClock& clock) {
  return send_with_retries(http, clock, listing(), [] { return 0.0; });
}

}  // namespace

TEST_CASE("an answer that is final is not asked for again") {
  const int status = GENERATE(200, 204, 301, 304, 400, 401, 403, 404, 410, 422);
  CAPTURE(status);
  ScriptedHttpClient http;
  FakeClock clock;
  http.then(json_reply(status, "{}"));
  CHECK(send(http, clock).status == status);
  CHECK(http.requests.size() == 1);
  CHECK(clock.slept.empty());
}

TEST_CASE("server errors and rate limits are tried four times, a little later each time") {
  const int status = GENERATE(429, 500, 502, 503, 504);
  CAPTURE(status);
  ScriptedHttpClient http;
  FakeClock clock;
  for (int i = 0; i < 4; ++i) http.then(json_reply(status, "{}"));
  CHECK(send(http, clock).status == status);
  CHECK(http.requests.size() == 4);
  CHECK(clock.slept == std::vector<milliseconds>{milliseconds(500), seconds(1), seconds(2)});
}

TEST_CASE("the first good answer ends the tries") {
  ScriptedHttpClient http;
  FakeClock clock;
  http.then(connection_error());
  http.then(json_reply(502, "<html>"));
  http.then(json_reply(200, "[]"));
  CHECK(send(http, clock).body == "[]");
  CHECK(http.requests.size() == 3);
}

TEST_CASE("a connection that never works is reported with the number of tries") {
  ScriptedHttpClient http;
  FakeClock clock;
  for (int i = 0; i < 4; ++i) http.then(connection_error());
  try {
    send(http, clock);
    FAIL("expected an Error");
  } catch (const Error& error) {
    CHECK_THAT(error.what(), EndsWith("(tried 4 times)"));
    CHECK(error.kind() == ErrorKind::remote);
    CHECK(error.transient());
  }
  CHECK(http.requests.size() == 4);
}

TEST_CASE("a single try that took all the time there was is not counted") {
  ScriptedHttpClient http;
  FakeClock clock;
  http.before_reply = [&] { clock.elapsed += retry_budget; };
  http.then(connection_error());
  try {
    send(http, clock);
    FAIL("expected an Error");
  } catch (const Error& error) {
    CHECK_THAT(error.what(), !ContainsSubstring("tried"));
  }
  CHECK(http.requests.size() == 1);
}

TEST_CASE("an error that a retry cannot cure is thrown at once, unchanged") {
  ScriptedHttpClient http;
  FakeClock clock;
  http.then(Error(ErrorKind::remote, "The certificate has expired"));
  try {
    send(http, clock);
    FAIL("expected an Error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "The certificate has expired");
  }
  CHECK(http.requests.size() == 1);
}

TEST_CASE("Retry-After is obeyed, in seconds and as a date") {
  const std::string after = GENERATE("7", "Thu, 01 Jan 2026 00:00:07 GMT");
  ScriptedHttpClient http;
  FakeClock clock;
  http.then(json_reply(503, "{}", {{"retry-after", after}}));
  http.then(json_reply(200, "{}"));
  CHECK(send(http, clock).status == 200);
  CHECK(clock.slept == std::vector<milliseconds>{seconds(7)});
}

TEST_CASE("a wait beyond the budget is refused at once, saying until when") {
  ScriptedHttpClient http;
  FakeClock clock;
  SECTION("Retry-After") {
    http.then(json_reply(429, "{}", {{"retry-after", "3600"}}));
  }
  SECTION("GitHub's primary rate limit") {
    http.then(json_reply(403, R"({"message":"API rate limit exceeded for 192.0.2.1."})",
                         {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1767229200"}}));
  }
  try {
    send(http, clock);
    FAIL("expected an Error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::remote);
    CHECK_THAT(error.what(), StartsWith("api.example.test limits how often"));
    CHECK_THAT(error.what(), ContainsSubstring("2026-01-01 01:00:00 UTC"));
    CHECK_FALSE(error.hint().empty());
  }
  CHECK(http.requests.size() == 1);
  CHECK(clock.slept.empty());
}

TEST_CASE("slow tries use up the budget too") {
  ScriptedHttpClient http;
  FakeClock clock;
  http.before_reply = [&] { clock.elapsed += seconds(20); };
  SECTION("of answers: the last one is returned") {
    for (int i = 0; i < 4; ++i) http.then(json_reply(500, "{}"));
    CHECK(send(http, clock).status == 500);
  }
  SECTION("of broken connections: the last error is thrown") {
    for (int i = 0; i < 4; ++i) http.then(connection_error());
    CHECK_THROWS_AS(send(http, clock), Error);
  }
  CHECK(http.requests.size() == 2);
}

TEST_CASE("a rate limit is told from a missing permission") {
  struct Case {
    HttpResponse response;
    bool limited;
  };
  const Case cases[] = {
      {json_reply(429, ""), true},
      {json_reply(403, R"({"message":"Resource not accessible by integration"})"), false},
      {json_reply(403, "{}", {{"x-ratelimit-remaining", "4999"}}), false},
      {json_reply(403, "{}", {{"x-ratelimit-remaining", "0"}}), true},
      {json_reply(403, "{}", {{"retry-after", "5"}}), true},
      {json_reply(403, "You have exceeded a secondary rate limit."), true},
      {json_reply(403, "You have triggered an abuse detection mechanism."), true},
      {json_reply(404, "rate limit"), false},
      {json_reply(200, "rate limit"), false},
  };
  for (const auto& [response, limited] : cases) {
    CAPTURE(response.status, response.body);
    CHECK(is_rate_limited(response) == limited);
  }
}

TEST_CASE("what the server asks for is read from its headers") {
  const auto wait = [](int status, const Headers& headers, const std::string& body = "") {
    return requested_wait(json_reply(status, body, headers), new_year);
  };
  CHECK(wait(503, {{"retry-after", " 12 "}}) == seconds(12));
  CHECK(wait(503, {{"retry-after", "Wed, 31 Dec 2025 23:00:00 GMT"}}) == seconds(0));
  CHECK(wait(503, {{"retry-after", "soon"}}) == std::nullopt);
  CHECK(wait(503, {{"retry-after", "-1"}}) == std::nullopt);
  CHECK(wait(503, {}) == std::nullopt);
  CHECK(wait(429, {}) == std::nullopt);
  CHECK(wait(429, {}, "You have exceeded a secondary rate limit") == seconds(60));
  CHECK(wait(429, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1767225605"}}) ==
        seconds(5));
  CHECK(wait(429, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "garbage"}}) ==
        std::nullopt);
  CHECK(wait(403, {{"retry-after", "2"}, {"x-ratelimit-remaining", "0"}}) == seconds(2));
  // A lying server cannot make the sums overflow.
  constexpr seconds longest(366L * 24 * 60 * 60);
  CHECK(wait(429, {{"retry-after", "9223372036854775807"}}) == longest);
  CHECK(wait(503, {{"retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"}}) == longest);
  CHECK(wait(503, {{"retry-after", "Fri, 01 Jan 1013 00:00:00 GMT"}}) == seconds(0));
}

TEST_CASE("jitter stretches the back-off to at most twice as much") {
  CHECK(back_off(1, 0) == milliseconds(500));
  CHECK(back_off(1, 0.5) == milliseconds(750));
  CHECK(back_off(3, 0) == seconds(2));
  CHECK(back_off(3, 0.999) < seconds(4));
  const double drawn = random_jitter();
  CHECK(drawn >= 0);
  CHECK(drawn < 1);
}

TEST_CASE("an impatient Retry-After is stretched to our own back-off") {
  const auto response = json_reply(503, "", {{"retry-after", "0"}});
  CHECK(retry_delay(response, 2, new_year, 0) == seconds(1));
  CHECK(retry_delay(response, max_tries, new_year, 0) == std::nullopt);
}
