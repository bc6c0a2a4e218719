#include <csignal>
#include <sstream>
#include <string>

#include "base/version.h"
#include "domain/status.h"
#include "policy/given_values.h"
#include "policy/inputs.h"
#include "policy/usage_text.h"
#include "support/catch.h"

namespace auto_sync {
namespace {

TEST_CASE("--help names every input, the tokens as variables only") {
  const std::string text = usage_text();
  for (const Input& input : inputs()) {
    INFO(input.name);
    const bool as_flag = text.find("  " + flag_name(input.name)) != std::string::npos;
    CHECK(as_flag == !input.secret);
  }
  CHECK_THAT(text, ContainsSubstring("INPUT_TARGET_TOKEN"));
  CHECK_THAT(text, ContainsSubstring("INPUT_SOURCE_TOKEN"));
}

TEST_CASE("--help fits a terminal of 100 columns and holds no Markdown") {
  std::istringstream lines(usage_text());
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(line.size() <= 100);
    CHECK(line.find('`') == std::string::npos);
    CHECK_FALSE(line.ends_with(' '));
  }
}

TEST_CASE("--help lists every exit code that a run can end with") {
  std::istringstream lines(usage_text());
  std::string codes;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  ")) codes += line.substr(0, 6) + "\n";
  }
  const int ends[] = {exit_code(Status::synced, false),         exit_code(Status::blocked, true),
                      exit_code(Status::conflict, false),       exit_code(Status::rejected, false),
                      exit_code(ErrorKind::internal, 0),        exit_code(ErrorKind::usage, 0),
                      exit_code(ErrorKind::access, 0),          exit_code(ErrorKind::remote, 0),
                      exit_code(ErrorKind::interrupted, SIGINT)};
  for (const int code : ends) {
    CHECK_THAT(codes, ContainsSubstring(" " + std::to_string(code) + " "));
  }
  CHECK_THAT(usage_text(),
             ContainsSubstring(std::to_string(exit_code(ErrorKind::interrupted, SIGTERM))));
}

TEST_CASE("--version tells the version") {
  CHECK(version_text() == "auto-sync " + std::string(version()) + "\n");
}

}  // namespace
}  // namespace auto_sync
