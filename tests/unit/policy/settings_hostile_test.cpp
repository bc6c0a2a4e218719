// Values that nobody gives by mistake, and tokens in places where they must not be.
#include <string>
#include <vector>

#include "policy/parse_settings.h"
#include "support/catch.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

std::string everything_said(const InputSources& sources) {
  const SettingsResult result = parse_settings(sources);
  std::string said = problem_lines(result);
  for (const std::string& warning : result.warnings) said += warning + "\n";
  return said;
}

TEST_CASE("a missing target token says that the secret is most likely not set, and how to set it") {
  InputSources sources = workflow();
  sources.environment.erase("INPUT_TARGET_TOKEN");
  const std::string problems = problems_of(sources);
  for (const char* part : {"input target_token: it is empty", "secret is not set", "`magoo`",
                           "target_token: ${{ secrets.magoo }}", "forks"}) {
    CHECK_THAT(problems, ContainsSubstring(part));
  }
  sources.environment.erase("GITHUB_ACTIONS");
  CHECK_THAT(problems_of(sources), ContainsSubstring("INPUT_TARGET_TOKEN"));
}

TEST_CASE("without a source token the source is read anonymously") {
  const SettingsResult result = parse_settings(workflow({{"INPUT_SOURCE_TOKEN", ""}}));
  CHECK(result.ok());
  CHECK(result.settings.source_token.empty());
}

TEST_CASE("a token with anything in it that no token has is refused, and not repeated") {
  for (const char* inner : {" ", "\n", "\r\n", "\t", "\x1b[0m", "\xff", "é"}) {
    const std::string said = everything_said(
        workflow({{"INPUT_TARGET_TOKEN", "standinFIRSTHALF" + std::string(inner) + "secondHALF"}}));
    CHECK_THAT(said, StartsWith("input target_token: the value (not shown)"));
    CHECK(said.find("HALF") == std::string::npos);
  }
  const std::string with_nul("standinFIRSTHALF\0secondHALF", 27);
  CHECK_FALSE(parse_settings(workflow({{"INPUT_TARGET_TOKEN", with_nul}})).ok());
}

TEST_CASE("an expression that nothing replaced is no token") {
  const std::string said =
      everything_said(workflow({{"INPUT_TARGET_TOKEN", "${{secrets.magoo}}"}}));
  CHECK_THAT(said, ContainsSubstring("found an expression of a workflow"));
}

TEST_CASE("a token in the wrong input is refused and never repeated") {
  const std::vector<std::string> tokens = {
      "ghp_standinWRONG0123456789", "github_pat_standinWRONG0123456789_abc",
      "gho_standinWRONG0123456789", "ghs_standinWRONG0123456789", "glpat-standinWRONG0123456789"};
  for (const Input& input : inputs()) {
    if (input.secret) continue;
    for (const std::string& token : tokens) {
      std::string variable = "INPUT_";
      for (const char c : input.name) variable += c == '_' ? c : static_cast<char>(c - 'a' + 'A');
      for (const std::string& value : {token, "x:" + token + "@github.com", "a\n" + token}) {
        INFO(variable << "=" << value);
        const std::string said = everything_said(workflow({{variable, value}}));
        CHECK_FALSE(said.empty());
        CHECK(said.find("standinWRONG") == std::string::npos);
      }
    }
  }
}

TEST_CASE("a token is not offered as the path of a configuration file") {
  InputSources sources = workflow({{"INPUT_CONFIG", "ghp_standinWRONG0123456789"}});
  CHECK_FALSE(config_path(sources).has_value());
  CHECK_FALSE(config_path(with_flags({"--config=a\n::error::b"})).has_value());
}

TEST_CASE("a token of no known shape in the wrong input is not repeated either") {
  const std::string token = "a1b2c3d4e5f60718293a4b5c6d7e8f9001234567";
  const std::string said =
      everything_said(workflow({{"INPUT_TARGET_TOKEN", token}, {"INPUT_TARGET_REPO", token}}));
  CHECK_THAT(said, StartsWith("input target_repo: found "));
  CHECK(said.find(token) == std::string::npos);
}

