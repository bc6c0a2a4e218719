#include <string>
#include <utility>
#include <vector>

#include "policy/parse_settings.h"
#include "support/catch.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

std::string config_problems(const std::string& text) {
  return problems_of(with_config(text));
}

TEST_CASE("a configuration file sets inputs by their names") {
  const SettingsResult result = parse_settings(with_config(R"(# how we sync
source_repo: a/b
target_branch: stable
build_workflow: [build.yml, "Build, then test"]
require_build: true
tags:
  - v1.*
  - v2.*
dry_run: True
report_dir: 'out'
log_level:
)"));
  REQUIRE(problem_lines(result).empty());
  CHECK(result.settings.source.full_name == "a/b");
  CHECK(result.settings.target_branch == "stable");
  CHECK(result.settings.build_workflows ==
        std::vector<std::string>{"build.yml", "Build, then test"});
  CHECK(result.settings.tags.patterns == std::vector<std::string>{"v1.*", "v2.*"});
  CHECK(result.settings.dry_run);
  CHECK(result.settings.report_dir == "out");
  CHECK(result.settings.log_level == log::Level::info);
}

TEST_CASE("a list may be one line of text, or lines") {
  const SettingsResult result =
      parse_settings(with_config("build_workflow: a.yml, b.yml\ntags: |\n  v1*\n  v2*\n"));
  REQUIRE(problem_lines(result).empty());
  CHECK(result.settings.build_workflows == std::vector<std::string>{"a.yml", "b.yml"});
  CHECK(result.settings.tags.patterns == std::vector<std::string>{"v1*", "v2*"});
}

TEST_CASE("an anchor's value can be used again") {
  const SettingsResult result =
      parse_settings(with_config("sync_branch: &b release\ntarget_branch: *b\n"));
  REQUIRE(problem_lines(result).empty());
  CHECK(result.settings.sync_branch == "release");
  CHECK(result.settings.target_branch == "release");
}

TEST_CASE("an empty file, comments alone, a byte order mark and CRLF are fine") {
  for (const char* text : {"", "\n\n", "# nothing\n", "---\n", "{}", "~",
                           "\xEF\xBB\xBFsync_branch: main\r\ndry_run: true\r\n"}) {
    INFO(text);
    CHECK(config_problems(text).empty());
  }
}

TEST_CASE("what is wrong in a file is told with line and column") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"sync_branch: main\n\ndry_run: yes\n",
       "auto-sync.yml:3:10 (dry_run): found \"yes\"; expected `true` or `false`."},
      {"dry_run: true\n  \nsync_brnch: main\n",
       "auto-sync.yml:3:1 (\"sync_brnch\"): there is no such input. Did you mean `sync_branch`?"},
      {"colour: red\n", "auto-sync.yml:1:1 (\"colour\"): there is no such input. The nearest is `"},
      {"dry_run: true\ndry_run: false\n", "auto-sync.yml:2:1 (dry_run): it is given twice."},
      {"sync_branch: [a, b]\n",
       "auto-sync.yml:1:14 (sync_branch): found a list; expected the name of a branch."},
      {"tags: {a: b}\n", "auto-sync.yml:1:7 (tags): found a map; expected"},
      {"tags:\n  - v1\n  - [v2]\n", "auto-sync.yml:3:5 (tags): found a list in the list;"},
      {"config: other.yml\n", "auto-sync.yml:1:1 (config): a configuration file cannot name"},
      {"- a\n- b\n", "auto-sync.yml:1:1: found a list; expected inputs and their values"},
      {"hello\n", "auto-sync.yml:1:1: found a single value; expected inputs"},
      {"[a]: b\n", "auto-sync.yml:1:1: found a list as a key; expected the name of an input."},
      {"dry_run: true\n---\natomic: true\n", "a second document begins; expected one document."},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK_THAT(config_problems(text), ContainsSubstring(expected));
  }
}

TEST_CASE("YAML that cannot be read is told with its place") {
  for (const char* text :
       {"a: b: c\n", "sync_branch: [a\n", "\tdry_run: true\n", "a: *nothing\n", "{", "? [",
        "dry_run: true\n  atomic: true\n", "%YAML 9.9.9\n---\na: b", "&a &b c"}) {
    INFO(text);
    const std::string problems = config_problems(text);
    CHECK_THAT(problems, StartsWith("auto-sync.yml:"));
    CHECK_THAT(problems, ContainsSubstring("the YAML cannot be read: "));
  }
}

TEST_CASE("a token is refused in a file, and not repeated") {
  const std::string problems =
      config_problems("target_token: plainSECRETvalue\nsource_token: ghp_standinWRONG0123456789\n");
  CHECK_THAT(problems, StartsWith("auto-sync.yml:1:1 (target_token): tokens are not taken from"));
  CHECK_THAT(problems, ContainsSubstring("auto-sync.yml:2:1 (source_token): tokens are not taken"));
  CHECK(problems.find("SECRET") == std::string::npos);
  CHECK(problems.find("WRONG") == std::string::npos);
}

