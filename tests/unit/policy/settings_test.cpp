#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "policy/parse_settings.h"
#include "support/catch.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

Settings settings_of(const InputSources& sources) {
  SettingsResult result = parse_settings(sources);
  INFO(problem_lines(result));
  REQUIRE(result.ok());
  return result.settings;
}

TEST_CASE("a workflow that gives only what is required gets the documented defaults") {
  const SettingsResult result = parse_settings(workflow());
  REQUIRE(problem_lines(result).empty());
  CHECK(result.warnings.empty());
  const Settings& settings = result.settings;
  CHECK(settings.source.full_name == "o9nn/occ");
  CHECK(settings.source.url == "https://github.com/o9nn/occ.git");
  CHECK(settings.target.full_name == "cogpy/occ");
  CHECK(settings.source_token.reveal() == source_token);
  CHECK(settings.target_token.reveal() == target_token);
  CHECK(settings.sync_branch == "main");
  CHECK(settings.target_branch == "main");
  CHECK(settings.build_workflows.empty());
  CHECK(settings.require_build);
  CHECK_FALSE(settings.sync_tip);
  CHECK_FALSE(settings.force_sync);
  CHECK_FALSE(settings.dry_run);
  CHECK(settings.tags.mode == TagSelection::Mode::reachable);
  CHECK_FALSE(settings.atomic);
  CHECK_FALSE(settings.fail_when_blocked);
  CHECK(settings.report_dir == "auto-sync-report");
  CHECK(settings.api_url == "https://api.github.com");
  CHECK(settings.server_url == "https://github.com");
  CHECK(settings.log_level == log::Level::info);
}

TEST_CASE("an input that is empty or white space is as good as absent") {
  const Settings settings = settings_of(workflow({{"INPUT_SYNC_BRANCH", ""},
                                                  {"INPUT_DRY_RUN", "  \n"},
                                                  {"INPUT_TAGS", " , ,"},
                                                  {"INPUT_SOURCE_REPO", ""},
                                                  {"INPUT_LOG_LEVEL", ""}}));
  CHECK(settings.sync_branch == "main");
  CHECK_FALSE(settings.dry_run);
  CHECK(settings.tags.mode == TagSelection::Mode::reachable);
  CHECK(settings.source.full_name == "o9nn/occ");
}

TEST_CASE("values are trimmed") {
  const Settings settings = settings_of(workflow({{"INPUT_TARGET_REPO", "  cogpy/occ\n"},
                                                  {"INPUT_TARGET_TOKEN", target_token + "\r\n"},
                                                  {"INPUT_SYNC_BRANCH", "\tdevelop "}}));
  CHECK(settings.target.full_name == "cogpy/occ");
  CHECK(settings.target_token.reveal() == target_token);
  CHECK(settings.sync_branch == "develop");
}

TEST_CASE("a flag wins over the workflow, the workflow over the file, the file over the default") {
  const std::string file = "sync_branch: from-file\n";
  InputSources sources = with_config(file);
  CHECK(settings_of(workflow()).sync_branch == "main");
  CHECK(settings_of(sources).sync_branch == "from-file");
  sources.environment["INPUT_SYNC_BRANCH"] = "from-workflow";
  CHECK(settings_of(sources).sync_branch == "from-workflow");
  sources.flags = {"--sync-branch=from-flag"};
  CHECK(settings_of(sources).sync_branch == "from-flag");
}

TEST_CASE("a workflow can say false where the file says true") {
  const InputSources sources = with_config("dry_run: true\n", {{"INPUT_DRY_RUN", "false"}});
  CHECK_FALSE(settings_of(sources).dry_run);
}

TEST_CASE("a list from a flag replaces the file's, it is not added to it") {
  InputSources sources = with_config("build_workflow: [a.yml, b.yml]\n");
  sources.flags = {"--build-workflow=c.yml"};
  CHECK(settings_of(sources).build_workflows == std::vector<std::string>{"c.yml"});
}

TEST_CASE("booleans are those of YAML 1.2's core schema, and no others") {
  for (const char* text : {"true", "True", "TRUE"}) {
    CHECK(settings_of(workflow({{"INPUT_DRY_RUN", text}})).dry_run);
  }
  for (const char* text : {"false", "False", "FALSE"}) {
    CHECK_FALSE(settings_of(workflow({{"INPUT_REQUIRE_BUILD", text}})).require_build);
  }
  for (const char* text : {"yes", "no", "on", "off", "1", "0", "tRUE", "truee", "true false"}) {
    INFO(text);
    const std::string problems = problems_of(workflow({{"INPUT_DRY_RUN", text}}));
    CHECK(problems ==
          "input dry_run: found \"" + std::string(text) + "\"; expected `true` or `false`.\n");
  }
}

