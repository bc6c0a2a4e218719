#include "contract/world.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/base64.h"
#include "support/catch.h"

namespace auto_sync::testing {
namespace {

constexpr std::uint64_t own_run_id = 77001;

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void spill(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// GITHUB_OUTPUT as the runner reads it: `key=value`, or `key<<DELIMITER`, lines, DELIMITER.
std::map<std::string, std::string> read_outputs(const std::string& text) {
  std::map<std::string, std::string> outputs;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    const std::size_t heredoc = line.find("<<");
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos && equals < heredoc) {
      outputs[line.substr(0, equals)] = line.substr(equals + 1);
      continue;
    }
    REQUIRE(heredoc != std::string::npos);
    const std::string delimiter = line.substr(heredoc + 2);
    std::string value;
    std::string part;
    bool closed = false;
    while (std::getline(lines, part) && !(closed = part == delimiter)) {
      value += (value.empty() ? "" : "\n") + part;
    }
    REQUIRE(closed);
    outputs[line.substr(0, heredoc)] = value;
  }
  return outputs;
}

/// The log without the lines that hand the secrets to the runner.
std::string without_masks(const std::string& log) {
  std::istringstream lines(log);
  std::string kept;
  std::string line;
  while (std::getline(lines, line)) {
    if (!line.starts_with("::add-mask::")) kept += line + "\n";
  }
  return kept;
}

/// No eight bytes in a row of a token of the run, plain or in base64, in anything that it wrote.
void require_no_secret(const Outcome& outcome, const std::vector<std::string>& tokens) {
  const std::string written = without_masks(outcome.log) + outcome.summary + outcome.report +
                              outcome.report_json_text + outcome.all_outputs();
  for (const std::string& token : tokens) {
    if (token.size() < 8) continue;
    for (const std::string& form :
         {token, base64_encode(token), base64_encode("x" + token), base64_encode("xx" + token)}) {
      for (std::size_t at = 0; at + 8 <= form.size(); ++at) {
        const std::string piece = form.substr(at, 8);
        INFO(piece << " of " << form);
        REQUIRE(written.find(piece) == std::string::npos);
      }
    }
  }
}

Json repository_json(std::uint64_t id, const std::string& full_name) {
  Json repository = Json::object();
  repository["id"] = id;
  repository["full_name"] = full_name;
  return repository;
}

}  // namespace

std::string Outcome::output(const std::string& name) const {
  const auto found = outputs.find(name);
  return found == outputs.end() ? std::string() : found->second;
}

std::string Outcome::all_outputs() const {
  std::string all;
  for (const auto& [name, value] : outputs) all.append(name).append("=").append(value).append("\n");
  return all;
}

World::World()
    : standin(temp_ / "srv"),
      source((standin.add_repository(source_name), standin.repository_path(source_name))),
      target((standin.add_repository(target_name), standin.repository_path(target_name))) {
  standin.grant(source_token, source_name, Access::read);
  standin.grant(target_token, target_name, Access::write);
  standin.add_workflow(
      source_name, {build_workflow_id, "OCC Windows Build", ".github/workflows/occ-win-build.yml"});
  inputs = {
      {"target_repo", target_name}, {"source_token", source_token}, {"target_token", target_token}};
}

void World::grow(std::size_t base, std::size_t ahead) {
  const auto commit = [&](std::size_t number) {
    const std::string name = "file" + std::to_string(number % 7) + ".txt";
    source.commit("main", {{name, "content " + std::to_string(number) + "\n"}},
                  "Change number " + std::to_string(number));
  };
  for (std::size_t i = 0; i < base; ++i) commit(i);
  if (base > 0) source.push_to(target.path().string(), {"main"});
  for (std::size_t i = 0; i < ahead; ++i) commit(base + i);
  build(source_tip());
}

std::uint64_t World::build(const std::string& sha, const std::string& conclusion) {
  RunSpec run;
  run.head_sha = sha;
  run.conclusion = conclusion;
  return build(run);
}

std::uint64_t World::build(RunSpec run) {
  if (run.workflow_id == 0) run.workflow_id = build_workflow_id;
  run.run_number = last_build_.run_number + 1;
  run.id = standin.add_run(source_name, run);
  last_build_ = run;
  return run.id;
}