TEST_CASE("which server tokens go to is not taken from a file, and the error says who may say it") {
  CHECK(config_problems("dry_run: true\nserver_url: https://git.example.org\n") ==
        "auto-sync.yml:2:13 (server_url): a configuration file cannot say which server tokens are "
        "sent to. Say it in the workflow, as `server_url` under `with:`, or by the flag "
        "`--server-url`.\n");
  for (const char* text : {"api_url: https://git.example.org/api/v3\n",
                           "target_repo: https://git.example.org/cogpy/occ\n",
                           "source_repo: https://git.example.org/o9nn/occ.git\n",
                           "source_repo: HTTPS://github.com/o9nn/occ\n",
                           "target_repo: git@git.example.org:cogpy/occ.git\n"}) {
    INFO(text);
    CHECK_THAT(config_problems(text), ContainsSubstring("which server tokens are sent to"));
    // Nor when the workflow overrules it: the next one may not.
    CHECK_FALSE(problems_of(with_config(text, {{"INPUT_SERVER_URL", "https://github.com"},
                                               {"INPUT_API_URL", "https://api.github.com"},
                                               {"INPUT_SOURCE_REPO", "o9nn/occ"}}))
                    .empty());
  }
  CHECK(parse_settings(with_config("server_url: https://git.example.org\n")).settings.server_url ==
        "https://github.com");
}

TEST_CASE("a file names repositories by their names") {
  InputSources sources = with_config("target_repo: mirrors/occ\nsource_repo: o9nn/occ\n");
  sources.environment.erase("INPUT_TARGET_REPO");
  CHECK(parse_settings(sources).ok());
  CHECK(parse_settings(sources).settings.target.url == "https://github.com/mirrors/occ.git");
}

TEST_CASE("what protects a branch is not switched off in a file, but may be named as it is") {
  for (const char* text : {"require_build: false\n", "force_sync: true\n", "force_sync: TRUE\n",
                           "sync_commit: tip\n", "direction: reverse\n", "direction: both\n",
                           "backup: false\n", "rollback_to: previous\n"}) {
    INFO(text);
    CHECK_THAT(config_problems(text),
               ContainsSubstring("cannot switch off what protects a branch"));
    CHECK_THAT(config_problems(text), ContainsSubstring("under `with:`"));
  }
  CHECK(config_problems("require_build: True\nforce_sync: false\nsync_commit: tested\n"
                        "direction: forward\nbackup: true\nrollback_to:\n")
            .empty());
  CHECK_THAT(config_problems("force_sync: yes\n"), ContainsSubstring("expected `true` or `false`"));
}

TEST_CASE("an absolute report_dir is not taken from a file, and is from the workflow") {
  CHECK_THAT(config_problems("report_dir: /root/.ssh\n"),
             StartsWith("auto-sync.yml:1:13 (report_dir): found \"/root/.ssh\", an absolute path; "
                        "expected a path inside the workspace."));
  CHECK(config_problems("report_dir: out/reports\n").empty());
  CHECK(problems_of(workflow({{"INPUT_REPORT_DIR", "/tmp/reports"}})).empty());
}

TEST_CASE("a file of more than a megabyte, with NUL bytes or not in UTF-8 is refused") {
  CHECK(config_problems(std::string((std::size_t{1} << 20) + 1, '#')) ==
        "auto-sync.yml: the file is 1.0 MB large; expected at most 1 MiB.\n");
  CHECK(config_problems(std::string("dry_run: true\n\0", 15)) ==
        "auto-sync.yml: the file is not text; expected YAML in UTF-8.\n");
  CHECK(config_problems("sync_branch: \xff\xfe\n") ==
        "auto-sync.yml: the file is not text; expected YAML in UTF-8.\n");
}

TEST_CASE("deep, wide and self-referring files are survived") {
  const std::string deep(200000, '[');
  CHECK(config_problems(deep) == "auto-sync.yml:1:1: it is nested too deeply.\n");
  CHECK_THAT(config_problems("tags: " + std::string(100000, '{')),
             ContainsSubstring("it is nested too deeply"));
  std::string laughs = "tags: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    laughs += std::string(1, c) + ": &" + c + " [*" + std::string(1, static_cast<char>(c - 1));
    for (int i = 0; i < 9; ++i) laughs += std::string(", *") + static_cast<char>(c - 1);
    laughs += "]\n";
  }
  CHECK_FALSE(config_problems(laughs).empty());
  std::string wide;
  for (int i = 0; i < 20000; ++i) wide += "key" + std::to_string(i) + ": 1\n";
  CHECK_THAT(config_problems(wide),
             EndsWith("auto-sync.yml:51:1: the rest of the file was not read.\n"));
  CHECK_FALSE(config_problems("tags: &t [*t]\n").empty());
}

TEST_CASE("a hostile key or path is shown harmlessly") {
  CHECK(config_problems("\"a\\n::error::x\": 1\n").find("\n::error") == std::string::npos);
  CHECK(config_problems("ghp_standinWRONG0123456789: 1\n").find("WRONG") == std::string::npos);
  InputSources sources = workflow();
  sources.config = ConfigFile{"a\n::error::b.yml", "x: 1\n"};
  CHECK(problems_of(sources).find("\n::error") == std::string::npos);
}

}  // namespace
}  // namespace auto_sync
