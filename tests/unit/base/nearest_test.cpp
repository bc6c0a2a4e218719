#include "base/text.h"
#include "support/catch.h"

using namespace auto_sync;
using Names = std::vector<std::string>;

TEST_CASE("the edit distance counts insertions, deletions, replacements and swaps") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("tag", "tags") == 1);
  CHECK(edit_distance("sync_brunch", "sync_branch") == 1);
  CHECK(edit_distance("build_worfklow", "build_workflow") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the edit distance is the same both ways") {
  const Names words = {"", "a", "ab", "ba", "target_repo", "target_token", "taregt_repo"};
  for (const std::string& a : words) {
    for (const std::string& b : words) CHECK(edit_distance(a, b) == edit_distance(b, a));
  }
}

TEST_CASE("a renamed workflow comes first among those there are") {
  CHECK(nearest_first("OCC Windows Build", {"release", "OCC CI", "OCC Win Build"}) ==
        Names{"OCC Win Build", "OCC CI", "release"});
}

TEST_CASE("a word in common is nearer than an accidental likeness of letters") {
  const Names sorted = nearest_first("Build", {"Guide", "Windows and Linux Build"});
  CHECK(sorted.front() == "Windows and Linux Build");
}

TEST_CASE("case does not matter for what is near") {
  CHECK(nearest_first("BUILD", {"test", "build"}).front() == "build");
}

TEST_CASE("candidates that are equally near keep their order") {
  CHECK(nearest_first("x", {"aa", "bb", "cc"}) == Names{"aa", "bb", "cc"});
  CHECK(nearest_first("x", {}).empty());
}

TEST_CASE("a misspelt input is recognised") {
  const Names inputs = {"target_repo", "target_token", "sync_branch",
                        "tags",        "force_sync",   "build_workflow"};
  CHECK(did_you_mean("traget_repo", inputs) == "target_repo");
  CHECK(did_you_mean("TARGET_TOKENS", inputs) == "target_token");
  CHECK(did_you_mean("sync-branch", inputs) == "sync_branch");
  CHECK(did_you_mean("tag", inputs) == "tags");
  CHECK(did_you_mean("build_workflows", inputs) == "build_workflow");
  CHECK(did_you_mean("target_repo", inputs) == "target_repo");
}

TEST_CASE("nothing is suggested for a word that is like none of the candidates") {
  const Names inputs = {"target_repo", "tags"};
  CHECK(did_you_mean("completely_else", inputs).empty());
  CHECK(did_you_mean("xyz", inputs).empty());
  CHECK(did_you_mean("", {"a"}).empty());
  CHECK(did_you_mean("anything", {}).empty());
}

TEST_CASE("of two near candidates the nearer one is suggested") {
  CHECK(did_you_mean("targe_repo", {"target_rope", "target_repo"}) == "target_repo");
}
