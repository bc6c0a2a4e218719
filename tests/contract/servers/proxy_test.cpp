// A proxy between the runner and the servers: it has a user and a password of its own.
#include <algorithm>

#include "contract/servers/apache_world.h"
#include "contract/servers/nginx.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// A forward proxy to anywhere on loopback, for whom `proxy-users` knows.
const std::string forward_proxy =
    "ProxyRequests On\nAllowCONNECT 1-65535\n<Proxy \"*\">\n  AuthType Basic\n  AuthName proxy\n"
    "  AuthUserFile ${DIR}/proxy-users\n  Require valid-user\n</Proxy>\n";

/// The URL of `proxy` with a user and a password in it.
std::string with_user(const Apache& proxy, const std::string& password = proxy_password) {
  return "http://" + proxy_user + ":" + password + "@" + proxy.url().substr(7);
}

void check_no_password(const Outcome& outcome) {
  CHECK(outcome.everything().find(proxy_password) == std::string::npos);
}

}  // namespace

TEST_CASE("http goes through a proxy that wants a password, given in http_proxy") {
  ApacheWorld world;
  const Apache proxy(repositories_of(world), forward_proxy);
  world.grow(3, 4);
  world.environment["http_proxy"] = with_user(proxy);

  check_no_password(world.run_synced());
  for (const ApacheRequest& request : world.apache.stop()) {
    INFO(request.method << " " << request.path);
    CHECK_THAT(request.authorization, StartsWith("Basic "));
  }
}

TEST_CASE("https goes through a proxy that wants a password, given in https_proxy") {
  World world;
  const Nginx nginx(world.standin.url());
  Apache proxy(repositories_of(world), forward_proxy);
  world.grow(3, 4);
  world.environment["SSL_CERT_FILE"] = nginx.authority();
  world.environment["GITHUB_SERVER_URL"] = nginx.url();
  world.environment["GITHUB_API_URL"] = nginx.url() + "/api/v3";
  world.environment["https_proxy"] = with_user(proxy);

  const Outcome outcome = world.run();
  check_ending(outcome, {"synced", 0, {}});
  check_no_password(outcome);
  CHECK(world.target_tip() == world.source_tip());
  const std::vector<ApacheRequest> requests = proxy.stop();
  REQUIRE(!requests.empty());
  for (const ApacheRequest& request : requests) {
    CHECK(request.method == "CONNECT");
    CHECK(request.authorization == "-");  // the token is none of the proxy's business
  }
}

TEST_CASE(
    "a proxy that refuses the password is told to, and neither repository nor token is blamed") {
  World world;
  const Nginx nginx(world.standin.url());
  const Apache proxy(repositories_of(world), forward_proxy);
  world.grow(1, 1);
  world.environment["SSL_CERT_FILE"] = nginx.authority();
  std::string server;
  SECTION("for http") {
    server = world.standin.url();
    world.environment["http_proxy"] = with_user(proxy, "wrongPASSWORD0123456789");
  }
  SECTION("for https") {
    server = nginx.url();
    world.environment["https_proxy"] = with_user(proxy, "wrongPASSWORD0123456789");
  }
  SECTION("that was not given at all") {
    server = nginx.url();
    world.environment["https_proxy"] = proxy.url();
  }
  world.environment["GITHUB_SERVER_URL"] = server;
  world.environment["GITHUB_API_URL"] = server + "/api/v3";

  const Outcome outcome =
      run_untouched(world, error_ending(7, {"proxy", "HTTP 407", "http://USER:PASSWORD@"}));
  CHECK_THAT(outcome.log, !ContainsSubstring("refuses the token"));
  CHECK_THAT(outcome.log, !ContainsSubstring("answered with an error"));
  CHECK_THAT(outcome.log, !ContainsSubstring("wrongPASSWORD"));
}

TEST_CASE("a proxy that lets nobody through to that host is told to") {
  World world;
  const Nginx nginx(world.standin.url());
  const Apache proxy(repositories_of(world),
                     "ProxyRequests On\nAllowCONNECT 443\n<Proxy \"*\">\n  Require all granted\n"
                     "</Proxy>\n");
  world.grow(1, 1);
  world.environment["SSL_CERT_FILE"] = nginx.authority();
  world.environment["GITHUB_SERVER_URL"] = nginx.url();
  world.environment["https_proxy"] = proxy.url();

  run_untouched(world, error_ending(7, {"proxy", "HTTP 403"}));
}
