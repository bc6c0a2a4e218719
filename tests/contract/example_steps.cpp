#include "contract/example_steps.h"

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <sstream>

#include "support/places.h"

namespace auto_sync::testing {
namespace {

/// The line's command: `stop-commands::x` of `::stop-commands::x`; "" when it has none.
std::string command_of_line(const std::string& line) {
  const std::size_t start = line.find_first_not_of(" \t\r\v\f");
  if (start != std::string::npos && line.compare(start, 2, "::") == 0)
    return line.substr(start + 2);
  const std::size_t old = line.find("##[");
  return old == std::string::npos ? "" : line.substr(old);
}

void add_steps(const std::filesystem::path& file, std::vector<ExampleStep>& steps) {
  for (const auto& job : YAML::LoadFile(file.string())["jobs"]) {
    for (const auto& step : job.second["steps"]) {
      if (!step["run"]) continue;
      ExampleStep found{file.filename().string(),
                        step["name"].as<std::string>(),
                        step["run"].as<std::string>(),
                        {}};
      for (const auto& entry : step["env"]) {
        found.environment[entry.first.as<std::string>()] = entry.second.as<std::string>();
      }
      steps.push_back(std::move(found));
    }
  }
}

}  // namespace

std::vector<ExampleStep> example_steps() {
  std::vector<ExampleStep> steps;
  const std::filesystem::path folder = std::filesystem::path(source_dir()) / "examples/workflows";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    add_steps(entry.path(), steps);
  }
  return steps;
}

std::vector<std::string> obeyed_commands(const std::string& output) {
  static const std::string stop = "stop-commands::";
  std::vector<std::string> obeyed;
  std::string resumes_at;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    const std::string command = command_of_line(line);
    if (command.empty()) continue;
    if (!resumes_at.empty()) {
      if (command == resumes_at + "::") resumes_at.clear();
    } else if (command.starts_with(stop)) {
      resumes_at = command.substr(stop.size());
    } else {
      obeyed.push_back(command);
    }
  }
  if (!resumes_at.empty()) obeyed.push_back("commands stay stopped");
  return obeyed;
}

}  // namespace auto_sync::testing
