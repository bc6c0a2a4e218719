// What servers take of a push: how large, in which form, in which version of HTTP.
#include <algorithm>

#include "contract/servers/apache_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// More than goes out with a Content-Length.
void grow_large(World& world) {
  world.grow(2, 0);
  world.source.bulk_commits("main", 10, 128U << 10);
  world.build(world.source_tip());
}

/// Refuses chunked requests with that status.
std::string refuse_chunked(int status) {
  return "RewriteEngine on\nRewriteCond %{HTTP:Transfer-Encoding} chunked\nRewriteRule ^ - [R=" +
         std::to_string(status) + ",L]\n";
}

std::vector<ApacheRequest> pushes(ApacheWorld& world) {
  std::vector<ApacheRequest> requests = world.apache.stop();
  std::erase_if(requests, [](const ApacheRequest& request) {
    return !request.path.ends_with("/git-receive-pack") || request.method != "POST";
  });
  return requests;
}

}  // namespace

TEST_CASE("a large push is taken chunked, and does not wait for leave to be sent") {
  ApacheWorld world;
  grow_large(world);
  world.run_synced();

  const std::vector<ApacheRequest> sent = pushes(world);
  REQUIRE(sent.size() == 1);
  CHECK(sent.front().transfer_encoding == "chunked");
  CHECK(sent.front().expect == "-");
}

TEST_CASE("a server that takes no chunked push is sent one with its length") {
  for (const int status : {411, 501, 505, 400, 417}) {
    DYNAMIC_SECTION(status) {
      ApacheWorld world(refuse_chunked(status));
      grow_large(world);
      world.run_synced({"HTTP " + std::to_string(status)});

      const std::vector<ApacheRequest> sent = pushes(world);
      REQUIRE(sent.size() >= 2);
      CHECK(sent.front().status == status);
      CHECK(sent.back().transfer_encoding == "-");
    }
  }
}

TEST_CASE("a push larger than Apache's limit ends with 7, the limit's name and what helps") {
  ApacheWorld world("<Location \"/cogpy/\">\n  LimitRequestBody 2000\n</Location>\n");
  SECTION("with its length") {
    world.grow(1, 0);
    world.source.bulk_commits("main", 1, 8000);
    world.build(world.source_tip());
  }
  SECTION("chunked") {
    grow_large(world);
  }

  const Outcome outcome =
      run_untouched(world, error_ending(7, {"HTTP 413", "LimitRequestBody", "in parts"}));
  CHECK_THAT(outcome.log, !ContainsSubstring("un the sync again"));
}

TEST_CASE("a server that speaks HTTP/1.0, and ends each answer by closing, is enough") {
  ApacheWorld world("SetEnvIf Request_URI ^ downgrade-1.0 force-response-1.0 nokeepalive\n" +
                    refuse_chunked(411));
  world.grow(3, 4);
  world.run_synced();
}

TEST_CASE("cookies that a server sets are not sent back") {
  ApacheWorld world("Header always set Set-Cookie \"session=0123; Path=/\"\n");
  world.grow(3, 4);
  world.run_synced();

  for (const ApacheRequest& request : world.apache.stop()) CHECK(request.cookie == "-");
}

TEST_CASE("twenty thousand branches and tags on each side are no hindrance") {
  ApacheWorld world;
  world.grow(3, 2);
  const std::string common = world.target_tip();
  std::string refs;  // written at once: git would make, and sync to the disk, a file for each
  for (const std::string_view kind : {"heads/topic/", "tags/v"}) {
    for (int number = 10'000; number < 20'000; ++number) {
      refs += common + " refs/" + std::string(kind) + std::to_string(number) + "\n";
    }
  }
  write_file(world.source.path() / "packed-refs", refs);
  write_file(world.target.path() / "packed-refs", refs);

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
  CHECK(world.target.refs().size() == 20'001);
}