TEST_CASE("the target branch is the source's branch unless it is given") {
  CHECK(settings_of(workflow({{"INPUT_SYNC_BRANCH", "dev"}})).target_branch == "dev");
  const Settings settings =
      settings_of(workflow({{"INPUT_SYNC_BRANCH", "dev"}, {"INPUT_TARGET_BRANCH", "stable"}}));
  CHECK(settings.sync_branch == "dev");
  CHECK(settings.target_branch == "stable");
}

TEST_CASE("a branch is taken with refs/heads/ and without") {
  CHECK(settings_of(workflow({{"INPUT_SYNC_BRANCH", "refs/heads/release/1.x"}})).sync_branch ==
        "release/1.x");
}

TEST_CASE("what git would not accept as a branch is refused") {
  for (const char* name :
       {"a..b", "a b", "-x", "refs/tags/v1", "refs/pull/1/head", "HEAD", "refs/heads/", "a~1",
        "a:b", "release/*", "x.lock", "a@{1}", "/a", "a/", ".a", "refs/heads/-x"}) {
    INFO(name);
    CHECK_THAT(problems_of(workflow({{"INPUT_TARGET_BRANCH", name}})),
               StartsWith("input target_branch: found "));
  }
}

TEST_CASE("workflows are separated by commas or lines, and named once") {
  const Settings settings = settings_of(
      workflow({{"INPUT_BUILD_WORKFLOW", "OCC Windows Build,  build.yml\r\n\n 42,build.yml\n"}}));
  CHECK(settings.build_workflows ==
        std::vector<std::string>{"OCC Windows Build", "build.yml", "42"});
}

TEST_CASE("sync_commit is tested or tip") {
  CHECK(settings_of(workflow({{"INPUT_SYNC_COMMIT", "tip"}})).sync_tip);
  CHECK_FALSE(settings_of(workflow({{"INPUT_SYNC_COMMIT", "tested"}})).sync_tip);
  CHECK_THAT(problems_of(workflow({{"INPUT_SYNC_COMMIT", "head"}})),
             ContainsSubstring("expected `tested` or `tip`"));
}

TEST_CASE("tags is one of three words, or patterns") {
  using Mode = TagSelection::Mode;
  const std::vector<std::pair<std::string, TagSelection>> cases = {
      {"reachable", {Mode::reachable, {}}},
      {"all", {Mode::all, {}}},
      {"none", {Mode::none, {}}},
      {"v*", {Mode::patterns, {"v*"}}},
      {"v1.*, release-[0-9]*\nrefs/tags/all", {Mode::patterns, {"v1.*", "release-[0-9]*", "all"}}},
      {"v1.0", {Mode::patterns, {"v1.0"}}},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    const TagSelection tags = settings_of(workflow({{"INPUT_TAGS", text}})).tags;
    CHECK(tags.mode == expected.mode);
    CHECK(tags.patterns == expected.patterns);
  }
}

TEST_CASE("a word of tags that is misspelt or in bad company is no pattern") {
  for (const char* text : {"reachble", "Reachable", "ALL", "true", "False", "all, v*", "v*\nnone",
                           "v 1", "v..*", "v~1", "-:"}) {
    INFO(text);
    CHECK_THAT(problems_of(workflow({{"INPUT_TAGS", text}})), StartsWith("input tags: found "));
  }
}

TEST_CASE("the report's folder may be absolute, but a relative one stays in the workspace") {
  const std::vector<std::pair<std::string, std::string>> taken = {{"out/reports/", "out/reports"},
                                                                  {"/tmp/reports", "/tmp/reports"},
                                                                  {"/", "/"},
                                                                  {".", "."},
                                                                  {"a/../b", "a/../b"},
                                                                  {"..a", "..a"}};
  for (const auto& [text, path] : taken) {
    CHECK(settings_of(workflow({{"INPUT_REPORT_DIR", text}})).report_dir == path);
  }
  for (const char* text : {"..", "../x", "a/../../b", "./.."}) {
    INFO(text);
    CHECK_THAT(problems_of(workflow({{"INPUT_REPORT_DIR", text}})),
               StartsWith("input report_dir: found "));
  }
}

