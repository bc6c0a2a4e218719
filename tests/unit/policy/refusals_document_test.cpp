// Holds docs/refusals.md against the table in code.
// AUTO_SYNC_UPDATE_GOLDENS=1 writes the part anew; look at the difference before committing it.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "policy/explain_refusals.h"
#include "policy/refusals.h"
#include "support/catch.h"
#include "support/places.h"

using namespace auto_sync;

namespace {

/// The row as a reader meets it: with what its example would put into the sentences.
std::string section_of(const KnownRefusal& row) {
  Captures captures = find_refusals(row.example).front().captures;
  captures.merge(side_names(Settings()));
  return "\n## `" + std::string(row.name) + "`\n\n```text\n" + std::string(row.example) +
         "\n```\n\n" + fill(row.meaning, captures) + "\n\n**What to do:** " +
         fill(row.remedy, captures) + " [More](" + std::string(row.link) + ").\n";
}

}  // namespace

TEST_CASE("docs/refusals.md lists each text with its meaning and what to do") {
  const std::string begin = "<!-- refusals:begin -->\n";
  const std::string path = testing::source_dir() + "/docs/refusals.md";
  std::ifstream file(path, std::ios::binary);
  std::ostringstream stream;
  stream << file.rdbuf();
  const std::string text = stream.str();
  const std::size_t from = text.find(begin) + begin.size();
  const std::size_t to = text.find("<!-- refusals:end -->");
  REQUIRE(to != std::string::npos);
  std::string expected;
  for (const KnownRefusal& row : known_refusals()) expected += section_of(row);
  expected += "\n";
  if (std::getenv("AUTO_SYNC_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path, std::ios::binary) << text.substr(0, from) + expected + text.substr(to);
    return;
  }
  CHECK(text.substr(from, to - from) == expected);
}
