// Addresses that have moved, on the same server and to another.
#include <algorithm>

#include "contract/servers/apache_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Everything below /moved/ is at /cogpy/ now.
std::string moved(int status) {
  return "RedirectMatch " + std::to_string(status) + " ^/moved/(.*)$ /cogpy/$1\n";
}

}  // namespace

TEST_CASE("a listing that is redirected on the same server is followed, and the push goes there") {
  for (const int status : {301, 302, 303, 307, 308}) {
    DYNAMIC_SECTION(status) {
      ApacheWorld world(moved(status));
      world.grow(3, 2);
      world.inputs["target_repo"] = world.apache.clone_url("moved/occ");

      world.run_synced({"redirects to", "/cogpy/occ.git"});
      for (const ApacheRequest& request : world.apache.stop()) {
        INFO(request.method << " " << request.path);
        CHECK(request.path != "/moved/occ.git/git-receive-pack");
      }
    }
  }
}

TEST_CASE("a source that has moved on the same server is followed, however that is said") {
  for (const int status : {301, 302, 303, 307, 308}) {
    DYNAMIC_SECTION(status) {
      ApacheWorld world("RedirectMatch " + std::to_string(status) + " ^/former/(.*)$ /o9nn/$1\n");
      world.grow(3, 2);
      world.inputs["source_repo"] = world.apache.clone_url("former/occ");
      world.inputs["require_build"] = "false";

      world.run_synced({"redirects to", "/o9nn/occ.git"});
    }
  }
}

TEST_CASE("a listing that is redirected to another host is not followed, and nothing goes there") {
  ApacheWorld elsewhere;
  ApacheWorld world("RedirectMatch 301 ^/moved/(.*)$ " + elsewhere.apache.url() + "/cogpy/$1\n");
  world.grow(1, 1);
  world.inputs["target_repo"] = world.apache.clone_url("moved/occ");

  run_untouched(world, error_ending(7, {"redirects to another place", "HTTP 301",
                                        elsewhere.apache.clone_url(target_name)}));
  CHECK(elsewhere.apache.stop().empty());
}

TEST_CASE("a redirect on the same host that is not followed is not said to lead to another") {
  // In a circle: after five of them the next one is the answer.
  ApacheWorld world("RedirectMatch 302 ^/moved/(.*)$ /moved/$1\n");
  world.grow(1, 1);
  world.inputs["target_repo"] = world.apache.clone_url("moved/occ");

  const Outcome outcome = run_untouched(world, error_ending(7, {"HTTP 302"}));
  CHECK_THAT(outcome.log, !ContainsSubstring("another host"));
}

TEST_CASE("a push that is redirected is not sent on") {
  ApacheWorld world(
      "RedirectMatch 307 ^/cogpy/occ.git/git-receive-pack$ /other/git-receive-pack\n");
  world.grow(1, 1);

  const Outcome outcome = run_untouched(world, error_ending(7, {"HTTP 307"}));
  const std::vector<ApacheRequest> requests = world.apache.stop();
  CHECK(std::none_of(requests.begin(), requests.end(), [](const ApacheRequest& request) {
    return request.path.starts_with("/other/");
  }));
}
