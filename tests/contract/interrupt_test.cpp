// SIGINT and SIGTERM: the run ends soon, tells what is known, and leaves the target whole.
#include <csignal>
#include <future>

#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Runs the action and sends `signal` as soon as a matching request arrives, which is never
/// answered.
Outcome interrupt_at(World& world, const std::string& service, const std::string& phase,
                     int signal) {
  Fault fault;
  fault.match.service = service;
  fault.match.phase = phase;
  fault.match.count = 0;
  fault.stall = true;
  std::promise<void> arrived;
  bool told = false;
  fault.before = [&] {
    if (!std::exchange(told, true)) arrived.set_value();
  };
  world.standin.add_fault(fault);
  const std::unique_ptr<BackgroundProcess> process = world.start();
  arrived.get_future().wait();
  process->send_signal(signal);
  Outcome outcome = world.finish(*process);
  world.standin.release_stalls();
  return outcome;
}

}  // namespace

TEST_CASE("SIGTERM while a listing hangs ends with 143 and a report") {
  World world;
  world.grow(3, 2);
  const std::string before = world.target_tip();

  const Outcome outcome = interrupt_at(world, "git-upload-pack", "ls-refs", SIGTERM);

  CHECK(outcome.exit_code == 143);
  CHECK(outcome.status() == "error");
  CHECK_THAT(outcome.report, ContainsSubstring("SIGTERM"));
  CHECK(world.target_tip() == before);
}

TEST_CASE("SIGINT while the source's objects hang ends with 130, the target untouched") {
  World world;
  world.grow(3, 2);
  const std::string before = world.target_tip();

  const Outcome outcome = interrupt_at(world, "git-upload-pack", "fetch", SIGINT);

  CHECK(outcome.exit_code == 130);
  CHECK(outcome.status() == "error");
  CHECK(world.target_tip() == before);
  REQUIRE(world.target.fsck().empty());
}

TEST_CASE(
    "an interruption after the last byte says sent, unconfirmed, when the target keeps silent") {
  World world;
  world.grow(3, 2);

  const Outcome outcome = interrupt_at(world, "git-receive-pack", "push", SIGTERM);

  CHECK(outcome.exit_code == 143);
  CHECK(outcome.status() == "error");
  CHECK_THAT(outcome.report, ContainsSubstring("unconfirmed"));
}
