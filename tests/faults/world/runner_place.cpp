#include "faults/world/runner_place.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "faults/world/scenario.h"
#include "support/standin/json_value.h"

namespace auto_sync::faults {

using testing::Json;

std::string build_payload(const testing::RunSpec& build, const std::string& server_url) {
  Json repository = Json::object();
  repository["id"] = std::uint64_t{900'000'001};
  repository["full_name"] = source_name;
  Json run = Json::object();
  run["id"] = build.id;
  run["name"] = build.name;
  run["path"] = build.path;
  run["workflow_id"] = build.workflow_id;
  run["event"] = build.event;
  run["status"] = build.status;
  run["conclusion"] = build.conclusion;
  run["head_branch"] = build.head_branch;
  run["head_sha"] = build.head_sha;
  run["run_number"] = build.run_number;
  run["run_attempt"] = build.run_attempt;
  run["repository"] = repository;
  run["head_repository"] = repository;
  run["html_url"] = server_url + "/" + source_name + "/actions/runs/1";
  Json payload = Json::object();
  payload["action"] = "completed";
  payload["repository"] = repository;
  payload["workflow_run"] = run;
  return payload.dump();
}

std::map<std::string, std::string> read_outputs(const std::string& text) {
  std::map<std::string, std::string> outputs;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t heredoc = line.find("<<");
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos && equals < heredoc) {
      outputs[line.substr(0, equals)] = line.substr(equals + 1);
    } else if (heredoc != std::string::npos) {
      const std::string delimiter = line.substr(heredoc + 2);
      std::string value;
      for (std::string part; std::getline(lines, part) && part != delimiter;) {
        value += (value.empty() ? "" : "\n") + part;
      }
      outputs[line.substr(0, heredoc)] = value;
    }
  }
  return outputs;
}

std::string slurp(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) return {};
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void spill(const std::string& path, std::string_view text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace auto_sync::faults
