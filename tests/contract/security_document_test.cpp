// docs/security.md names the tests that show what it says: they exist, under the names it gives.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "support/catch.h"
#include "support/places.h"

using namespace auto_sync::testing;

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(std::filesystem::path(source_dir()) / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether the file has a test of exactly that name, over however many lines it is written.
bool has_test(const std::filesystem::path& file, const std::string& sentence) {
  static const std::regex seam("\"\\s*\n\\s*\"");
  static const std::regex start("TEST_CASE\\(\\s*");
  const std::string source = std::regex_replace(text_of(file), seam, "");
  return std::regex_replace(source, start, "TEST_CASE(").find("TEST_CASE(\"" + sentence + "\"") !=
         std::string::npos;
}

}  // namespace

TEST_CASE("every test that the account of security names is there, and every row names one") {
  static const std::regex citation(R"(\[([^\]]+)\]\(\.\./(tests/[^)]+)\))");
  std::istringstream lines(text_of("docs/security.md"));
  std::size_t cited = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ") || line.starts_with("| may try to")) continue;
    INFO(line);
    const std::sregex_iterator citations(line.begin(), line.end(), citation);
    CHECK((citations != std::sregex_iterator()));
    for (auto one = citations; one != std::sregex_iterator(); ++one, ++cited) {
      CHECK(has_test((*one)[2].str(), (*one)[1].str()));
    }
  }
  CHECK(cited > 30);
  CHECK_FALSE(has_test("tests/contract/gate_test.cpp", "a red build"));
}
