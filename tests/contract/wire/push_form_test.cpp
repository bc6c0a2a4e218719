// Pushes as hosts want them: with a length, not thin, with what they advertise and nothing else.
#include <utility>

#include "contract/wire/requests.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Whether the target was listed between any two pushes, and before the first.
bool listed_before_each_push(World& world) {
  bool listed = false;
  for (const RequestRecord& request : world.standin.requests()) {
    if (request.repository != target_name) continue;
    if (request.phase == "push" && !std::exchange(listed, false)) return false;
    listed = listed || request.phase == "listing" || request.phase == "ls-refs";
  }
  return true;
}

void set_quirks(World& world, const Quirks& quirks) {
  world.standin.set_quirks(target_name, quirks);
}

}  // namespace

TEST_CASE("a server that takes no chunks gets a spooled push with Content-Length") {
  for (const int status : {411, 417, 501, 505}) {
    DYNAMIC_SECTION(status) {
      World world;
      grow_large(world);
      Fault fault = on_push(status, 0);
      fault.match.chunked_only = true;
      world.standin.add_fault(fault);

      check_synced(world, {"HTTP " + std::to_string(status)});
      const auto sent = pushes(world);
      REQUIRE(sent.size() == 2);
      CHECK(sent[0].chunked);
      CHECK(!sent[1].chunked);
    }
  }
}

TEST_CASE("400 for chunks, as for a thin pack, leads to every other form") {
  World world;
  grow_large(world);
  Fault fault = on_push(400, 0);
  fault.match.chunked_only = true;
  world.standin.add_fault(fault);

  check_synced(world, {"HTTP 400"});
  CHECK(!pushes(world).back().chunked);
}

TEST_CASE("a target that asks for patience before a push is given it, and the push once more") {
  World world;
  world.grow(1, 1);
  Fault busy = on_push(429);
  busy.headers = {{"Retry-After", "1"}};
  world.standin.add_fault(busy);

  check_synced(world, {"asks to be left alone for 1"});
  CHECK(pushes(world).size() == 2);
}

TEST_CASE("a target that asks for more patience than a run has is told, with the time") {
  World world;
  world.grow(1, 1);
  Fault busy = on_push(429, 0);
  busy.headers = {{"Retry-After", "3600"}};
  world.standin.add_fault(busy);

  run_untouched(world, error_ending(7, {"it asks us to wait until", "The target is unchanged"}));
  CHECK(pushes(world).size() == 1);
}

TEST_CASE("a push that ends in an ERR packet is told with the server's words, and not repeated") {
  World world;
  world.grow(1, 1);
  Fault fault = on_push();
  fault.err_packet = "the repository is moved to another disk";
  fault.after_body = true;
  world.standin.add_fault(fault);

  run_untouched(world, error_ending(7, {"\"the repository is moved to another disk\""}));
  CHECK(pushes(world).size() == 1);
}

TEST_CASE("408 and 504 lead to a look at the target, and then to a push with Content-Length") {
  for (const int status : {408, 504}) {
    DYNAMIC_SECTION(status) {
      World world;
      grow_large(world);
      world.standin.add_fault(on_push(status));

      check_synced(world, {"HTTP " + std::to_string(status)});
      const auto sent = pushes(world);
      REQUIRE(sent.size() == 2);
      CHECK(!sent[1].chunked);
      CHECK(requests_of(world, "ls-refs", target_name).size() >= 2);
    }
  }
}

TEST_CASE("a push whose body stalls is answered 408, and sent again from a file") {
  World world;
  grow_large(world);
  // Held when all that a push keeps back and one more packet have arrived, until it has stalled.
  Fault held;
  held.match.phase = "fetch";
  held.match.no_line = "filter";
  held.connection.hold_response_after = (1U << 20) + (160U << 10);
  held.connection.hold = [&] { world.standin.await_answer("push", 408); };
  world.standin.add_fault(held);
  Fault impatient = on_push();
  impatient.connection.body_stall = std::chrono::milliseconds(10);
  world.standin.add_fault(impatient);

  check_synced(world, {"HTTP 408"});
}

