// Servers whose pkt-lines are truncated, wrong or hostile, in every kind of answer.
#include <functional>

#include "contract/wire/requests.h"
#include "support/catch.h"
#include "support/standin/pkt_text.h"

using namespace auto_sync::testing;

namespace {

using Transform = std::function<std::string(std::string)>;

struct Lie {
  std::string name;
  Transform tell;
};

/// The first packets of an answer, then something else.
Transform after_first_packets(std::size_t count, const std::string& rest) {
  return [=](const std::string& body) {
    std::vector<PktLine> lines = split_pkt_lines(body);
    lines.resize(std::min(count, lines.size()));
    return join_pkt_lines(lines) + rest;
  };
}

std::vector<Lie> lies() {
  return {
      {"empty", [](const std::string&) { return std::string(); }},
      {"half of it", [](const std::string& body) { return body.substr(0, body.size() / 2); }},
      {"all but the last byte",
       [](const std::string& body) { return body.substr(0, body.size() - 1); }},
      {"all but the flush",
       [](const std::string& body) { return body.substr(0, body.size() - 4); }},
      {"a length that is no number", after_first_packets(1, "zzzz and so on")},
      {"a length of three", after_first_packets(1, "0003")},
      {"a length that promises more", after_first_packets(1, "fff0short")},
      {"an ERR packet",
       [](const std::string&) { return pkt_line("ERR access denied ::error::pwned\n"); }},
      {"an ERR packet in the middle", after_first_packets(1, pkt_line("ERR out of memory\n"))},
      {"a word that has no place",
       after_first_packets(1, pkt_line("\x1b[31mgibberish\n") + "0000")},
      {"more after the end", [](const std::string& body) { return body + pkt_line("more\n"); }},
      {"a response-end packet", after_first_packets(1, "0002")},
      {"zeros", [](const std::string& body) { return std::string(body.size(), '\0'); }},
      {"an id of the wrong length", after_first_packets(2, pkt_line("1234 refs/heads/main\n"))},
  };
}

Fault lie_at(const RequestMatch& where, const Transform& tell) {
  Fault fault;
  fault.match = where;
  fault.match.count = 0;
  fault.transform = tell;
  return fault;
}

/// Tells every lie, each time it is asked, in one of a run's answers: an error that names no side
/// it does not mean, and an untouched target.
void check_lies(const RequestMatch& where) {
  std::vector<std::unique_ptr<World>> worlds;
  std::vector<Refs> before;
  for (const Lie& lie : lies()) {
    worlds.push_back(std::make_unique<World>());
    worlds.back()->grow(1, 1);
    worlds.back()->standin.add_fault(lie_at(where, lie.tell));
    before.push_back(worlds.back()->target.refs());
  }
  const std::vector<Outcome> outcomes = run_together(worlds);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    INFO(lies()[i].name << "\n" << outcomes[i].log);
    check_ending(outcomes[i], error_ending(7, {"git server"}));
    CHECK(worlds[i]->target.refs() == before[i]);
    CHECK(outcomes[i].log.find("\n::error::pwned") == std::string::npos);
    CHECK(outcomes[i].log.find('\x1b') == std::string::npos);
  }
}

/// The question about history, and that for the objects.
RequestMatch at_history() {
  RequestMatch match = at(source_name, "fetch");
  match.line = "filter";
  return match;
}

RequestMatch at_objects() {
  RequestMatch match = at(source_name, "fetch");
  match.no_line = "filter";
  return match;
}

}  // namespace

TEST_CASE("a source that lies in its listing ends the run with 7") {
  check_lies(at(source_name, "ls-refs"));
}

TEST_CASE("a target that lies in its listing ends the run with 7") {
  check_lies(at(target_name, "listing"));
}

TEST_CASE("a source that lies about its history ends the run with 7") {
  check_lies(at_history());
}

TEST_CASE("a source that lies while it sends the objects ends the run with 7") {
  check_lies(at_objects());
}

TEST_CASE("a push report that says nothing of use is replaced by a look at the target") {
  std::vector<std::unique_ptr<World>> worlds;
  for (const Lie& lie : lies()) {
    worlds.push_back(std::make_unique<World>());
    worlds.back()->grow(1, 1);
    worlds.back()->standin.add_fault(lie_at(at(target_name, "push"), lie.tell));
  }
  const std::vector<Outcome> outcomes = run_together(worlds);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    INFO(lies()[i].name << "\n" << outcomes[i].log);
    check_ending(outcomes[i], {"synced", 0, {}});
    CHECK(worlds[i]->target_tip() == worlds[i]->source_tip());
  }
}

TEST_CASE("a source that gives up on band 3 in mid-pack is quoted, and nothing is pushed") {
  World world;
  world.grow(1, 1);
  Fault fault;
  fault.match = at_history();
  fault.match.count = 0;
  fault.band3 = "aborting due to possible repository corruption\n";
  SECTION("in the question about history") {
    fault.band3_after = 150;
  }
  SECTION("while the objects come") {
    fault.match = at_objects();
    fault.match.count = 0;
    fault.band3_after = 200;
  }
  world.standin.add_fault(fault);

  run_untouched(world,
                error_ending(7, {"gave up: aborting due to possible repository corruption"}));
  for (const RequestRecord& request : world.standin.requests()) CHECK(request.phase != "push");
}

TEST_CASE("a large pack that breaks off on band 3 while it is relayed changes nothing") {
  World world;
  world.grow(1, 0);
  world.source.bulk_commits("main", 24, 128U << 10);
  world.build(world.source_tip());
  Fault fault;
  fault.match = at_objects();
  fault.match.count = 0;
  fault.band3 = "pack-objects died of signal 9\n";
  fault.band3_after = 2U << 20;
  world.standin.add_fault(fault);

  run_untouched(world, error_ending(7, {"pack-objects died of signal 9"}));
  require_sound(world);
}

TEST_CASE("a pack whose bytes were changed on the way is refused by the target, and told") {
  World world;
  world.grow(1, 1);
  world.standin.add_fault(lie_at(at_objects(), [](std::string body) {
    body[body.size() - 40] = static_cast<char>(body[body.size() - 40] ^ 0x55);
    return body;
  }));

  run_untouched(world, {"rejected", 5, {"unpack failed"}});
  require_sound(world);
}

TEST_CASE("an ERR packet inside a 200 is quoted with the side that sent it") {
  World world;
  world.grow(1, 1);
  Fault fault;
  fault.match.count = 0;
  fault.err_packet = "Repository temporarily unavailable.";
  SECTION("the source") {
    fault.match.repository = source_name;
    world.standin.add_fault(fault);
    run_untouched(world, error_ending(7, {"source", "Repository temporarily unavailable."}));
  }
  SECTION("the target") {
    fault.match.repository = target_name;
    world.standin.add_fault(fault);
    run_untouched(world, error_ending(7, {"target", "Repository temporarily unavailable."}));
  }
}