TEST_CASE("credentials in a URL are refused and not repeated") {
  for (const char* url :
       {"https://user:hunter2secret@github.com/cogpy/occ", "https://hunter2secret@github.com/a/b",
        "https://user:hunter2/secret@github.com/a/b", "http://user:hunter2secret@127.0.0.1/a/b",
        "ssh://git:hunter2secret@github.com/a/b", "ssh://git:hunter2/secret@github.com/a/b",
        "user:hunter2secret@github.com/a/b"}) {
    INFO(url);
    for (const char* input : {"INPUT_TARGET_REPO", "INPUT_SERVER_URL", "INPUT_API_URL"}) {
      const std::string said = everything_said(workflow({{input, url}}));
      CHECK_THAT(said, ContainsSubstring("credentials in it (not shown)"));
      CHECK(said.find("hunter2") == std::string::npos);
      CHECK(said.find("secret@") == std::string::npos);
    }
  }
}

TEST_CASE("control characters, invalid UTF-8 and commands in a value are refused, made visible") {
  const std::vector<std::string> values = {
      "main\n::error::gone", "main\r::add-mask::x", std::string("ma\0in", 5), "ma\xff\xfein",
      "\x1b[31mmain",        "ma\u202Ein",          "##[add-mask]x\ty"};
  for (const Input& input : inputs()) {
    if (input.secret || input.list) continue;
    std::string variable = "INPUT_";
    for (const char c : input.name) variable += c == '_' ? c : static_cast<char>(c - 'a' + 'A');
    for (const std::string& value : values) {
      const std::string said = everything_said(workflow({{variable, value}}));
      INFO(variable << " " << said);
      REQUIRE_THAT(said, StartsWith("input " + std::string(input.name) + ": found \""));
      CHECK(said.find('\0') == std::string::npos);
      CHECK(said.find('\x1b') == std::string::npos);
      CHECK(said.find('\xff') == std::string::npos);
      CHECK(said.find('\n') == said.size() - 1);
    }
  }
}

TEST_CASE("a value of a megabyte is refused without being repeated") {
  const std::string megabyte(std::size_t{1} << 20, 'x');
  for (const char* input : {"INPUT_TARGET_REPO", "INPUT_SYNC_BRANCH", "INPUT_TARGET_TOKEN",
                            "INPUT_BUILD_WORKFLOW", "INPUT_REPORT_DIR"}) {
    const std::string said = everything_said(workflow({{input, megabyte}}));
    CHECK_THAT(said, ContainsSubstring("the value is 1048576 bytes long"));
    CHECK(said.size() < 1000);
  }
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "v" + std::to_string(i) + "\n";
  CHECK_THAT(everything_said(workflow({{"INPUT_TAGS", many}})),
             ContainsSubstring("found 2000 values, more than 1000"));
}

TEST_CASE("a file that YAML finds no end in is refused") {
  for (const char* text : {",", ", dry_run\n", "# one\n, \b"}) {
    INFO(text);
    const std::string problems = problems_of(with_config(text));
    CHECK_THAT(problems, StartsWith("auto-sync.yml:"));
    CHECK_THAT(problems, ContainsSubstring("the YAML cannot be read; expected one document."));
  }
}

TEST_CASE("what YAML cannot be read for is shown harmlessly") {
  const std::string problems = problems_of(with_config("tags: \"\\\x1b\"\n"));
  CHECK_THAT(problems, ContainsSubstring("unknown escape character: \\x1b"));
}

TEST_CASE("a hostile name of an input is shown harmlessly") {
  const std::string said = everything_said(workflow({{"INPUT_TARGET_REPO\n::error::x", "x"},
                                                     {"INPUT_" + std::string(100000, 'T'), "x"},
                                                     {"INPUT_GHP_STANDINWRONG0123456789", "x"}}));
  CHECK(said.find("\n::error") == std::string::npos);
  CHECK(said.find("standinwrong") == std::string::npos);
  CHECK(said.size() < 2000);
}

}  // namespace
}  // namespace auto_sync
