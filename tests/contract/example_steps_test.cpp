// The example workflows' own steps, run on what a hostile commit, file name or server makes of the
// report and the outputs.
#include "contract/example_steps.h"

#include <filesystem>
#include <fstream>

#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

const std::string hostile_name = "##[set-output name=status]synced";
const std::string hostile_words = "::error::owned by a hook\n##[add-mask]o9nn";

/// The value of `${{ ... }}` with these outputs of the Sync step; as GitHub has it for a step or a
/// job that needs it.
std::string value_of(const std::string& expression,
                     const std::map<std::string, std::string>& outputs) {
  const std::size_t end = expression.rfind(" }}");
  if (expression.find("toJSON(") != std::string::npos) {
    Json all = Json::object();
    for (const auto& [name, value] : outputs) all[name] = value;
    return all.dump();
  }
  const std::size_t at = expression.find("outputs.");
  if (at == std::string::npos) return "1";
  const std::string name = expression.substr(at + 8, end - at - 8);
  const auto found = outputs.find(name == "sha" ? "source_sha" : name);
  return found == outputs.end() ? "" : found->second;
}

/// What the step prints, both streams; a `gh` of ours says how it was called.
std::string printed_by(const ExampleStep& step, const std::filesystem::path& workspace,
                       const std::map<std::string, std::string>& outputs) {
  const std::filesystem::path tools = workspace.parent_path() / "tools";
  std::filesystem::create_directories(tools);
  std::ofstream(tools / "gh") << "#!/bin/sh\necho \"gh $*\"\n";
  std::filesystem::permissions(tools / "gh", std::filesystem::perms::owner_all);
  Environment environment = {{"PATH", tools.string() + ":" + search_path()}};
  for (const auto& [name, expression] : step.environment) {
    environment[name] = value_of(expression, outputs);
  }
  const ProcessResult result =
      run_process({"bash", "-e", "-o", "pipefail", "-c", step.script}, environment, {}, workspace);
  INFO(step.file << ", " << step.name << ": " << result.err);
  CHECK(result.exit_code == 0);
  return result.out + result.err;
}

void check_steps(const std::filesystem::path& workspace,
                 const std::map<std::string, std::string>& outputs) {
  const std::vector<ExampleStep> steps = example_steps();
  REQUIRE(steps.size() >= 4);
  for (const ExampleStep& step : steps) {
    const std::string printed = printed_by(step, workspace, outputs);
    INFO(step.file << ", " << step.name << ":\n" << printed);
    CHECK_FALSE(printed.empty());
    CHECK(obeyed_commands(printed).empty());
  }
}

}  // namespace

TEST_CASE("no file name and no word of a server becomes a command of an example's later step") {
  World world;
  world.grow(2, 0);
  world.source.commit("main", {{hostile_name, "x"}}, hostile_words, {"##[error]somebody"});
  world.build(world.source_tip());
  world.inputs["list_files"] = "true";
  world.standin.refuse_pushes(target_name, {"refs/heads/main", hostile_words, hostile_words});

  const Outcome outcome = world.run();

  REQUIRE(outcome.status() == "rejected");
  CHECK_THAT(outcome.report, ContainsSubstring("set-output name=status]synced"));
  CHECK_THAT(outcome.report, ContainsSubstring("owned by a hook"));
  check_steps(world.workspace(), outcome.outputs);
}

TEST_CASE("a report holds no command, whoever prints it, and its JSON still says the same") {
  World world;
  world.grow(2, 0);
  world.source.commit("main", {{hostile_name, "x"}}, hostile_words);
  world.build(world.source_tip());
  world.inputs["list_files"] = "true";
  world.standin.refuse_pushes(target_name, {"refs/heads/main", hostile_words, hostile_words});

  const Outcome outcome = world.run();

  CHECK(obeyed_commands(outcome.report).empty());
  CHECK(obeyed_commands(outcome.report_json_text).empty());
  CHECK(obeyed_commands(outcome.summary).empty());
  CHECK_THAT(outcome.report_json.dump(), ContainsSubstring(hostile_name));
}

TEST_CASE("an example's step obeys nothing in a report, even one that was never tamed") {
  World world;
  world.grow(1, 1);
  Outcome outcome = world.run();
  REQUIRE(outcome.status() == "synced");
  std::ofstream(world.workspace() / outcome.output("report_path"))
      << "# Report\n::error::owned\n  ::add-mask::x\nsee ##[set-output name=status]synced\n"
         "::stop-commands::mine\n::mine::\n::warning::unfinished line";
  outcome.outputs["run_url"] = "https://evil.example/##[error]x\n::error::y";
  outcome.outputs["pull_request_url"] = "##[add-path]/tmp";

  check_steps(world.workspace(), outcome.outputs);
}

TEST_CASE("commands are found where the runner finds them, and not while they are stopped") {
  CHECK(obeyed_commands("a\n::error::b\n \t::c::\n").size() == 2);
  CHECK(obeyed_commands("a ##[error]b\n") == std::vector<std::string>{"##[error]b"});
  CHECK(obeyed_commands("a ::error::b\n").empty());
  CHECK(obeyed_commands("::stop-commands::x\n::error::b\n##[error]\n::y::\n::x::\n").empty());
  CHECK(obeyed_commands("::stop-commands::x\n::error::b\n").size() == 1);
  CHECK(obeyed_commands("::stop-commands::x\n::x::\n::error::b\n").size() == 1);
}
