#include "policy/relate.h"

#include "support/catch.h"
#include "support/fakes/drawn_history.h"

using namespace auto_sync;
using auto_sync::testing::DrawnHistory;
using auto_sync::testing::names_of;

namespace {

Oid id(const std::string& name) {
  return DrawnHistory::id(name);
}

//      t1 - t2           the target
//     /
// a - b - c ----- e      the source
//      \         /
//       d ------
const DrawnHistory forked(
    "a:\n"
    "b: a\n"
    "c: b\n"
    "d: b\n"
    "e: c d\n"
    "t1: b\n"
    "t2: t1\n");

}  // namespace

TEST_CASE("a pack whose commits descend from the target's tip proves a fast-forward") {
  const auto facts = prove_fast_forward(forked.graph({"c", "d", "e"}), id("e"), id("b"));
  REQUIRE(facts);
  CHECK(facts->relation == Relation::fast_forward);
  CHECK(facts->ahead == 3);
  CHECK(facts->behind == 0);
  CHECK(names_of(facts->source_commits) == "e d c");
}

TEST_CASE("only what the carried commit reaches counts as ahead") {
  const auto facts = prove_fast_forward(forked.graph({"c", "d", "e"}), id("c"), id("b"));
  REQUIRE(facts);
  CHECK(facts->ahead == 1);
}

TEST_CASE("a pack proves nothing when no commit of it has the target's tip for a parent") {
  CHECK_FALSE(prove_fast_forward(forked.graph({"c", "d", "e"}), id("e"), id("t2")));
  CHECK_FALSE(prove_fast_forward(CommitGraph(), id("e"), id("b")));
}

TEST_CASE("diverged sides are counted exactly, with their merge base") {
  const auto known = relate_by_exploration(forked.graph(), id("e"), id("t2"));
  REQUIRE(known);
  CHECK(known->facts.relation == Relation::diverged);
  CHECK(known->facts.ahead == 3);
  CHECK(known->facts.behind == 2);
  REQUIRE(known->facts.merge_bases.size() == 1);
  CHECK(known->facts.merge_bases.front() == id("b"));
  CHECK(names_of(known->facts.target_commits) == "t2 t1");
}

TEST_CASE("a graph that ends on one side only was cut too early") {
  CHECK_FALSE(relate_by_exploration(forked.graph({"e", "c", "d", "t2"}), id("e"), id("t2")));
  CHECK_FALSE(relate_by_exploration(forked.graph({"e", "t2", "t1", "b", "a"}), id("e"), id("t2")));
}

TEST_CASE("a graph that ends in the common past is enough") {
  CHECK(relate_by_exploration(forked.graph({"e", "c", "d", "t2", "t1", "b"}), id("e"), id("t2")));
}

TEST_CASE("a common commit with unknown parents may still hide that a commit is common") {
  // x is merged into the source directly; the target reaches it through `far`, not fetched yet. The
  // times that they state are lies: one cannot tell by them.
  const DrawnHistory hidden(
      "x: @90\n"
      "far: x @20\n"
      "base: far @10\n"
      "ours: base x @40\n"
      "theirs: base @50\n");
  const auto known = relate_by_exploration(hidden.graph({"x", "base", "ours", "theirs"}),
                                           id("ours"), id("theirs"));
  REQUIRE(known);
  CHECK(known->facts.relation == Relation::diverged);
  CHECK(known->facts.merge_bases == std::vector<Oid>{id("base")});
  CHECK_FALSE(known->counted);
  CHECK_FALSE(known->facts.ahead);
  CHECK(known->facts.source_commits.empty());

  const auto whole = relate_by_exploration(hidden.graph(), id("ours"), id("theirs"));
  REQUIRE(whole);
  CHECK(whole->counted);
  CHECK(whole->facts.ahead == 1);
}

TEST_CASE("of two merge bases one may be behind the other, through history not fetched") {
  const DrawnHistory hidden(
      "old: @90\n"
      "far: old @20\n"
      "base: far @10\n"
      "ours: base old @40\n"
      "theirs: old base @50\n");
  const auto known = relate_by_exploration(hidden.graph({"old", "base", "ours", "theirs"}),
                                           id("ours"), id("theirs"));
  REQUIRE(known);
  CHECK(known->common.size() == 2);
  CHECK(known->facts.merge_bases.empty());
  CHECK(relate_by_exploration(hidden.graph(), id("ours"), id("theirs"))->facts.merge_bases ==
        std::vector<Oid>{id("base")});
}

TEST_CASE("nothing is told of a pair of which one is not in the graph") {
  CHECK_FALSE(relate_by_exploration(CommitGraph(), id("e"), id("t2")));
  CHECK_FALSE(relate_by_exploration(forked.graph({"a", "b", "c"}), id("c"), id("t2")));
  CHECK_FALSE(relate_by_exploration(forked.graph({"a", "b", "t1", "t2"}), id("e"), id("t2")));
}

TEST_CASE("an ancestor of the target's tip is behind it, and the other way round ahead") {
  CHECK(relate_by_exploration(forked.graph(), id("b"), id("t2"))->facts.relation ==
        Relation::target_ahead);
  CHECK(relate_by_exploration(forked.graph(), id("b"), id("t2"))->facts.behind == 2);
  CHECK(relate_by_exploration(forked.graph(), id("e"), id("b"))->facts.relation ==
        Relation::fast_forward);
  CHECK(relate_by_exploration(forked.graph(), id("e"), id("e"))->facts.relation == Relation::same);
}

TEST_CASE("complete histories without a common commit are unrelated") {
  const DrawnHistory two(
      "a:\n"
      "b: a\n"
      "x:\n");
  const auto known = relate_by_exploration(two.graph(), id("b"), id("x"));
  REQUIRE(known);
  CHECK(known->facts.relation == Relation::unrelated);
  CHECK(known->facts.ahead == 2);
  CHECK(known->facts.behind == 1);
  CHECK(known->facts.merge_bases.empty());
}

TEST_CASE("a criss-cross has two merge bases") {
  const DrawnHistory crossed(
      "a:\n"
      "l: a\n"
      "r: a\n"
      "ours: l r\n"
      "theirs: r l\n");
  const auto known = relate_by_exploration(crossed.graph(), id("ours"), id("theirs"));
  REQUIRE(known);
  CHECK(known->facts.merge_bases.size() == 2);
}
