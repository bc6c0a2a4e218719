// A server, or a proxy before it, that repeats the credentials it was sent. World::run() requires
// of every run that no eight bytes in a row of a token are in log, summary, outputs or reports;
// what is checked here is that the words were shown at all.
#include <functional>

#include "base/base64.h"
#include "contract/endings.h"
#include "support/catch.h"
#include "support/standin/pkt_text.h"

using namespace auto_sync::testing;

namespace {

std::string basic(const std::string& token) {
  return auto_sync::base64_encode("x-access-token:" + token);
}

/// The text, shifted by `offset` bytes and repeated until it surely lies across every cut: what
/// servers say is cut after 80, 200, 300 or 500 bytes, and once more where it is rendered.
std::string across_cuts(const std::string& text, std::size_t offset) {
  std::string all = "you sent " + std::string(offset, '.');
  while (all.size() < 1'200) all += text + " ";
  return all;
}

/// Runs with this fault, as often as it is met; checks that what it says was told, without the
/// token.
void run_with(World& world, Fault fault) {
  fault.match.count = 0;
  world.standin.clear_faults();
  world.standin.add_fault(std::move(fault));
  const Outcome outcome = world.run();
  CHECK_THAT(outcome.log, ContainsSubstring("you sent "));
  CHECK_THAT(outcome.log, ContainsSubstring("***"));
  CHECK_THAT(outcome.report, ContainsSubstring("***"));
  CHECK_THAT(outcome.summary, ContainsSubstring("***"));
}

/// A fault of a git request; `phase` as in RequestMatch.
Fault at(const std::string& repository, const std::string& phase) {
  Fault fault;
  fault.match.repository = repository;
  fault.match.phase = phase;
  return fault;
}

/// An answer of receive-pack: these payloads, each in a packet of its own.
std::function<std::string(std::string)> packets(std::vector<std::string> payloads) {
  return [payloads = std::move(payloads)](const std::string&) {
    std::string out;
    for (const std::string& payload : payloads) out += pkt_line(payload);
    return out + "0000";
  };
}

}  // namespace

TEST_CASE("a page that repeats the token, wherever it is cut, shows nothing of it") {
  World world;
  world.grow(1, 1);
  for (const std::string& form : {target_token, basic(target_token)}) {
    for (std::size_t offset = 0; offset <= form.size(); ++offset) {
      Fault fault = at(target_name, "listing");
      fault.status = 403;
      fault.body = across_cuts(form, offset);
      run_with(world, fault);
    }
  }
}

TEST_CASE(
    "a refusal by the REST API that repeats the token, wherever it is cut, shows nothing of it") {
  World world;
  world.grow(1, 1);
  std::string escaped = source_token;
  escaped.replace(0, 1, "\\u0067");  // what JSON makes a `g` of again
  for (const std::string& form : {source_token, basic(source_token), escaped}) {
    for (std::size_t offset = 0; offset <= form.size(); offset += 3) {
      Fault fault;
      fault.match.service = "rest";
      fault.status = 403;
      fault.body = "{\"message\": \"" + across_cuts(form, offset) + "\"}";
      run_with(world, fault);
    }
  }
}

TEST_CASE("a header that repeats the token, wherever it is cut, shows nothing of it") {
  World world;
  world.grow(1, 1);
  for (std::size_t offset = 0; offset <= target_token.size(); offset += 3) {
    Fault type = at(target_name, "listing");
    type.status = 200;
    type.headers = {{"Content-Type", across_cuts(target_token, offset)}};
    run_with(world, type);
    Fault redirect = at(target_name, "listing");
    redirect.status = 302;
    redirect.headers = {
        {"Location", "https://git.example.org/you sent " + across_cuts(target_token, offset)}};
    run_with(world, redirect);
  }
}

TEST_CASE("words of a push that repeat the token, wherever they are cut, show nothing of it") {
  World world;
  world.grow(1, 1);
  for (std::size_t offset = 0; offset <= target_token.size(); offset += 3) {
    const std::string words = across_cuts(target_token, offset);
    Fault reason = at(target_name, "push");
    reason.ng_reason = words;
    world.standin.refuse_pushes(target_name, {"refs/heads/main", "", "declined"});
    run_with(world, reason);
    Fault fatal = at(source_name, "fetch");
    fatal.band3 = words;
    run_with(world, fatal);
    Fault error = at(source_name, "ls-refs");
    error.err_packet = words;
    run_with(world, error);
  }
}

TEST_CASE("a token that comes in two packets shows nothing of itself") {
  World world;
  world.grow(1, 1);
  world.standin.refuse_pushes(target_name, {"refs/heads/main", "", "declined"});
  const std::string report =
      pkt_line("unpack ok\n") + pkt_line("ng refs/heads/main declined\n") + "0000";
  for (std::size_t cut = 1; cut < target_token.size(); cut += 2) {
    Fault fault = at(target_name, "push");
    fault.transform = packets({"\2you sent " + target_token.substr(0, cut),
                               "\2" + target_token.substr(cut) + "\n", "\1" + report});
    run_with(world, fault);
  }
}

TEST_CASE("a token in the report's words, in pieces of packets, shows nothing of itself") {
  World world;
  world.grow(1, 1);
  world.standin.refuse_pushes(target_name, {"refs/heads/main", "", "declined"});
  for (std::size_t cut = 1; cut < target_token.size(); cut += 2) {
    const std::string report = pkt_line("unpack you sent " + target_token + "\n") +
                               pkt_line("ng refs/heads/main " + target_token + "\n") + "0000";
    const std::size_t middle = report.find(target_token) + cut;
    Fault fault = at(target_name, "push");
    fault.transform = packets({"\1" + report.substr(0, middle), "\1" + report.substr(middle)});
    run_with(world, fault);
  }
}
