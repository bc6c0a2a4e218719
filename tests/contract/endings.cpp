#include "contract/endings.h"

#include "support/catch.h"

namespace auto_sync::testing {
void check_ending(const Outcome& outcome, const Ending& ending) {
  CHECK(outcome.status() == ending.status);
  CHECK(outcome.exit_code == ending.exit_code);
  for (const std::string& words : ending.words) {
    CHECK_THAT(outcome.log, ContainsSubstring(words));
  }
  CHECK(outcome.report_json.get("status").text() == ending.status);
  CHECK_THAT(outcome.report, StartsWith("# "));
  CHECK_THAT(outcome.summary, StartsWith("### "));
  CHECK(outcome.report_files.size() == 2);
}

Outcome run_untouched(World& world, const Ending& ending) {
  const Refs before = world.target.refs();
  Outcome outcome = world.run();
  check_ending(outcome, ending);
  CHECK(world.target.refs() == before);
  return outcome;
}

std::vector<Outcome> run_together(const std::vector<std::unique_ptr<World>>& worlds) {
  std::vector<std::unique_ptr<BackgroundProcess>> processes;
  for (const auto& world : worlds) {
    world->standin.reset_log();
    processes.push_back(world->start());
  }
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    outcomes.push_back(worlds[i]->finish(*processes[i]));
  }
  return outcomes;
}

}  // namespace auto_sync::testing
