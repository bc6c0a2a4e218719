// What a sync costs on the wire, asserted from what the server saw.
#include <algorithm>
#include <chrono>
#include <future>
#include <latch>

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

namespace {

bool is_preflight(const RequestRecord& request) {
  return request.path.ends_with("/repos/" + target_name);
}

/// What was asked, without the question that preflight asks beside the history's.
std::vector<std::string> phases_of(World& world) {
  std::vector<std::string> phases;
  for (const RequestRecord& request : world.standin.requests()) {
    if (!is_preflight(request)) {
      phases.push_back(request.service == "rest" ? "rest" : request.phase);
    }
  }
  return phases;
}

bool asks_history(const RequestRecord& request) {
  return request.has_line("filter tree:0");
}

}  // namespace

TEST_CASE("one commit takes four rounds: survey, history and objects at once, push, proof") {
  World world;
  world.grow(3, 1);
  std::latch both_asked(2);  // neither is answered before both were asked
  Fault fetches;
  fetches.match.phase = "fetch";
  fetches.match.count = 2;
  fetches.before = [&] { both_asked.arrive_and_wait(); };
  world.standin.add_fault(fetches);

  CHECK(world.run().status() == "synced");
  const auto requests = world.standin.requests();
  CHECK(std::count_if(requests.begin(), requests.end(), is_preflight) == 1);
  std::vector<std::string> phases = phases_of(world);
  std::sort(phases.begin(), phases.begin() + 3);
  CHECK(phases == std::vector<std::string>{"listing", "ls-refs", "rest", "fetch", "fetch", "push",
                                           "ls-refs"});
}

TEST_CASE("many commits go in a whole pack, which is asked for while their history still arrives") {
  World world;
  world.source.bulk_commits("main", 130, 500);
  world.source.push_to(world.target.path().string(), {"main~120:refs/heads/main"});
  world.build(world.source_tip());
  std::promise<void> asked;
  std::future<void> whole_pack = asked.get_future();
  RequestMatch second;  // that is not for a thin pack: the first is for the history
  second.phase = "fetch";
  second.no_line = "thin-pack";
  second.skip = 1;
  world.standin.on_request(second, [&] { asked.set_value(); });
  bool in_time = false;
  Fault history;
  history.match.phase = "fetch";
  history.match.line = "filter tree:0";
  history.connection.hold_response_after = 2000;
  history.connection.hold = [&] {
    in_time = whole_pack.wait_for(std::chrono::seconds(60)) == std::future_status::ready;
  };
  world.standin.add_fault(history);

  CHECK(world.run().status() == "synced");
  std::vector<bool> thin;
  for (const RequestRecord& request : world.standin.requests()) {
    if (request.phase == "fetch" && !asks_history(request)) {
      thin.push_back(request.has_line("thin-pack"));
    }
  }
  CHECK(thin == std::vector<bool>{true, false});  // a thin one was begun, for a few commits
  CHECK(in_time);
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
}

TEST_CASE(
    "objects begun for a target that has diverged are given up before its files are looked at") {
  World world;
  world.grow(3, 1);
  world.target.commit("main", {{"theirs.txt", "theirs\n"}}, "their own");
  Fault endless;  // it ends only when the client closes the connection
  endless.match.phase = "fetch";
  endless.match.line = "thin-pack";
  endless.stall = true;
  world.standin.add_fault(endless);
  RequestMatch analysis;
  analysis.phase = "fetch";
  analysis.line = "filter blob:none";
  bool given_up = false;
  world.standin.on_request(analysis, [&] {
    world.standin.await_answer("fetch", 0);
    given_up = true;
  });

  CHECK(world.run().status() == "conflict");
  CHECK(given_up);
}

TEST_CASE("a dry run asks for commits and trees, but for no file") {
  World world;
  world.grow(3, 2);
  world.inputs["dry_run"] = "true";
  world.run();
  for (const RequestRecord& request : world.standin.requests()) {
    if (request.phase == "fetch") {
      CHECK((asks_history(request) || request.has_line("filter blob:none")));
    }
  }
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

TEST_CASE("a diverged target gets what it lacks, and not the whole repository once more") {
  World world;
  world.source.bulk_commits("main", 30, 50'000);
  world.source.push_to(world.target.path().string(), {"main:refs/heads/main"});
  world.grow(0, 1);
  world.target.commit("main", {{"theirs.txt", "theirs\n"}}, "their own");
  const auto [on_conflict, status] = GENERATE(table<std::string, std::string>(
      {{"force", "forced"}, {"merge", "merged"}, {"pull_request", "pull_request"}}));
  world.inputs["on_conflict"] = on_conflict;

  CHECK(world.run().status() == status);
  CHECK(sum(world.standin.requests(), "push", &RequestRecord::body_in) < 20'000);
  require_sound(world);
}

TEST_CASE("a new branch of a target goes on from the tags that it has") {
  World world;
  world.source.bulk_commits("main", 30, 50'000);
  world.source.run({"tag", "v1", "main"});
  world.source.push_to(world.target.path().string(), {"v1"});
  world.source.commit("main", {{"new.txt", "new\n"}}, "after the tag");
  world.build(world.source_tip());

  CHECK(world.run().status() == "synced");
  CHECK(world.target_tip() == world.source_tip());
  CHECK(sum(world.standin.requests(), "push", &RequestRecord::body_in) < 20'000);
  require_sound(world);
}
