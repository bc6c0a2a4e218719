#include "domain/commit_graph.h"

#include "support/catch.h"
#include "support/fakes/drawn_history.h"

using namespace auto_sync;
using auto_sync::testing::DrawnHistory;
using auto_sync::testing::names_of;

namespace {

const DrawnHistory merged(
    "a:\n"
    "b: a\n"
    "c: a\n"
    "d: b c\n"
    "e: d\n");

Oid id(const std::string& name) {
  return DrawnHistory::id(name);
}

}  // namespace

TEST_CASE("what a commit reaches goes through all its parents") {
  const CommitGraph graph = merged.graph();
  CHECK(graph.reachable(id("d")).size() == 4);
  CHECK_FALSE(graph.reachable(id("d")).contains(id("e")));
  CHECK(graph.reachable(id("unknown")).empty());
}

TEST_CASE("a walk ends where parents are not known") {
  const CommitGraph graph = merged.graph({"e", "d", "b"});
  CHECK(graph.reachable(id("e")).size() == 3);
  CHECK(graph.misses_parent(id("d")));
  CHECK_FALSE(graph.misses_parent(id("e")));
}

TEST_CASE("a commit is known as a parent although it is not in the graph itself") {
  const CommitGraph graph = merged.graph({"d", "e"});
  const auto ours = graph.reachable(id("e"));
  CHECK(graph.has_parent(ours, id("b")));
  CHECK_FALSE(graph.has_parent(ours, id("a")));
}

TEST_CASE("commits are listed children first, newest first where both are possible") {
  const CommitGraph graph = merged.graph();
  CHECK(names_of(graph.newest_first(graph.reachable(id("e")))) == "e d c b a");
}

TEST_CASE("a child is listed before its parent although its clock was wrong") {
  const DrawnHistory skewed(
      "old: @5000\n"
      "young: old @100\n");
  const CommitGraph graph = skewed.graph();
  CHECK(names_of(graph.newest_first(graph.reachable(id("young")))) == "young old");
}
