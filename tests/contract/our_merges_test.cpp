// Which merges of the source count as made by auto-sync: those that hold what it would have merged.
#include "contract/endings.h"
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Both sides diverged, and each got the other's commit by a merge of ours that the other lacks:
/// two syncs, one in either direction, at the same time.
struct CrossedMerges {
  World world;
  std::string at_source;
  std::string at_target;

  explicit CrossedMerges(const std::string& rules = {}, const Files& ours = {{"s.txt", "s\n"}},
                         const Files& theirs = {{"t.txt", "t\n"}}) {
    world.grow(3, 0);
    world.standin.grant(source_token, source_name, Access::write);
    world.inputs["on_conflict"] = "merge";
    world.inputs["merge_strategy"] = rules;
    world.build(world.source.commit("main", ours, "The source's"));
    const std::string own = world.target.commit("main", theirs, "The target's");
    REQUIRE(run("forward").status() == "merged");
    at_target = world.target_tip();
    world.target.branch("main", own);
    REQUIRE(run("reverse").status() == "merged");
    at_source = world.source_tip();
    world.build(at_source);
    world.target.branch("main", at_target);
  }

  Outcome run(const std::string& direction) {
    world.inputs["direction"] = direction;
    return world.run();
  }
  void check_at_rest(const std::string& direction) {
    check_ending(run(direction),
                 {"in_sync", 0, {"lacks nothing of", "merges that auto-sync made"}});
    CHECK(world.source_tip() == at_source);
    CHECK(world.target_tip() == at_target);
  }
};

const std::string forged_message = "Merge\n\nAuto-Sync-Commit: ";

/// A merge of `first` and `second` in the source, with the tree of `tree`, whose message claims
/// that auto-sync made it; it becomes the tip.
void claim_merge(World& world, const std::string& tree, const std::string& first,
                 const std::string& second) {
  const std::string merge =
      world.source.run({"commit-tree", tree + "^{tree}", "-p", first, "-p", second, "-F", "-"},
                       forged_message + second + "\n");
  world.source.branch("main", merge);
  world.build(merge);
}

}  // namespace

TEST_CASE("two syncs in opposite directions do not merge each other's merges for ever") {
  CrossedMerges crossed;
  crossed.check_at_rest("forward");
  crossed.check_at_rest("reverse");
}

TEST_CASE("they rest as well where both settle what collides by the same rules") {
  CrossedMerges crossed("union", {{"file1.txt", "the source's\n"}},
                        {{"file1.txt", "the target's\n"}});
  crossed.check_at_rest("forward");
  crossed.check_at_rest("reverse");
}

TEST_CASE("a fix in a merge travels although its message claims that auto-sync made it") {
  World world;
  world.grow(3, 0);
  const std::string base = world.source_tip();
  const std::string one = world.source.commit("main", {{"one.txt", "1\n"}}, "One");
  std::string first = base;
  SECTION("of commits that follow each other") {}
  SECTION("of commits that had diverged") {
    first = world.source.commit("other", {{"other.txt", "o\n"}}, "Other", {}, base);
    world.source.push_to(world.target.path().string(), {"other"});
  }
  world.source.push_to(world.target.path().string(), {"main"});
  world.source.branch("aside", first);
  const std::string fixed = world.source.commit(
      "aside", {{"one.txt", "1\n"}, {"other.txt", "o\n"}, {"fix.txt", "fix\n"}}, "Fix");
  claim_merge(world, fixed, first, one);
  if (first != base) {
    world.target.branch("main", world.target.merge("other", "main", "Merge"));
  }
  world.target.commit("main", {{"two.txt", "2\n"}}, "Two");
  world.inputs["on_conflict"] = "merge";

  CHECK(world.run().status() == "merged");
  CHECK(world.target.run({"show", "main:fix.txt"}) == "fix");
  CHECK(world.target.run({"show", "main:two.txt"}) == "2");
  require_sound(world);
}
