// The main job through nginx, with TLS of an authority of its own and HTTP/2.
#include <algorithm>

#include "contract/endings.h"
#include "contract/servers/nginx.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// A world behind nginx, git and REST alike, whose authority the run is told of.
struct NginxWorld : World {
  NginxWorld() : nginx(standin.url()) {
    environment["SSL_CERT_FILE"] = nginx.authority();
    environment["GITHUB_SERVER_URL"] = nginx.url();
    environment["GITHUB_API_URL"] = nginx.url() + "/api/v3";
  }

  Nginx nginx;
};

/// All questions came over HTTP/2, all pushes and what leads to them over HTTP/1.1.
void check_protocols(Nginx& nginx) {
  const std::vector<NginxRequest> requests = nginx.stop();
  CHECK(std::any_of(requests.begin(), requests.end(), [](const NginxRequest& request) {
    return request.path.ends_with("/git-upload-pack") && request.protocol == "HTTP/2.0";
  }));
  for (const NginxRequest& request : requests) {
    INFO(request.method << " " << request.path);
    const bool push = request.path.ends_with("/git-receive-pack");
    CHECK((!push || request.protocol == "HTTP/1.1"));
  }
}

}  // namespace

TEST_CASE("nginx, TLS, HTTP/2: a green build's commits are fast-forwarded to the target") {
  NginxWorld world;
  world.grow(3, 7);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(outcome.output("commits_synced") == "7");
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
  check_protocols(world.nginx);
}

TEST_CASE("nginx, TLS, HTTP/2: the first sync brings everything, large as it is") {
  NginxWorld world;
  world.grow(0, 3);
  world.source.bulk_commits("main", 20, 256U << 10);
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
  check_protocols(world.nginx);
}

TEST_CASE("nginx, TLS, HTTP/2: a forced sync keeps what it overwrites") {
  NginxWorld world;
  world.grow(3, 2);
  const std::string theirs =
      world.target.commit("main", {{"own.txt", "theirs\n"}}, "To be overwritten");
  world.inputs["force_sync"] = "true";

  const Outcome outcome = world.run();

  check_ending(outcome, {"forced", 0, {"refs/auto-sync/backup/main/"}});
  CHECK(world.target_tip() == world.source_tip());
  CHECK(world.target_tip(outcome.output("backup_ref")) == theirs);
  require_sound(world);
}

TEST_CASE("nginx, TLS, HTTP/2: a conflict is analysed, and nothing is pushed") {
  NginxWorld world;
  world.grow(3, 2);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "A fix made in the target");

  const Outcome outcome = run_untouched(world, {"conflict", 4, {}});
  CHECK_THAT(outcome.report, ContainsSubstring("A fix made in the target"));
}

TEST_CASE("nginx's own limit on a push is told, and what helps") {
  World world;
  const Nginx nginx(world.standin.url(), "client_max_body_size 64k;\n");
  world.grow(1, 0);
  world.source.bulk_commits("main", 10, 128U << 10);
  world.build(world.source_tip());
  world.environment["SSL_CERT_FILE"] = nginx.authority();
  world.environment["GITHUB_SERVER_URL"] = nginx.url();

  run_untouched(world, error_ending(7, {"HTTP 413", "client_max_body_size"}));
}

TEST_CASE("an authority that nobody named is not trusted, and the way to name it is told") {
  NginxWorld world;
  world.grow(1, 1);
  world.environment["SSL_CERT_FILE"] = "";

  run_untouched(world, error_ending(7, {"certificate is not trusted", "SSL_CERT_FILE"}));
}
