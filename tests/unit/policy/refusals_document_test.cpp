// Holds docs/refusals.md against the table in code.
#include "policy/explain_refusals.h"
#include "policy/refusals.h"
#include "support/catch.h"
#include "support/document_part.h"

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
  std::string expected;
  for (const KnownRefusal& row : known_refusals()) expected += section_of(row);
  testing::check_document_part("docs/refusals.md", "refusals", expected + "\n");
}
