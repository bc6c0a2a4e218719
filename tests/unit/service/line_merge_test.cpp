#include "service/line_merge.h"

#include "service/line_diff.h"
#include "service/similarity.h"
#include "support/catch.h"

namespace auto_sync {
namespace {

const std::string base = "a\nb\nc\nd\ne\nf\ng\nh\n";

std::string merged(const std::string& ours, const std::string& theirs,
                   MergeFavor favor = MergeFavor::none) {
  WorkBudget budget(10'000);
  const LineMerge merge = merge_lines(base, ours, theirs, favor, budget);
  return merge.clean ? merge.text : "conflict";
}

TEST_CASE("changes of different lines are both kept") {
  CHECK(merged("A\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\ne\nf\ng\nH\n") ==
        "A\nb\nc\nd\ne\nf\ng\nH\n");
  CHECK(merged("b\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\ne\nf\ng\nh\ni\n") ==
        "b\nc\nd\ne\nf\ng\nh\ni\n");
  CHECK(merged(base, "x\n") == "x\n");
}

TEST_CASE("the same change on both sides is made once") {
  CHECK(merged("a\nb\nX\nd\ne\nf\ng\nh\n", "a\nb\nX\nd\ne\nf\ng\nH\n") ==
        "a\nb\nX\nd\ne\nf\ng\nH\n");
}

TEST_CASE("changes of the same or of neighbouring lines conflict") {
  CHECK(merged("a\nX\nc\nd\ne\nf\ng\nh\n", "a\nY\nc\nd\ne\nf\ng\nh\n") == "conflict");
  CHECK(merged("a\nX\nc\nd\ne\nf\ng\nh\n", "a\nb\nY\nd\ne\nf\ng\nh\n") == "conflict");
  CHECK(merged(base + "i\n", base + "j\n") == "conflict");
}

TEST_CASE("a favor decides the conflicting lines and nothing else") {
  const std::string ours = "A\nX\nc\nd\ne\nf\ng\nh\n";
  const std::string theirs = "a\nY\nc\nd\ne\nf\ng\nH\n";
  CHECK(merged(ours, theirs, MergeFavor::ours) == "A\nX\nc\nd\ne\nf\ng\nH\n");
  CHECK(merged(ours, theirs, MergeFavor::theirs) == "a\nY\nc\nd\ne\nf\ng\nH\n");
  CHECK(merged(ours, theirs, MergeFavor::both) == "A\nX\na\nY\nc\nd\ne\nf\ng\nH\n");
  CHECK(merged(base + "i", base + "j", MergeFavor::both) == base + "i\nj");
}

TEST_CASE("lines that are everywhere do not tear a difference apart") {
  std::string braces;
  for (int i = 0; i < 100; ++i) braces += "}\n";
  WorkBudget budget(10'000);
  const auto hunks = diff_lines(split_lines(braces), split_lines("x\n" + braces), budget);
  REQUIRE(hunks.size() == 1);
  CHECK(hunks[0].side == 0);
}

TEST_CASE("a difference in too many places is given up, one in few is not, however long the file") {
  std::string lines;
  std::string between;
  std::string at_the_ends = "first\n";
  for (int i = 0; i < 10'000; ++i) {
    const std::string line = "line " + std::to_string(i) + "\n";
    lines += line;
    between += line + "own " + line;
    at_the_ends += line;
  }
  at_the_ends += "last\n";
  WorkBudget budget(1'000'000);
  CHECK(diff_lines(split_lines(lines), split_lines(at_the_ends), budget).size() == 2);
  CHECK_THROWS_AS(diff_lines(split_lines(lines), split_lines(between), budget), Error);
}

TEST_CASE("a text is split into lines with their ends") {
  CHECK(split_lines("").empty());
  CHECK(split_lines("a\n\nb") == Lines{"a\n", "\n", "b"});
}

TEST_CASE("contents are as similar as the bytes of the lines that they share") {
  const Pieces whole("one\ntwo\nthree\nfour\n");
  CHECK(similarity(whole, whole, 0) == most_similar);
  CHECK(similarity(whole, Pieces("one\ntwo\n"), 0) == 8 * most_similar / 19);
  CHECK(similarity(whole, Pieces("one\ntwo\n"), most_similar / 2) == 0);
  CHECK(similarity(whole, Pieces("one\r\ntwo\r\nthree\r\nfour\r\n"), 0) > 0);
  CHECK(similarity(whole, Pieces(""), 0) == 0);
}

TEST_CASE("a NUL near the start makes a content binary") {
  CHECK(is_binary(std::string("a\0b", 3)));
  CHECK_FALSE(is_binary("text\n"));
  CHECK_FALSE(is_binary(std::string(8'000, 'x') + std::string(1, '\0')));
}

}  // namespace
}  // namespace auto_sync