TEST_CASE("debug logging of the run is the log level's default") {
  CHECK(settings_of(workflow({{"RUNNER_DEBUG", "1"}})).log_level == log::Level::debug);
  CHECK(settings_of(workflow({{"RUNNER_DEBUG", "0"}})).log_level == log::Level::info);
  CHECK(settings_of(workflow({{"RUNNER_DEBUG", "1"}, {"INPUT_LOG_LEVEL", "error"}})).log_level ==
        log::Level::error);
  CHECK_THAT(problems_of(workflow({{"INPUT_LOG_LEVEL", "trace"}})),
             ContainsSubstring("expected `debug`, `info`, `warning` or `error`"));
}

TEST_CASE("the REST API is the one that belongs to the server") {
  const std::vector<std::pair<Environment, std::string>> cases = {
      {{}, "https://api.github.com"},
      {{{"GITHUB_API_URL", "https://ghes.example/api/v3/"},
        {"GITHUB_SERVER_URL", "https://ghes.example/"}},
       "https://ghes.example/api/v3"},
      {{{"GITHUB_API_URL", ""}, {"GITHUB_SERVER_URL", ""}}, "https://api.github.com"},
      {{{"INPUT_SERVER_URL", "https://ghes.example"}}, "https://ghes.example/api/v3"},
      {{{"INPUT_SERVER_URL", "https://octo.ghe.com"}}, "https://api.octo.ghe.com"},
      {{{"INPUT_SERVER_URL", "http://127.0.0.1:8080"}}, "http://127.0.0.1:8080/api/v3"},
      {{{"INPUT_SERVER_URL", "https://ghes.example"}, {"INPUT_API_URL", "https://api.example"}},
       "https://api.example"},
  };
  for (const auto& [environment, url] : cases) {
    CHECK(settings_of(workflow(environment)).api_url == url);
  }
}

TEST_CASE("all that is wrong is told at once, each with its place and what was expected") {
  InputSources sources = with_config("sync_branch: 'a..b'\n", {{"INPUT_TARGET_REPO", "occ"},
                                                               {"INPUT_TARGET_TOKEN", ""},
                                                               {"INPUT_TRAGET_BRANCH", "main"},
                                                               {"INPUT_DRY_RUN", "yes"}});
  sources.flags = {"--log-level=loud"};
  const SettingsResult result = parse_settings(sources);
  REQUIRE(result.problems.size() == 6);
  const Error error = usage_error(result.problems);
  CHECK(error.kind() == ErrorKind::usage);
  const std::string message = error.what();
  CHECK_THAT(message, StartsWith("6 problems with the settings:\n- "));
  for (const char* part :
       {"input target_repo: found \"occ\"; expected `owner/name`",
        "input target_token: it is empty",
        "\"traget_branch\": there is no such input. Did you mean `target_branch`?",
        "input dry_run: found \"yes\"; expected `true` or `false`",
        "flag --log-level: found \"loud\"", "auto-sync.yml:1:14 (sync_branch): found \"a..b\""}) {
    CHECK_THAT(message, ContainsSubstring(part));
  }
  CHECK_FALSE(error.hint().empty());
}

TEST_CASE("one problem is told in one line") {
  const SettingsResult result = parse_settings(workflow({{"INPUT_ATOMIC", "maybe"}}));
  CHECK(std::string(usage_error(result.problems).what()) ==
        "input atomic: found \"maybe\"; expected `true` or `false`.");
}

TEST_CASE("with a problem, the rest of the settings is still there for the report") {
  const SettingsResult result =
      parse_settings(workflow({{"INPUT_ATOMIC", "maybe"}, {"INPUT_REPORT_DIR", "out"}}));
  CHECK_FALSE(result.ok());
  CHECK(result.settings.report_dir == "out");
  CHECK(result.settings.target_token.reveal() == target_token);
}

TEST_CASE("the configuration file's path comes from the flags, else from the workflow") {
  InputSources sources = workflow();
  CHECK_FALSE(config_path(sources).has_value());
  sources.environment["INPUT_CONFIG"] = " sync.yml ";
  CHECK(config_path(sources).value() == "sync.yml");
  sources.flags = {"--config", "other.yml"};
  CHECK(config_path(sources).value() == "other.yml");
}

}  // namespace
}  // namespace auto_sync
