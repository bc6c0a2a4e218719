// A run of the program on a stage.
#include <sys/mount.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <csignal>
#include <thread>

#include "faults/world/runner_place.h"
#include "faults/world/stage.h"

namespace auto_sync::faults {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Far more than any run may take: each request retries for half a minute at most.
constexpr std::chrono::seconds hard_limit{150};

std::string limit(const Fault& fault) {
  const std::string amount = std::to_string(fault.amount);
  switch (fault.lack) {
    case Lack::file_size:
      return "ulimit -f " + std::to_string(fault.amount * 2);  // in blocks of 512 bytes
    case Lack::descriptors:
      return "ulimit -n " + amount;
    case Lack::memory:
      return "ulimit -d " + amount;
    default:
      return ":";
  }
}

}  // namespace

testing::Environment Stage::environment() {
  testing::RunSpec build;
  build.workflow_id = workflow_id;
  build.name = "OCC Windows Build";
  build.path = ".github/workflows/occ-win-build.yml";
  build.head_sha = source_->rev_parse("main");
  build.conclusion = scenario_.conclusion;
  build.id = standin_->add_run(source_name, build);
  spill(temp_ / "files/event.json", build_payload(build, proxy_->url()));
  spill(temp_ / "files/output", "");
  spill(temp_ / "files/summary", "");
  fs::create_directories(workspace());
  testing::Environment env = {{"PATH", testing::search_path()},
                              {"HOME", (temp_ / "home").string()},
                              {"GITHUB_ACTIONS", "true"},
                              {"GITHUB_ACTOR", "octocat"},
                              {"GITHUB_WORKFLOW", "Sync after Windows build"},
                              {"GITHUB_RUN_ID", "77001"},
                              {"GITHUB_RUN_NUMBER", "12"},
                              {"GITHUB_RUN_ATTEMPT", "1"},
                              {"GITHUB_REPOSITORY", source_name},
                              {"GITHUB_SERVER_URL", proxy_->url()},
                              {"GITHUB_API_URL", proxy_->url() + "/api/v3"},
                              {"GITHUB_WORKSPACE", workspace().string()},
                              {"GITHUB_OUTPUT", (temp_ / "files/output").string()},
                              {"GITHUB_STEP_SUMMARY", (temp_ / "files/summary").string()},
                              {"GITHUB_EVENT_NAME", "workflow_run"},
                              {"GITHUB_EVENT_PATH", (temp_ / "files/event.json").string()},
                              {"RUNNER_TEMP", runner_temp().string()},
                              {"TMPDIR", runner_temp().string()}};
  Inputs inputs = inputs_;
  inputs["target_repo"] = target_name;
  inputs["source_token"] = source_token_;
  inputs["target_token"] = target_token_;
  for (const Fault& fault : drawn_.faults) {
    if (fault.kind != Kind::starved) continue;
    if (fault.lack == Lack::outputs) env["GITHUB_OUTPUT"] = "/dev/full";
    if (fault.lack == Lack::summary) env["GITHUB_STEP_SUMMARY"] = "/dev/full";
    if (fault.lack == Lack::report_dir) {
      spill(workspace() / "in-the-way", "");
      inputs["report_dir"] = "in-the-way/report";
    }
  }
  for (const auto& [name, value] : inputs) {
    std::string variable = "INPUT_" + name;
    for (char& c : variable) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    env[variable] = value;
  }
  return env;
}

/// A shell sets the limits and becomes the program.
std::vector<std::string> Stage::command(const std::string& program) const {
  std::string limits;
  for (const Fault& fault : drawn_.faults) {
    if (fault.kind != Kind::starved) continue;
    Fault set = fault;
    if (fault.lack == Lack::temp_space && !mounted_) set.lack = Lack::file_size;
    limits += limit(set) + "; ";
  }
  if (limits.empty()) return {program};
  return {"/bin/sh", "-c", limits + "exec \"$0\"", program};
}

/// A small file system for RUNNER_TEMP; without the right to mount, limits do what they can.
void Stage::mount_temp() {
  fs::create_directories(runner_temp());
  for (const Fault& fault : drawn_.faults) {
    if (fault.kind != Kind::starved || fault.lack != Lack::temp_space || mounted_) continue;
    const std::string options = "size=" + std::to_string(fault.amount) + "k";
    mounted_ = mount("tmpfs", runner_temp().c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
}

void Stage::signal(int number) {
  while (pid_ == 0) std::this_thread::sleep_for(milliseconds(1));
  if (pid_ > 0) kill(pid_, number);
  std::this_thread::sleep_for(milliseconds(30));  // lets it arrive
}

void Stage::await_end(testing::BackgroundProcess& process, Evidence& evidence) const {
  const auto began = steady_clock::now();
  milliseconds nap{1};
  while (process.running()) {
    if (steady_clock::now() - began > hard_limit) {
      evidence.hung = true;
      process.send_signal(SIGKILL);
    }
    std::this_thread::sleep_for(nap);
    nap = std::min(nap * 2, milliseconds(20));
  }
  evidence.seconds = std::chrono::duration<double>(steady_clock::now() - began).count();
  evidence.child_left = kill(-process.pid(), 0) == 0;
}

Evidence Stage::run(const std::string& program) {
  Evidence evidence;
  evidence.drawn = drawn_;
  evidence.scenario = &scenario_;
  evidence.tokens = {source_token_, target_token_};
  mount_temp();
  const testing::Environment env = environment();
  const Refs source_before = source_->refs();
  const Refs target_before = target_->refs();
  testing::ProcessResult result;
  {
    testing::BackgroundProcess process(command(program), env, "", workspace());
    pid_ = process.pid();
    await_end(process, evidence);
    pid_ = -1;
    result = process.wait();
  }
  evidence.exit_code = result.exit_code;
  evidence.log = result.out + result.err;
  collect(evidence);
  const std::size_t source_until = read_witness(source_->path(), source_before).size();
  const std::size_t target_until = read_witness(target_->path(), target_before).size();
  proxy_->finish();
  evidence.struck = proxy_->struck();
  evidence.requests = proxy_->requests();
  evidence.source = repository(*source_, source_before, source_until);
  evidence.target = repository(*target_, target_before, target_until);
  return evidence;
}

void Stage::collect(Evidence& evidence) {
  evidence.outputs_text = slurp(temp_ / "files/output");
  evidence.outputs = read_outputs(evidence.outputs_text);
  evidence.summary = slurp(temp_ / "files/summary");
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(workspace() / "auto-sync-report", none)) {
    const std::string path = entry.path().string();
    evidence.report_files.push_back(entry.path().filename().string());
    if (path.ends_with(".json")) evidence.json_text = slurp(path);
    if (path.ends_with(".md")) evidence.report = slurp(path);
  }
  try {
    if (!evidence.json_text.empty()) evidence.json = testing::Json::parse(evidence.json_text);
  } catch (const std::invalid_argument&) {  // a rule asks whether there is one
  }
  for (const auto& entry : fs::recursive_directory_iterator(runner_temp(), none)) {
    evidence.files_left.push_back(fs::relative(entry.path(), runner_temp()).string());
  }
}

Repository Stage::repository(testing::GitRepo& git, const Refs& before,
                             std::size_t until_exit) const {
  Repository seen;
  seen.git = std::make_shared<testing::GitRepo>(git);
  seen.before = before;
  seen.after = git.refs();
  seen.transitions = read_witness(git.path(), before);
  seen.until_exit = until_exit;
  seen.fsck = git.fsck();
  return seen;
}

}  // namespace auto_sync::faults
