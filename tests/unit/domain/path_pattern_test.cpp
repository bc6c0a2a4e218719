#include "domain/path_pattern.h"

#include "support/catch.h"

using namespace auto_sync;

TEST_CASE("a path without wildcards matches itself alone") {
  CHECK(matches_path("vcpkg.json", "vcpkg.json"));
  CHECK_FALSE(matches_path("vcpkg.json", "sub/vcpkg.json"));
  CHECK_FALSE(matches_path("vcpkg.json", "vcpkg.jsonx"));
  CHECK_FALSE(is_path_pattern("cogutil/CMakeLists.txt"));
}

TEST_CASE("a star and a question mark stop at a slash") {
  CHECK(matches_path("*.md", "README.md"));
  CHECK_FALSE(matches_path("*.md", "docs/README.md"));
  CHECK(matches_path("docs/*.md", "docs/a.b.md"));
  CHECK(matches_path("a?c", "abc"));
  CHECK_FALSE(matches_path("a?c", "a/c"));
  CHECK(matches_path("*a*b*", "xxaxxbxaxb"));
  CHECK_FALSE(matches_path("*a*b", "xxaxxc"));
}

TEST_CASE("two stars cross slashes, and may match nothing") {
  CHECK(matches_path("**/CMakeLists.txt", "CMakeLists.txt"));
  CHECK(matches_path("**/CMakeLists.txt", "a/b/CMakeLists.txt"));
  CHECK(matches_path("docs/**", "docs/a/b.md"));
  CHECK(matches_path("docs/**/b.md", "docs/b.md"));
  CHECK(matches_path("docs/**/*.md", "docs/a/c/b.md"));
  CHECK_FALSE(matches_path("docs/**/b.md", "docsb.md"));
  CHECK_FALSE(matches_path("docs/**", "other/docs/a"));
  CHECK(matches_path("**", "a/b"));
}

TEST_CASE("a slash at the end means everything below") {
  CHECK(matches_path("docs/", "docs/a/b.md"));
  CHECK(matches_path("**/vendor/", "a/vendor/x"));
  CHECK_FALSE(matches_path("docs/", "docs"));
  CHECK_FALSE(matches_path("docs/", "docsx/a"));
}

TEST_CASE("many stars take no time") {
  const std::string path(200, 'a');
  CHECK_FALSE(matches_path("*a*a*a*a*a*a*a*a*a*a*a*a*b", path));
}

TEST_CASE("a directory is looked into only when a path below it may match") {
  CHECK(may_match_below("a/b/c.txt", "a"));
  CHECK(may_match_below("a/b/c.txt", "a/b"));
  CHECK_FALSE(may_match_below("a/b/c.txt", "a/b/c.txt"));
  CHECK_FALSE(may_match_below("a/b/c.txt", "a/c"));
  CHECK_FALSE(may_match_below("a/b/c.txt", "b"));
  CHECK_FALSE(may_match_below("*.txt", "a"));
  CHECK(may_match_below("*/x.txt", "a"));
  CHECK_FALSE(may_match_below("*/x.txt", "a/b"));
  CHECK(may_match_below("**/x.txt", "a/b/c"));
  CHECK(may_match_below("a/**", "a/b/c"));
  CHECK_FALSE(may_match_below("a/**", "b"));
  CHECK(may_match_below("a**/x", "abc/d"));
  CHECK(may_match_below("docs/", "docs"));
}
