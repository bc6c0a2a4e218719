// The same words in packets of other forms, as gitprotocol-common(5) leaves them to the server.
#include <algorithm>
#include <cctype>
#include <functional>

#include "contract/endings.h"
#include "support/catch.h"
#include "support/standin/pkt_text.h"

using namespace auto_sync::testing;

namespace {

/// The length of every packet in capitals; of a push's report also those of the packets within.
std::string with_capital_lengths(const std::string& body, bool is_report) {
  std::string changed;
  for (const PktLine& line : split_pkt_lines(body)) {
    std::string packet = line.special.empty() ? pkt_line(line.payload) : line.special;
    std::transform(packet.begin(), packet.begin() + 4, packet.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (is_report && line.payload.starts_with('\1')) {
      packet = packet.substr(0, 5) + with_capital_lengths(line.payload.substr(1), false);
    }
    changed += packet;
  }
  return changed;
}

/// Every byte of band 1 in a packet of its own.
std::string in_bytes(const std::string& body, bool banded_from_the_start) {
  std::vector<PktLine> lines;
  bool banded = banded_from_the_start;
  for (const PktLine& line : split_pkt_lines(body)) {
    if (!banded || !line.payload.starts_with('\1')) {
      lines.push_back(line);
    } else {
      for (const char byte : line.payload.substr(1)) {
        lines.push_back({"", {'\1', byte}});
      }
    }
    banded = banded || line.payload == "packfile\n";
  }
  return join_pkt_lines(lines);
}

/// Changes every answer of that phase, and counts in `changed` those that came out otherwise.
void change_answers(World& world, const std::string& phase, int& changed,
                    const std::function<std::string(const std::string&)>& change) {
  Fault fault;
  fault.match.phase = phase;
  fault.match.count = 0;
  fault.transform = [change, &changed](const std::string& body) {
    std::string other = change(body);
    if (other != body) ++changed;
    return other;
  };
  world.standin.add_fault(fault);
}

}  // namespace

TEST_CASE("packets whose lengths are in capitals are read like others") {
  World world;
  world.grow(3, 4);
  const std::string phase = GENERATE(as<std::string>{}, "listing", "ls-refs", "fetch", "push");
  CAPTURE(phase);
  int changed = 0;
  change_answers(world, phase, changed, [&](const std::string& body) {
    return with_capital_lengths(body, phase == "push");
  });

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(changed > 0);
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
}

TEST_CASE("answers in packets of one byte are read like others") {
  World world;
  world.grow(3, 4);
  const std::string phase = GENERATE(as<std::string>{}, "fetch", "push");
  CAPTURE(phase);
  int changed = 0;
  change_answers(world, phase, changed,
                 [&](const std::string& body) { return in_bytes(body, phase == "push"); });

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(changed > 0);
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
}
