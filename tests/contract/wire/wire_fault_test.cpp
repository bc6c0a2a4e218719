// Connections cut at any point of any request of a run.
#include <algorithm>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// One request of a run: how a fault finds it again, and how much it moves.
struct Place {
  RequestMatch match;
  std::uint64_t answer = 0;  ///< raw bytes
  std::uint64_t body = 0;    ///< of the request
  std::string name() const {
    return match.service + " " + match.phase + " of " + match.repository + " no. " +
           std::to_string(match.skip + 1);
  }
};

/// Worlds alike, one fault each, run at the same time; used again round by round.
class Fleet {
 public:
  explicit Fleet(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      worlds_.push_back(std::make_unique<World>());
      worlds_.back()->grow(2, 2);
    }
    before_ = front().target_tip();
    tip_ = front().source_tip();
  }

  World& front() { return *worlds_.front(); }
  const std::string& tip() const { return tip_; }

  /// The requests of a run that nothing disturbs.
  std::vector<Place> places() {
    REQUIRE(front().run().status() == "synced");
    std::vector<Place> places;
    for (const RequestRecord& request : front().standin.requests()) {
      Place place;
      place.match.service = request.service;
      place.match.phase = request.phase;
      place.match.repository = request.repository;
      if (request.has_line("filter")) place.match.line = "filter";
      if (request.phase == "fetch" && !request.has_line("filter")) place.match.no_line = "filter";
      for (const Place& earlier : places) {
        if (earlier.match.service == request.service && earlier.match.phase == request.phase &&
            earlier.match.repository == request.repository &&
            earlier.match.line == place.match.line) {
          ++place.match.skip;
        }
      }
      place.answer = request.bytes_out;
      place.body = request.body_in;
      places.push_back(place);
    }
    return places;
  }

  /// Runs each fault in a world of its own.
  std::vector<Outcome> run(const std::vector<Fault>& faults) {
    REQUIRE(faults.size() == worlds_.size());
    for (std::size_t i = 0; i < worlds_.size(); ++i) {
      worlds_[i]->standin.clear_faults();
      worlds_[i]->target.branch("main", before_);
      worlds_[i]->standin.add_fault(faults[i]);
    }
    return run_together(worlds_);
  }

  /// Either everything has arrived or nothing has changed, and the repository is sound.
  void check_whole(std::size_t index, const Outcome& outcome) {
    World& world = *worlds_[index];
    CHECK(world.target_tip() == (outcome.exit_code == 0 ? tip_ : before_));
    CHECK(world.target.fsck().empty());
  }

 private:
  std::vector<std::unique_ptr<World>> worlds_;
  std::string before_;
  std::string tip_;
};

std::vector<std::uint64_t> cut_points(std::uint64_t size) {
  return {0, 1, 20, 200, size / 2, size - 1};
}

}  // namespace

TEST_CASE("an answer that is cut once, at any byte of any request, is survived") {
  Fleet fleet(6);
  for (const Place& place : fleet.places()) {
    std::vector<Fault> faults;
    for (const std::uint64_t point : cut_points(place.answer)) {
      faults.emplace_back();
      faults.back().match = place.match;
      faults.back().connection.cut_response_after = point;
    }
    const std::vector<Outcome> outcomes = fleet.run(faults);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      INFO(place.name() << " cut after byte " << *faults[i].connection.cut_response_after << " of "
                        << place.answer);
      INFO(outcomes[i].log);
      check_ending(outcomes[i], {"synced", 0, {}});
      fleet.check_whole(i, outcomes[i]);
    }
  }
}

TEST_CASE("a request that is cut once on its way, or reset, is survived") {
  Fleet fleet(6);
  for (const Place& place : fleet.places()) {
    if (place.body < 2) continue;
    std::vector<Fault> faults;
    for (const std::uint64_t point : cut_points(place.body)) {
      faults.emplace_back();
      faults.back().match = place.match;
      faults.back().connection.cut_request_after = std::min(point, place.body - 1);
      faults.back().connection.reset = point % 2 == 0;
    }
    const std::vector<Outcome> outcomes = fleet.run(faults);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      INFO(place.name() << " cut after byte " << *faults[i].connection.cut_request_after << " of "
                        << place.body);
      INFO(outcomes[i].log);
      check_ending(outcomes[i], {"synced", 0, {}});
      fleet.check_whole(i, outcomes[i]);
    }
  }
}

TEST_CASE("what is cut each time ends with 7 and an untouched target, or is not needed") {
  Fleet probe(1);
  const std::vector<Place> places = probe.places();
  Fleet fleet(places.size());
  std::vector<Fault> faults;
  for (const Place& place : places) {
    faults.emplace_back();
    faults.back().match = place.match;
    faults.back().match.count = 0;
    faults.back().connection.cut_response_after = place.answer * 2 / 3;
  }
  const std::vector<Outcome> outcomes = fleet.run(faults);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    INFO(places[i].name() << " cut each time");
    INFO(outcomes[i].log);
    // A push that is cut after the server took it, the look at it afterwards, and what is asked
    // of the target beforehand for advice alone, do no harm.
    const RequestMatch& cut = places[i].match;
    const bool of_target = cut.repository == target_name;
    const bool not_needed = cut.phase == "push" || (cut.phase == "ls-refs" && of_target) ||
                            (cut.service == "rest" && of_target);
    const Ending ending = not_needed ? Ending{"synced", 0, {}} : error_ending(7, {"was cut"});
    check_ending(outcomes[i], ending);
    fleet.check_whole(i, outcomes[i]);
  }
}

TEST_CASE("a push whose upload is cut each time ends with 7 and leaves the target as it was") {
  World world;
  world.grow(2, 2);
  Fault fault;
  fault.match.phase = "push";
  fault.match.count = 0;
  fault.connection.cut_request_after = 300;
  world.standin.add_fault(fault);

  run_untouched(world, error_ending(7, {"was cut"}));
  require_sound(world);
}

TEST_CASE("a large upload that is cut, on either side, changes nothing") {
  World world;
  world.grow(2, 0);
  world.source.bulk_commits("main", 24, 128U << 10);
  world.build(world.source_tip());
  Fault fault;
  fault.match.count = 0;
  SECTION("while the source sends") {
    fault.match.phase = "fetch";
    fault.match.no_line = "filter";  // not the question about history
    fault.connection.cut_response_after = 2U << 20;
  }
  SECTION("while the target receives") {
    fault.match.phase = "push";
    fault.connection.cut_request_after = 2U << 20;
  }
  world.standin.add_fault(fault);

  run_untouched(world, error_ending(7, {"was cut"}));
  require_sound(world);
}

TEST_CASE("two connections in a row that die under the push are survived") {
  World world;
  world.grow(2, 2);
  Fault dead;
  dead.match.phase = "push";
  dead.match.count = 2;
  SECTION("before anything of it was read") {
    dead.connection.cut_request_after = 0;
  }
  SECTION("in its middle") {
    dead.connection.cut_request_after = 300;
  }
  dead.connection.reset = true;
  world.standin.add_fault(dead);

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
}

TEST_CASE("a push that was taken is ours, although its connection died and it was sent again") {
  World world;
  world.grow(2, 2);
  const std::string before = world.target_tip();
  Fault silent;
  silent.match.phase = "push";
  silent.connection.cut_response_after = 0;
  world.standin.add_fault(silent);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(outcome.output("commits_synced") == "2");
  CHECK(outcome.output("target_sha_before") == before);
  CHECK(outcome.output("target_sha") == world.source_tip());
}
