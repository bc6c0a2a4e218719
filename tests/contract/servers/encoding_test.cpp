// Servers that compress what nobody asked to be compressed, as RFC 9110 (12.5.3) lets them where a
// request says nothing of encodings.
#include "contract/servers/apache_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Compresses every answer to requests whose path matches, whatever they accept.
std::string compress(const std::string& path) {
  return "<LocationMatch \"" + path +
         "\">\n  SetOutputFilter DEFLATE\n  SetEnv force-gzip 1\n</LocationMatch>\n";
}

}  // namespace

TEST_CASE("answers that are compressed unasked are unpacked") {
  std::string what;
  SECTION("listings") {
    what = "/info/refs$";
  }
  SECTION("answers to fetches, packs among them") {
    what = "/git-upload-pack$";
  }
  SECTION("reports of pushes") {
    what = "/git-receive-pack$";
  }
  SECTION("everything") {
    what = ".";
  }
  ApacheWorld world(compress(what));
  world.grow(3, 4);
  world.source.bulk_commits("main", 3, 64U << 10);
  world.build(world.source_tip());

  world.run_synced();
}

TEST_CASE("what a refused push was told is read, compressed or not") {
  ApacheWorld world(compress("."));
  world.grow(2, 1);
  world.standin.install_hook(target_name, "pre-receive",
                             "echo 'No pushes on Fridays.' >&2\nexit 1\n");

  const Outcome outcome = world.run();
  check_ending(outcome, {"rejected", 5, {"No pushes on Fridays."}});
}

TEST_CASE("every request says which encodings it takes, and none waits for leave to send") {
  ApacheWorld world;
  world.grow(3, 4);
  world.run_synced();

  for (const ApacheRequest& request : world.apache.stop()) {
    INFO(request.method << " " << request.path);
    CHECK((request.accept_encoding == "identity" || request.accept_encoding == "gzip"));
    CHECK(request.expect == "-");
  }
}