std::string World::payload_text() const {
  if (payload_) return *payload_;
  const std::uint64_t id = 900'000'001;
  Json payload = Json::object();
  payload["repository"] = repository_json(id, source_name);
  if (event_ == "workflow_run") {
    Json run = Json::object();
    run["id"] = last_build_.id;
    run["name"] = "OCC Windows Build";
    run["path"] = ".github/workflows/occ-win-build.yml";
    run["workflow_id"] = last_build_.workflow_id;
    run["event"] = last_build_.event;
    run["status"] = last_build_.status;
    if (!last_build_.conclusion.empty()) run["conclusion"] = last_build_.conclusion;
    run["head_branch"] = last_build_.head_branch;
    run["head_sha"] = last_build_.head_sha;
    run["run_number"] = last_build_.run_number;
    run["run_attempt"] = last_build_.run_attempt;
    run["repository"] = repository_json(id, source_name);
    run["head_repository"] = repository_json(id, source_name);
    run["html_url"] = standin.url() + "/" + source_name + "/actions/runs/1";
    payload["action"] = "completed";
    payload["workflow_run"] = run;
  }
  return payload.dump();
}

Environment World::process_environment() {
  std::filesystem::create_directories(workspace());
  Environment env = {{"PATH", search_path()},
                     {"HOME", (temp_ / "home").string()},
                     {"GITHUB_ACTIONS", "true"},
                     {"GITHUB_ACTOR", "octocat"},
                     {"GITHUB_WORKFLOW", "Sync after Windows build"},
                     {"GITHUB_RUN_ID", std::to_string(own_run_id)},
                     {"GITHUB_RUN_NUMBER", "12"},
                     {"GITHUB_RUN_ATTEMPT", "1"},
                     {"GITHUB_REPOSITORY", source_name},
                     {"GITHUB_SERVER_URL", standin.url()},
                     {"GITHUB_API_URL", standin.api_url()},
                     {"GITHUB_WORKSPACE", workspace().string()},
                     {"GITHUB_OUTPUT", (temp_ / "files/output").string()},
                     {"GITHUB_STEP_SUMMARY", (temp_ / "files/summary").string()},
                     {"GITHUB_EVENT_NAME", event_},
                     {"GITHUB_EVENT_PATH", (temp_ / "files/event.json").string()},
                     {"RUNNER_TEMP", temp_.path().string()}};
  spill(temp_ / "files/output", "");
  spill(temp_ / "files/summary", "");
  if (payload_file_) spill(temp_ / "files/event.json", payload_text());
  for (const auto& [name, value] : inputs) {
    std::string variable = "INPUT_" + name;
    for (char& c : variable) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    env[variable] = value;
  }
  for (const auto& [name, value] : environment) {
    if (value.empty()) {
      env.erase(name);
    } else {
      env[name] = value;
    }
  }
  return env;
}

std::string tested_program() {
  const char* other = std::getenv("AUTO_SYNC_PROGRAM");
  return other != nullptr ? other : AUTO_SYNC_BINARY;
}

bool program_is_sanitized() {
#ifdef AUTO_SYNC_SANITIZED
  return tested_program() == AUTO_SYNC_BINARY;
#else
  return false;
#endif
}

std::unique_ptr<BackgroundProcess> World::start(const std::vector<std::string>& flags) {
  std::vector<std::string> argv = before_program;
  argv.push_back(tested_program());
  argv.insert(argv.end(), flags.begin(), flags.end());
  std::filesystem::remove_all(workspace());
  const Environment env = process_environment();
  return std::make_unique<BackgroundProcess>(argv, env, "", workspace());
}

Outcome World::run(const std::vector<std::string>& flags) {
  standin.reset_log();
  const std::unique_ptr<BackgroundProcess> process = start(flags);
  return finish(*process);
}

Outcome World::finish(BackgroundProcess& process) {
  return collect(process.wait());
}

Outcome World::collect(const ProcessResult& process) {
  Outcome outcome;
  outcome.exit_code = process.exit_code;
  outcome.log = process.out + process.err;
  outcome.max_rss_kib = process.max_rss_kib;
  outcome.outputs = read_outputs(slurp(temp_ / "files/output"));
  outcome.summary = slurp(temp_ / "files/summary");
  const std::filesystem::path json = workspace() / outcome.output("report_json");
  const std::filesystem::path report = workspace() / outcome.output("report_path");
  if (std::filesystem::is_regular_file(report)) outcome.report = slurp(report);
  if (std::filesystem::is_regular_file(json)) {
    outcome.report_json_text = slurp(json);
    outcome.report_json = Json::parse(outcome.report_json_text);
  }
  std::error_code none;
  for (const auto& entry :
       std::filesystem::directory_iterator(workspace() / "auto-sync-report", none)) {
    outcome.report_files.push_back(entry.path().filename().string());
  }
  UNSCOPED_INFO(outcome.log);
  require_no_secret(outcome,
                    {source_token, target_token, inputs["source_token"], inputs["target_token"]});
  return outcome;
}

void require_sound(World& world) {
  REQUIRE(world.source.fsck().empty());
  REQUIRE(world.target.fsck().empty());
}

}  // namespace auto_sync::testing
