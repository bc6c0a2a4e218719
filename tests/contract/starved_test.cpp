// A machine that gives the process too little: files that may not grow, few descriptors. The
// run ends by itself, says what it lacked, and leaves nothing behind.
#include <filesystem>
#include <string>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Runs with a resource limit (prlimit(1)): `--fsize=2000`, in bytes.
Outcome run_limited(World& world, const std::string& limit) {
  world.before_program = {"prlimit", limit};
  return world.run();
}

std::vector<std::string> left_behind(const World& world) {
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(world.workspace().parent_path())) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("auto-sync-")) left.push_back(name);
  }
  return left;
}

}  // namespace

TEST_CASE("a run whose report may not be written says so, and ends as it would have ended") {
  World world;
  world.grow(3, 3);

  const Outcome outcome = run_limited(world, "--fsize=2000");

  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.log, ContainsSubstring("report could not be written"));
  CHECK_THAT(outcome.log, ContainsSubstring("File too large"));
  CHECK(world.target_tip() == world.source_tip());
  CHECK(outcome.output("status") == "synced");
  CHECK(left_behind(world).empty());
}

TEST_CASE("a temporary file that may not grow is an error with the way to let it") {
  World world;
  world.grow(3, 3);

  const Outcome outcome = run_limited(world, "--fsize=1060");

  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.log, ContainsSubstring("ulimit -f"));
  CHECK(left_behind(world).empty());
}

TEST_CASE("few descriptors are told as such, and no temporary directory is left behind",
          "[bounds]") {
  if (program_is_sanitized()) {
    WARN("skipped: UndefinedBehaviorSanitizer needs descriptors of its own to look at a type");
    return;
  }
  std::vector<std::unique_ptr<World>> worlds;
  for (int limit = 6; limit <= 20; limit += 2) {
    worlds.push_back(std::make_unique<World>());
    worlds.back()->grow(3, 3);
    worlds.back()->before_program = {"prlimit", "--nofile=" + std::to_string(limit)};
  }
  const std::vector<Outcome> outcomes = run_together(worlds);
  int told = 0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    INFO(outcomes[i].log);
    CHECK(left_behind(*worlds[i]).empty());
    CHECK(outcomes[i].log.find("Make room") == std::string::npos);
    CHECK(outcomes[i].log.find("reachable from this machine") == std::string::npos);
    if (outcomes[i].exit_code != 2) continue;
    CHECK_THAT(outcomes[i].log, ContainsSubstring("ulimit -n"));
    ++told;
  }
  CHECK(told > 0);
}
