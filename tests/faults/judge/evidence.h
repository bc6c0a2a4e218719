#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "faults/draw/drawn.h"
#include "faults/proxy/proxy.h"
#include "faults/world/scenario.h"
#include "faults/world/witness.h"
#include "support/git_fixture.h"
#include "support/standin/json_value.h"

namespace auto_sync::faults {

/// One of the two repositories: what it was, what happened to it, what it is.
struct Repository {
  std::shared_ptr<testing::GitRepo> git;  ///< the judge
  Refs before;
  Refs after;
  std::vector<Transition> transitions;
  std::size_t until_exit = 0;  ///< so many of them had happened when the run ended
  std::string fsck;            ///< its complaints
};

/// All that a run left behind, for the rules to look at.
struct Evidence {
  Drawn drawn;
  const Scenario* scenario = nullptr;
  std::vector<bool> struck;  ///< for each fault whether it came to strike
  std::vector<SeenRequest> requests;

  Repository source;
  Repository target;

  int exit_code = -1;
  bool hung = false;
  bool child_left = false;
  double seconds = 0;
  std::vector<std::string> files_left;  ///< in RUNNER_TEMP

  std::string log;
  std::string outputs_text;
  std::map<std::string, std::string> outputs;
  std::string summary;
  std::string report;
  std::string json_text;
  testing::Json json;
  std::vector<std::string> report_files;
  std::vector<std::string> tokens;

  bool has(Kind kind) const;
  bool lacks(Lack lack) const;
  bool killed() const;       ///< by the SIGKILL that was drawn
  bool undisturbed() const;  ///< no fault has struck
  std::string output(const std::string& name) const;
  /// Everything that somebody could read, without the lines that hand secrets to the runner.
  std::string told() const;
};

}  // namespace auto_sync::faults