TEST_CASE("400, or an unpack error, leads to one push of the plain pack") {
  World world;
  world.grow(3, 3);
  SECTION("400") {
    world.standin.add_fault(on_push(400));
  }
  SECTION("an unpack error") {
    Fault corrupt;  // so that the server cannot unpack the first one
    corrupt.match.phase = "fetch";
    corrupt.match.no_line = "filter";
    corrupt.transform = [](std::string body) {
      body[body.size() - 40] = static_cast<char>(body[body.size() - 40] ^ 0x55);
      return body;
    };
    world.standin.add_fault(corrupt);
  }

  check_synced(world, {"sending it whole"});
  std::vector<bool> thin;
  for (const RequestRecord& fetch : requests_of(world, "fetch", source_name)) {
    if (!fetch.has_line("filter")) thin.push_back(fetch.has_line("thin-pack"));
  }
  CHECK(thin == std::vector<bool>{true, false});
}

TEST_CASE("400 in every form ends with 7, after one push in each") {
  World world;
  world.grow(1, 1);
  world.standin.add_fault(on_push(400, 0));

  run_untouched(world, error_ending(7, {"The target cogpy/occ answered with an error (HTTP 400)"}));
  CHECK(pushes(world).size() == 3);
}

TEST_CASE(
    "a push that was repeated once may still be wanted with its length, and as a plain pack") {
  World world;
  grow_large(world);
  world.standin.add_fault(on_push(502));
  Fault wants_length = on_push(411);
  wants_length.match.skip = 1;
  world.standin.add_fault(wants_length);
  Fault wants_whole = on_push(400);
  wants_whole.match.skip = 2;
  world.standin.add_fault(wants_whole);

  SECTION("which it then is") {
    check_synced(world, {"HTTP 411", "spooling it", "sending it whole"});
  }
  SECTION("but is not made a fifth time") {
    Fault fault = on_push(502, 0);
    fault.match.skip = 3;
    world.standin.add_fault(fault);
    run_untouched(world, error_ending(7, {"HTTP 502"}));
  }
  CHECK(pushes(world).size() == 4);
  CHECK(!pushes(world).back().chunked);
  CHECK(listed_before_each_push(world));
}

TEST_CASE("a push that is too large for the target ends with 7, the limit and the ways round it") {
  World world;
  world.grow(1, 1);
  world.standin.add_fault(on_push(413, 0));

  const Outcome outcome = run_untouched(
      world, error_ending(7, {"takes no push as large", "The target is unchanged", "in parts"}));
  CHECK_THAT(outcome.log, !ContainsSubstring("un the sync again"));
  CHECK(pushes(world).size() == 1);
}

TEST_CASE("a target that refuses the push itself with 403 ends with 6 and is not asked again") {
  World world;
  world.grow(1, 1);
  Fault fault = on_push(403, 0);
  fault.body = "Write access to repository not granted.\n";
  world.standin.add_fault(fault);

  run_untouched(world, error_ending(6, {"does not let this token write", "not granted"}));
  CHECK(pushes(world).size() == 1);
}

TEST_CASE("a target that advertises no-thin is sent the plain pack") {
  World world;
  world.grow(3, 3);
  Quirks quirks;
  quirks.add_capabilities = {"no-thin"};
  set_quirks(world, quirks);

  check_synced(world);
  CHECK(!requests_of(world, "fetch", source_name).back().has_line("thin-pack"));
}

TEST_CASE("atomic is refused before anything is sent where the server does not offer it") {
  World world;
  world.grow(2, 2);
  world.source.tag("v1", "main");
  world.inputs["atomic"] = "true";
  Quirks quirks;
  quirks.atomic = false;
  set_quirks(world, quirks);

  run_untouched(world, error_ending(2, {"offers no atomic pushes", "Leave out `atomic`"}));
  CHECK(pushes(world).empty());
}

TEST_CASE("only what is advertised is asked for, and every kind of report is understood") {
  World world;
  world.grow(2, 2);
  world.source.tag("v1", "main");
  Quirks quirks;
  std::string absent;
  SECTION("no report-status-v2") {
    absent = "report-status-v2";
  }
  SECTION("no side-band-64k") {
    absent = "side-band-64k";
  }
  SECTION("no ofs-delta") {
    absent = "ofs-delta";
  }
  SECTION("no quiet") {
    absent = "quiet";
  }
  quirks.drop_capabilities = {absent};
  set_quirks(world, quirks);

  check_synced(world);
  REQUIRE(pushes(world).size() == 1);
  CHECK(pushes(world).front().body.substr(0, 400).find(" " + absent + " ") == std::string::npos);
}

TEST_CASE("a server that never reports is believed only after a look at the target") {
  World world;
  world.grow(2, 2);
  Quirks quirks;
  quirks.drop_capabilities = {"report-status", "report-status-v2"};
  set_quirks(world, quirks);

  check_synced(world);
  CHECK(!requests_of(world, "ls-refs", target_name).empty());
}
