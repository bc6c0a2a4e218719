// A REST API that does not answer as it should: the gate then stays closed, whatever the reason.
#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

struct ApiAnswer {
  std::string name;
  int status;
  Headers headers;
  std::string body;
  int exit_code;
  std::vector<std::string> words;
};

Fault rest_fault(int status, const std::string& body, const Headers& headers = {},
                 unsigned count = 0) {
  Fault fault;
  fault.match.service = "rest";
  fault.match.count = count;
  fault.status = status;
  fault.headers = headers;
  fault.body = body;
  return fault;
}

std::string message(const std::string& text) {
  Json body = Json::object();
  body["message"] = text;
  return body.dump();
}

/// Of the gate: what preflight asks is about the target.
std::size_t rest_requests(World& world) {
  std::size_t count = 0;
  for (const RequestRecord& request : world.standin.requests()) {
    count += request.path.find("/repos/" + source_name) != std::string::npos;
  }
  return count;
}

void check_nothing_pushed(World& world) {
  for (const RequestRecord& request : world.standin.requests()) CHECK(request.phase != "push");
}

const Headers json_type = {{"Content-Type", "application/json; charset=utf-8"}};

}  // namespace

TEST_CASE("an API answer that is final ends the run at once and says what to do") {
  const std::vector<ApiAnswer> answers = {
      {"404", 404, {}, message("Not Found"), 6, {"HTTP 404", "Not Found", "actions: read"}},
      {"401",
       401,
       {},
       message("Bad credentials"),
       6,
       {"HTTP 401", "Bad credentials", "source_token"}},
      {"403 for a missing permission",
       403,
       {{"X-Accepted-GitHub-Permissions", "actions=read"}},
       message("Resource not accessible by personal access token"),
       6,
       {"HTTP 403", "Resource not accessible", "actions: read"}},
      {"403 of single sign-on",
       403,
       {{"X-GitHub-SSO", "required; url=https://github.com/orgs/o/sso"}},
       message("Resource protected by organization SAML enforcement."),
       6,
       {"SAML", "Configure SSO"}},
      {"429 that asks for an hour",
       429,
       {{"Retry-After", "3600"}},
       message("API rate limit exceeded"),
       7,
       {"HTTP 429", "longer than a run waits"}},
      {"a web page with 200",
       200,
       {},
       "<!DOCTYPE html><title>Log in</title>",
       7,
       {"text/html", "instead of JSON", "login page"}},
      {"a web page with 404", 404, {}, "<html>Not here</html>", 7, {"text/html", "api_url"}},
      {"JSON of another shape", 200, json_type, R"(["no", "run"])", 7, {"workflow run"}},
      {"JSON without a status", 200, json_type, R"({"id": 77, "path": "x"})", 7, {"workflow run"}},
      {"JSON that ends too early",
       200,
       json_type,
       R"({"id": 77, "status": "comp)",
       7,
       {"workflow run"}},
      {"nothing", 200, json_type, "", 7, {"workflow run"}},
      {"418", 418, {}, message("I'm a teapot"), 7, {"HTTP 418", "teapot"}},
  };
  World world;
  world.grow(1, 1);
  for (const ApiAnswer& answer : answers) {
    DYNAMIC_SECTION(answer.name) {
      world.standin.add_fault(rest_fault(answer.status, answer.body, answer.headers));
      run_untouched(world, error_ending(answer.exit_code, answer.words));
      CHECK(rest_requests(world) == 1);
      check_nothing_pushed(world);
    }
  }
}

TEST_CASE("an API that keeps failing is asked four times, then the run ends with 7") {
  World world;
  world.grow(1, 1);
  world.standin.add_fault(rest_fault(500, message("Server Error")));

  run_untouched(world, error_ending(7, {"HTTP 500", "Server Error", "try 4 of 4"}));
  CHECK(rest_requests(world) == 4);
}

TEST_CASE("an API that fails once, or says not so fast, is asked again and the sync goes on") {
  World world;
  world.grow(1, 1);
  SECTION("500") {
    world.standin.add_fault(rest_fault(500, message("Server Error"), {}, 1));
  }
  SECTION("429 with Retry-After") {
    world.standin.add_fault(rest_fault(429, message("Slow down"), {{"Retry-After", "1"}}, 1));
  }
  SECTION("403 of the secondary rate limit") {
    world.standin.add_fault(rest_fault(403, message("You have exceeded a secondary rate limit."),
                                       {{"Retry-After", "1"}}, 1));
  }
  SECTION("cut") {
    Fault fault;
    fault.match.service = "rest";
    fault.connection.cut_response_after = 300;
    world.standin.add_fault(fault);
  }

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"trying again", "try 2 of 4"}});
  CHECK(rest_requests(world) == 2);
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a build that the API does not know is no build, whatever the payload claims") {
  World world;
  world.grow(1, 1);
  world.standin.change(source_name, [](Repository& repository) { repository.runs.clear(); });

  run_untouched(world, error_ending(6, {"HTTP 404", "workflow run"}));
}

TEST_CASE("the API's redirect to another host is not followed, and carries no credentials there") {
  World world;
  world.grow(1, 1);
  const TempDir elsewhere;
  GithubStandin other(elsewhere.path());
  Fault fault = rest_fault(301, "", {});
  fault.redirect_to = other.url();
  world.standin.add_fault(fault);

  run_untouched(world, error_ending(7, {"redirects", other.url(), "api_url"}));
  CHECK(other.totals().requests == 0);
}

TEST_CASE("a repository that was renamed answers through its old name in the API too") {
  World world;
  world.grow(1, 1);
  world.standin.rename(source_name, "o9nn/occ-renamed");
  const std::string tip = world.source.rev_parse("main");

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"has moved to", "o9nn/occ-renamed"}});
  CHECK(world.target_tip() == tip);
}
