// Both ways of `direction: both`, between two repositories that are pushed to by script.
#include "app/run_both_ways.h"

#include "app/run_sync.h"
#include "domain/verdict.h"
#include "policy/headline.h"
#include "support/catch.h"
#include "support/fakes/two_sides.h"

using namespace auto_sync;
using auto_sync::test::ScriptedPush;
using auto_sync::test::TwoSides;

namespace {

const std::string main_ref = "refs/heads/main";

/// A line of commits, and a branch of either side somewhere on it.
struct Bench {
  TwoSides sides{
      "one:\n"
      "two: one\n"
      "three: two\n"
      "four: three\n"};

  Bench(const std::string& source, const std::string& target) {
    sides.settings.direction = Direction::both;
    sides.source.refs[main_ref] = TwoSides::id(source);
    sides.target.refs[main_ref] = TwoSides::id(target);
  }
  SyncResult run() { return run_both_ways(sides.settings, {}, sides.forward(), sides.back()); }
  bool stand(const std::string& source, const std::string& target) {
    return sides.source.refs.at(main_ref) == TwoSides::id(source) &&
           sides.target.refs.at(main_ref) == TwoSides::id(target);
  }
};

}  // namespace

TEST_CASE("a target that is behind is brought up to date, and the source left alone") {
  Bench bench("three", "one");
  const SyncResult result = bench.run();
  CHECK(bench.stand("three", "three"));
  CHECK(result.end.status == Status::synced);
  CHECK_FALSE(result.way_back);
  CHECK(bench.sides.source.pushes.empty());
}

TEST_CASE("a source that is behind is brought up to date on the way back") {
  Bench bench("one", "three");
  const SyncResult result = bench.run();
  CHECK(bench.stand("three", "three"));
  CHECK(result.end.status == Status::synced);
  REQUIRE(result.way_back);
  CHECK(result.way_back->found.source_sha == TwoSides::id("three"));
  CHECK(bench.sides.target.pushes.empty());
}

TEST_CASE("sides that are equal are pushed nothing") {
  Bench bench("two", "two");
  const SyncResult result = bench.run();
  CHECK(result.end.status == Status::in_sync);
  CHECK_FALSE(result.way_back);
  CHECK(bench.sides.source.pushes.empty());
  CHECK(bench.sides.target.pushes.empty());
}

TEST_CASE("a lease that is lost on the way back is told as an attempt more of the whole run") {
  Bench bench("one", "three");
  bench.sides.source.answers.push_back([](ScriptedPush& self, const TransferRequest& request) {
    self.refs[main_ref] = TwoSides::id("two");
    return self.apply(request);
  });
  const SyncResult result = bench.run();
  CHECK(bench.stand("three", "three"));
  CHECK(result.cost.attempts == 2);
  CHECK(result.end.status == Status::synced);
}

TEST_CASE("a tag that the way back pushed before it lost the branch to newer commits is told") {
  Bench bench("one", "three");
  bench.sides.target.refs["refs/tags/t1"] = TwoSides::id("three");
  bench.sides.source.answers.push_back([](ScriptedPush& self, const TransferRequest& request) {
    self.refs[main_ref] = TwoSides::id("four");
    return self.apply(request);
  });
  const SyncResult result = bench.run();
  CHECK(bench.stand("four", "three"));
  CHECK(bench.sides.source.refs.contains("refs/tags/t1"));
  CHECK(result.end.status == Status::synced);
  REQUIRE(result.way_back);
  CHECK(verdict_on(*result.way_back->ledger.find(main_ref), false) == Verdict::skipped);
  CHECK(tags_synced(result.way_back->ledger) == 1);
  CHECK_THAT(headline(bench.sides.settings, result), ContainsSubstring("Synced 1 tag to"));
}

TEST_CASE("a source's branch that is deleted meanwhile is not created anew") {
  Bench bench("one", "three");
  bench.sides.source.answers.push_back([](ScriptedPush& self, const TransferRequest& request) {
    self.refs.erase(main_ref);
    return self.apply(request);
  });
  const SyncResult result = bench.run();
  CHECK_FALSE(bench.sides.source.refs.contains(main_ref));
  CHECK(result.end.status == Status::conflict);
  REQUIRE(result.way_back);
  CHECK(result.way_back->end.because == Because::source_gone);
  CHECK(bench.sides.source.pushes.size() == 1);
}

TEST_CASE("a target that somebody else moves each time is left to them after three attempts") {
  Bench bench("four", "one");
  const auto moved = [](const std::string& name) {
    return [name](ScriptedPush& self, const TransferRequest& request) {
      self.refs[main_ref] = TwoSides::id(name);
      return self.apply(request);
    };
  };
  bench.sides.target.answers = {moved("two"), moved("three"), moved("two")};
  const SyncResult result = bench.run();
  CHECK(result.end.status == Status::rejected);
  CHECK(result.end.because == Because::changed_each_time);
  CHECK(result.cost.attempts == 3);
  CHECK(bench.stand("four", "two"));
}

TEST_CASE("a way back that the source refuses makes the whole run rejected") {
  Bench bench("one", "three");
  bench.sides.source.answers.push_back([](ScriptedPush&, const TransferRequest&) {
    PushReport report = ScriptedPush::sent();
    report.reported = true;
    report.refs = {{main_ref, false, "pre-receive hook declined", {}}};
    return report;
  });
  const SyncResult result = bench.run();
  CHECK(bench.stand("one", "three"));
  CHECK(result.end.status == Status::rejected);
  CHECK(result.end.exit_code == 5);
}
