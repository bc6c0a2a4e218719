// What a sync costs on the wire, asserted from what the server saw.
#include <algorithm>

#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

std::uint64_t sum(const std::vector<RequestRecord>& requests, const std::string& phase,
                  std::uint64_t RequestRecord::*bytes) {
  std::uint64_t total = 0;
  for (const RequestRecord& request : requests) {
    if (request.phase == phase) total += request.*bytes;
  }
  return total;
}

}  // namespace

TEST_CASE("a fast-forward moves the thin pack twice, the history once, and next to nothing else") {
  World world;
  world.source.bulk_commits("main", 40, 20'000);
  world.source.push_to(world.target.path().string(), {"main~10:refs/heads/main"});
  world.build(world.source_tip());

  const Outcome outcome = world.run();
  const auto requests = world.standin.requests();

  CHECK(outcome.status() == "synced");
  const std::string thin_pack = world.source.run(
      {"pack-objects", "--revs", "--thin", "--stdout", "--delta-base-offset", "-q"},
      world.source_tip() + "\n^" + outcome.output("target_sha_before") + "\n");
  const std::string history =
      world.source.run({"pack-objects", "--revs", "--stdout", "--filter=tree:0", "-q"},
                       world.source_tip() + "\n^" + outcome.output("target_sha_before") + "\n");
  const std::uint64_t listings = sum(requests, "listing", &RequestRecord::body_out) +
                                 sum(requests, "ls-refs", &RequestRecord::body_out);
  std::uint64_t moved = 0;
  for (const RequestRecord& request : requests) {
    if (request.service != "rest") moved += request.body_in + request.body_out;
  }
  CHECK(moved <=
        1.02 * 2 * static_cast<double>(thin_pack.size()) + history.size() + listings + 8192);
  CHECK(moved >= 2 * static_cast<double>(thin_pack.size()) * 0.9);
}

TEST_CASE("one commit takes five rounds: survey, history, objects, push, proof") {
  World world;
  world.grow(3, 1);

  world.run();
  std::vector<std::string> phases;
  for (const RequestRecord& request : world.standin.requests()) {
    phases.push_back(request.service == "rest" ? "rest" : request.phase);
  }
  std::sort(phases.begin(), phases.begin() + 3);
  CHECK(phases == std::vector<std::string>{"listing", "ls-refs", "rest", "fetch", "fetch", "push",
                                           "ls-refs"});
}

TEST_CASE("connections are kept: no host is connected to more often than it is asked at once") {
  World world;
  world.grow(3, 1);

  world.run();

  CHECK(world.standin.totals().connections <= 4);
}

TEST_CASE("a pack of many megabytes is relayed whole, chunked") {
  World world;
  world.source.bulk_commits("main", 60, 1'000'000);
  world.source.push_to(world.target.path().string(), {"main~50:refs/heads/main"});
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(sum(world.standin.requests(), "push", &RequestRecord::body_in) > 45'000'000);
  for (const RequestRecord& request : world.standin.requests()) {
    if (request.phase == "push") CHECK(request.chunked);
  }
  require_sound(world);
}
