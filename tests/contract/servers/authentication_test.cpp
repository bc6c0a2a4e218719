// What servers ask for before they let anybody in.
#include <algorithm>

#include "contract/servers/apache_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Directives that refuse everything with a 401 that has these fields.
std::string refuse_with(const std::string& challenges) {
  return "RewriteEngine on\nRewriteRule ^ - [R=401,L]\n" + challenges;
}

}  // namespace

TEST_CASE("Apache's Basic authentication takes the token, which is sent before it is asked for") {
  ApacheWorld world(ask_for_basic);
  world.grow(3, 4);
  world.run_synced();

  for (const ApacheRequest& request : world.apache.stop()) {
    INFO(request.method << " " << request.path);
    CHECK(request.status == 200);
    CHECK_THAT(request.authorization, StartsWith("Basic "));
  }
}

TEST_CASE("a token that Apache does not know ends with 6, and is told to be the cause") {
  ApacheWorld world(ask_for_basic);
  world.grow(1, 1);
  std::string side = "source";
  SECTION("of the source") {}
  SECTION("of the target") {
    side = "target";
  }
  world.inputs[side + "_token"] = "ghp_unknownTOKEN0123456789";

  run_untouched(world, error_ending(6, {"The " + side, "refuses the token", side + "_token"}));
}

TEST_CASE("without a token, a server that asks for one is said to") {
  ApacheWorld world(ask_for_basic);
  world.grow(1, 1);
  world.inputs["source_repo"] = world.apache.clone_url(source_name);
  world.inputs["source_token"] = "";

  run_untouched(world, error_ending(6, {"asks for a token", "Set source_token"}));
}

TEST_CASE("of several challenges in one 401 Basic is enough to blame the token") {
  ApacheWorld world(refuse_with(
      "Header always set WWW-Authenticate 'Negotiate, Digest realm=\"git, of all\", nonce=\"1\", "
      "Basic realm=\"git\"'\n"));
  world.grow(1, 1);

  run_untouched(world, error_ending(6, {"refuses the token", "is wrong, expired or revoked"}));
}

TEST_CASE("a server that takes nothing but Digest is said to want that, whatever the token") {
  ApacheWorld world(
      "<Location \"/\">\n  AuthType Digest\n  AuthName git\n  AuthUserFile "
      "${DIR}/source-users\n  Require valid-user\n</Location>\n");
  world.grow(1, 1);

  const Outcome outcome = run_untouched(world, error_ending(6, {"Digest"}));
  CHECK_THAT(outcome.log, !ContainsSubstring("is wrong, expired or revoked"));
}

TEST_CASE("a server that asks for Bearer is given the token as one") {
  const auto wants = [](const std::string& side, const std::string& token) {
    return "RewriteCond %{HTTP:Authorization} \"!^Bearer " + token + "$\"\nRewriteRule ^/" + side +
           "/ - [R=401,L]\n";
  };
  ApacheWorld world("RewriteEngine on\n" + wants("o9nn", source_token) +
                    wants("cogpy", target_token) +
                    "Header always set WWW-Authenticate 'Bearer realm=\"git\"' "
                    "\"expr=%{REQUEST_STATUS} == 401\"\n");
  world.grow(3, 2);
  world.run_synced();

  const std::vector<ApacheRequest> requests = world.apache.stop();
  const auto refused = std::count_if(requests.begin(), requests.end(),
                                     [](const auto& request) { return request.status == 401; });
  CHECK(refused <= 3);  // once for each service of each side: from then on it is known
}
