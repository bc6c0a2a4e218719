#include <set>
#include <string>

#include "policy/given_values.h"
#include "policy/inputs.h"
#include "policy/outputs.h"
#include "policy/parse_settings.h"
#include "support/catch.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

TEST_CASE("every row of the table of inputs is whole") {
  std::set<std::string_view> names;
  for (const Input& input : inputs()) {
    INFO(input.name);
    CHECK(names.insert(input.name).second);
    CHECK(input.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    CHECK(input.help.ends_with('.'));
    CHECK_FALSE(input.expected.empty());
    CHECK_FALSE(input.expected.ends_with('.'));
    CHECK(input.set != nullptr);
    CHECK((input.boolean || !input.placeholder.empty()));
    // What is neither required nor a token says what happens when nothing is given.
    CHECK((input.required || input.secret || !default_sentence(input).empty()));
  }
}

TEST_CASE("every input's default is a value that the input takes") {
  for (const Input& input : inputs()) {
    if (input.default_value.empty()) continue;
    INFO(input.name);
    Settings settings;
    const GivenValue value{{std::string(input.default_value)}, "its default"};
    CHECK_FALSE(input.set(settings, value).has_value());
  }
}

TEST_CASE("only the tokens are secret, and only what cannot be guessed is required") {
  std::set<std::string_view> secret;
  std::set<std::string_view> required;
  for (const Input& input : inputs()) {
    if (input.secret) secret.insert(input.name);
    if (input.required) required.insert(input.name);
  }
  CHECK(secret == std::set<std::string_view>{"source_token", "target_token"});
  CHECK(required == std::set<std::string_view>{"target_repo", "target_token"});
}

TEST_CASE("every output has a name of its own and a description") {
  std::set<std::string_view> names;
  for (const Output& output : outputs()) {
    CHECK(names.insert(output.name).second);
    CHECK(output.help.ends_with('.'));
  }
  CHECK(names.size() == 15);
}

TEST_CASE("a misspelt input is a problem that names the right one") {
  const std::pair<const char*, const char*> cases[] = {{"INPUT_TRAGET_REPO", "target_repo"},
                                                       {"INPUT_TARGET-REPO", "target_repo"},
                                                       {"INPUT_BUILD_WORKFLOWS", "build_workflow"},
                                                       {"INPUT_DRYRUN", "dry_run"},
                                                       {"INPUT_FORCE-SYNC", "force_sync"},
                                                       {"INPUT_TAG", "tags"},
                                                       {"INPUT_REPORT_DIRECTORY", ""}};
  for (const auto& [variable, meant] : cases) {
    INFO(variable);
    const SettingsResult result = parse_settings(workflow({{variable, "x"}}));
    if (std::string(meant).empty()) {
      CHECK(result.ok());
      CHECK(result.warnings.size() == 1);
    } else {
      CHECK_THAT(problem_lines(result),
                 ContainsSubstring("Did you mean `" + std::string(meant) + "`?"));
    }
  }
}

TEST_CASE("an input that is near none only warns") {
  const SettingsResult result = parse_settings(workflow({{"INPUT_WEBHOOK_COLOUR", "x"}}));
  CHECK(result.ok());
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings[0] == "input \"webhook_colour\" is unknown, and was ignored.");
}

TEST_CASE("what a runner understands itself is no input of ours") {
  const SettingsResult result =
      parse_settings(workflow({{"INPUT_ARGS", "x"}, {"INPUT_ENTRYPOINT", "/bin/sh"}}));
  CHECK(result.ok());
  CHECK(result.warnings.empty());
}

TEST_CASE("variables that only look like inputs are left alone") {
  const SettingsResult result = parse_settings(
      workflow({{"INPUTS_TARGET_REPO", "x"}, {"INPUT", "x"}, {"MY_INPUT_TARGET_REPO", "x"}}));
  CHECK(result.ok());
  CHECK(result.warnings.empty());
}

TEST_CASE("without a runner's repository the source must be named") {
  InputSources sources = workflow();
  sources.environment.erase("GITHUB_REPOSITORY");
  CHECK_THAT(problems_of(sources),
             StartsWith("input source_repo: it is not set, and neither is GITHUB_REPOSITORY"));
  sources.environment["INPUT_SOURCE_REPO"] = "a/b";
  CHECK(parse_settings(sources).settings.source.full_name == "a/b");
}

TEST_CASE("a bad value from the runner is told as the runner's") {
  CHECK_THAT(problems_of(workflow({{"GITHUB_SERVER_URL", "http://ghes.example"}})),
             ContainsSubstring("the runner's environment (server_url): found"));
}

}  // namespace
}  // namespace auto_sync
