#include "contract/endings.h"

#include <sstream>

#include "base/base64.h"
#include "support/catch.h"

namespace auto_sync::testing {
namespace {

/// All that was written, but for the lines that tell the runner what to mask.
std::string readable(const Outcome& outcome) {
  std::istringstream lines(outcome.everything());
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("::add-mask::")) kept += line + "\n";
  }
  return kept;
}

}  // namespace

void check_no_secret(const Outcome& outcome) {
  const std::string text = readable(outcome);
  for (const std::string& token : {source_token, target_token}) {
    for (const std::string& form :
         {token, base64_encode(token), base64_encode("x-access-token:" + token)}) {
      CHECK(text.find(form) == std::string::npos);
    }
  }
}

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
  check_no_secret(outcome);
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
