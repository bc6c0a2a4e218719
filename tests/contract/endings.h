#pragma once
#include <memory>
#include <string>
#include <vector>

#include "contract/world.h"

namespace auto_sync::testing {

/// How a run is expected to end.
struct Ending {
  std::string status;
  int exit_code = 0;
  std::vector<std::string> words;  ///< each must be found in the log
};

/// An error of that exit code, explained in these words.
inline Ending error_ending(int exit_code, std::vector<std::string> words) {
  return {"error", exit_code, std::move(words)};
}

/// The refs of the target before a run, to compare with those after it.
using Refs = std::map<std::string, std::string>;

/// Checks status, exit code and words, and that outputs, summary and both files of the report are
/// there.
void check_ending(const Outcome& outcome, const Ending& ending);

/// Runs, checks the ending, and that the target's refs are what they were.
Outcome run_untouched(World& world, const Ending& ending);

/// Runs all of them at the same time, so that their waits cost one wait.
std::vector<Outcome> run_together(const std::vector<std::unique_ptr<World>>& worlds);

}  // namespace auto_sync::testing
