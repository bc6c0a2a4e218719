#pragma once
#include <map>
#include <string>
#include <vector>

namespace auto_sync::testing {

/// A `run:` step of an example workflow.
struct ExampleStep {
  std::string file;  ///< nightly.yml
  std::string name;
  std::string script;
  std::map<std::string, std::string> environment;  ///< expressions and all, as written
};

/// Every `run:` step of every file of examples/workflows.
std::vector<ExampleStep> example_steps();

/// The commands that a runner would obey in a step's output (actions/runner ActionCommand.cs,
/// ActionCommandManager.cs): `::name` at the start of a line, after any white space, and `##[name`
/// anywhere; between `::stop-commands::TOKEN` and `::TOKEN::` none.
std::vector<std::string> obeyed_commands(const std::string& output);

}  // namespace auto_sync::testing
