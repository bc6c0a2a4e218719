#include "policy/select_tags.h"

#include "support/catch.h"
#include "support/fakes/drawn_history.h"

using namespace auto_sync;

namespace {

Oid id(const std::string& name) {
  return auto_sync::testing::DrawnHistory::id(name);
}

std::vector<std::string> names(const std::vector<TagFacts>& tags) {
  std::vector<std::string> result;
  for (const TagFacts& tag : tags) result.push_back(tag.source.name);
  return result;
}

using Names = std::vector<std::string>;

const std::vector<ListedRef> source = {
    {"refs/heads/main", id("tip"), {}},
    {"refs/tags/v1.0", id("one"), {}},
    {"refs/tags/v2.0-rc1", id("two"), id("commit")},
    {"refs/tags/nightly/2024", id("night"), {}},
};

}  // namespace

TEST_CASE("all tags are candidates for `reachable` and `all`, branches never") {
  for (const auto mode : {TagSelection::Mode::reachable, TagSelection::Mode::all}) {
    CHECK(names(select_tags({mode, {}}, source, {})) ==
          Names{"refs/tags/v1.0", "refs/tags/v2.0-rc1", "refs/tags/nightly/2024"});
  }
  CHECK(select_tags({TagSelection::Mode::none, {}}, source, {}).empty());
}

TEST_CASE("patterns are globs over the short name, a slash included") {
  const auto mode = TagSelection::Mode::patterns;
  CHECK(names(select_tags({mode, {"v*"}}, source, {})) ==
        Names{"refs/tags/v1.0", "refs/tags/v2.0-rc1"});
  CHECK(names(select_tags({mode, {"v?.0", "nightly*"}}, source, {})) ==
        Names{"refs/tags/v1.0", "refs/tags/nightly/2024"});
}

TEST_CASE("each tag stands beside what the target has under its name") {
  const std::vector<ListedRef> target = {{"refs/tags/v1.0", id("one"), {}},
                                         {"refs/tags/v2.0-rc1", id("other"), {}}};
  const auto tags = select_tags({}, source, target);
  CHECK(tags[0].same());
  CHECK_FALSE(tags[1].same());
  CHECK(tags[1].target_id == id("other"));
  CHECK_FALSE(tags[2].target_id);
}

TEST_CASE("an annotated tag stands for the commit it points to") {
  const auto tags = select_tags({}, source, {});
  CHECK(tags[1].source.id == id("two"));
  CHECK(tags[1].source.commit() == id("commit"));
}

TEST_CASE("names that git would refuse are passed over") {
  const std::vector<ListedRef> odd = {{"refs/tags/a..b", id("x"), {}},
                                      {"refs/tags/line\nbreak", id("x"), {}},
                                      {"refs/tags/v1^{}", id("x"), {}}};
  CHECK(select_tags({}, odd, {}).empty());
}
