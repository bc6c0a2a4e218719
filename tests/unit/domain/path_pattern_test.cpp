#include "domain/path_pattern.h"

#include <random>
#include <string>

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

namespace {

/// The meaning of patterns, told by taking them apart; `front`: at the front of a name.
bool by_definition(std::string_view pattern, std::string_view path, bool front) {
  if (pattern.empty()) return path.empty();
  const bool any = pattern.starts_with("**");
  if (pattern.front() == '*') {
    const std::string_view rest = pattern.substr(any ? 2 : 1);
    if (any && front && rest.starts_with('/') && by_definition(rest.substr(1), path, true)) {
      return true;
    }
    if (by_definition(rest, path, front)) return true;
    const bool takes = !path.empty() && (any || path.front() != '/');
    return takes && by_definition(pattern, path.substr(1), path.front() == '/');
  }
  if (path.empty()) return false;
  const bool fits = pattern.front() == '?' ? path.front() != '/' : pattern.front() == path.front();
  return fits && by_definition(pattern.substr(1), path.substr(1), path.front() == '/');
}

std::string drawn(std::mt19937& random, std::string_view letters, std::size_t longest) {
  std::string text(1 + random() % longest, ' ');
  for (char& letter : text) letter = letters[random() % letters.size()];
  return text;
}

}  // namespace

TEST_CASE("patterns match what they mean, in 50,000 drawn cases") {
  std::mt19937 random(10);
  std::size_t matching = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string pattern = drawn(random, "ab/***?", 9);
    const std::string path = drawn(random, "aab/", 7);
    INFO(pattern << " on " << path);
    bool expected = by_definition(pattern, path, true);
    if (pattern.ends_with('/')) {
      pattern.pop_back();
      expected = false;
      for (std::size_t slash = path.find('/'); slash != std::string::npos;
           slash = path.find('/', slash + 1)) {
        expected = expected || by_definition(pattern, path.substr(0, slash), true);
      }
      pattern += '/';
    }
    matching += expected ? 1 : 0;
    CHECK(matches_path(pattern, path) == expected);
  }
  CHECK(matching > 5'000);
}

TEST_CASE("a pattern of nothing but stars costs its length, not its powers") {
  CHECK_FALSE(matches_path("*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(200, 'a')));
  std::string pattern;
  for (int i = 0; i < 24; ++i) pattern += "**/";
  std::string path;
  for (int i = 0; i < 2'000; ++i) path += "a/";
  CHECK_FALSE(matches_path(pattern + "no", path + "a"));
  CHECK(matches_path(pattern + "a", path + "a"));
}

TEST_CASE("a pattern tells on its way whether anything below may match") {
  const auto may_match_below = [](std::string_view pattern, std::string_view path) {
    PathMatch match(pattern);
    match.read(path);
    match.read("/");
    return match.may_match();
  };
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
}
