// The middle of the pipeline: pushes, leases, backups and proofs, on a scripted target.
#include "app/push_plan.h"

#include "domain/verdict.h"
#include "support/catch.h"
#include "support/fakes/scripted_push.h"

using namespace auto_sync;
using auto_sync::test::ScriptedPush;

namespace {

Oid id(char digit) {
  return *Oid::parse(std::string(40, digit));
}

const std::string main_ref = "refs/heads/main";
const std::string kept_ref = "refs/auto-sync/backup/main/20260101T000000Z";
const Oid old_id = id('1');
const Oid new_id = id('2');
const Oid other_id = id('3');

/// A target at the old value, a plan for its branch, and the ledger of the push.
struct Bench {
  ScriptedPush target;
  Plan plan;
  Ledger ledger;

  explicit Bench(RefAction action = RefAction::fast_forward) {
    target.refs[main_ref] = old_id;
    plan.branch = {main_ref, old_id, new_id, action, {}};
    plan.commits = 5;
    ledger.name_branch(main_ref);
    ledger.list_branch(old_id);
  }
  void add_tag() { plan.tags = {{"refs/tags/v1", std::nullopt, new_id, RefAction::create, {}}}; }
  void add_backup() { plan.backups = {{kept_ref, std::nullopt, old_id, RefAction::create, {}}}; }
  PushEnd push() {
    ledger.plan(plan.branch);
    for (const auto* refs : {&plan.tags, &plan.backups}) {
      for (const PlannedRef& ref : *refs) ledger.plan(ref);
    }
    return push_plan(plan, target.listing(), target.edges(), ledger);
  }
  Verdict verdict(const std::string& name) { return verdict_on(*ledger.find(name), false); }
};

/// An HTTP status in place of the report, before or after the push was carried out.
ScriptedPush::Answer answered(bool applied, bool turned_away, const NextForms& next) {
  return [=](ScriptedPush& self, const TransferRequest& request) {
    if (applied) self.apply(request);
    PushReport report = ScriptedPush::sent();
    report.failure = Error(ErrorKind::remote, "answered with an error (HTTP 413).");
    report.turned_away = turned_away;
    report.next = next;
    return report;
  };
}

}  // namespace

TEST_CASE("a push that is confirmed and seen is proven with one look") {
  Bench bench;
  CHECK(bench.push().kind == PushEnd::Kind::finished);
  CHECK(bench.verdict(main_ref) == Verdict::fast_forwarded);
  CHECK(proof_of(bench.ledger) == Proof::confirmed);
  CHECK(bench.target.listings == 1);
  CHECK(commits_synced(bench.ledger) == 5);
}

TEST_CASE("a tag that somebody else moved loses the lease, and the branch stays told") {
  Bench bench;
  bench.add_tag();
  bench.target.answers.push_back([](ScriptedPush& self, const TransferRequest& request) {
    self.refs["refs/tags/v1"] = other_id;
    return self.apply(request);
  });
  CHECK(bench.push().kind == PushEnd::Kind::lease_lost);
  CHECK(bench.verdict(main_ref) == Verdict::fast_forwarded);
  CHECK(bench.verdict("refs/tags/v1") == Verdict::rejected);
  CHECK(bench.ledger.branch_after() == Listed{new_id});
}

TEST_CASE("an error in place of the report after the push was applied is seen to have landed") {
  for (const bool turned_away : {true, false}) {
    Bench bench;
    bench.target.answers = {answered(true, turned_away, NextForms())};
    CHECK(bench.push().kind == PushEnd::Kind::finished);
    CHECK(bench.verdict(main_ref) == Verdict::fast_forwarded);
    CHECK(bench.target.pushes.size() == 1);
  }
}

TEST_CASE("an error in place of the report is no claim about the target") {
  Bench bench;
  bench.target.answers = {answered(false, false, NextForms{.again = true}),
                          answered(false, false, NextForms{.again = true})};
  CHECK_THROWS_AS(bench.push(), Error);
  CHECK(bench.target.pushes.size() == 2);
  CHECK(bench.verdict(main_ref) == Verdict::unconfirmed);
  CHECK_FALSE(bench.ledger.branch_after());
}

TEST_CASE("a push that was turned away is not sent again as it was") {
  Bench bench;
  bench.target.answers = {answered(false, true, NextForms())};
  CHECK_THROWS_AS(bench.push(), Error);
  CHECK(bench.target.pushes.size() == 1);
  CHECK(bench.verdict(main_ref) == Verdict::not_sent);
}

TEST_CASE("a target that wants the length first gets it") {
  Bench bench;
  bench.target.answers = {answered(false, true, NextForms{.with_length = true})};
  CHECK(bench.push().kind == PushEnd::Kind::finished);
  REQUIRE(bench.target.pushes.size() == 2);
  CHECK(bench.target.pushes[1].with_length);
  CHECK(bench.verdict(main_ref) == Verdict::fast_forwarded);
}

TEST_CASE("a listing that lags is waited for, and one that stays so leaves it open") {
  Bench bench;
  const std::map<std::string, Oid> before = bench.target.refs;
  SECTION("for a while") {
    bench.target.stale = {before, before, before};
    bench.push();
    CHECK(bench.verdict(main_ref) == Verdict::fast_forwarded);
  }
  SECTION("for good") {
    bench.target.stale.assign(20, before);
    bench.push();
    CHECK(bench.verdict(main_ref) == Verdict::unconfirmed);
  }
}

TEST_CASE("a backup goes first, and is seen before anything is overwritten") {
  Bench bench(RefAction::force);
  bench.add_backup();
  CHECK(bench.push().kind == PushEnd::Kind::finished);
  REQUIRE(bench.target.pushes.size() == 2);
  CHECK(bench.target.pushes[0].commands.front().name == kept_ref);
  CHECK(bench.target.pushes[1].commands.front().name == main_ref);
  CHECK(bench.verdict(main_ref) == Verdict::forced);
  CHECK(backup_of(bench.ledger, main_ref)->name() == kept_ref);
}

TEST_CASE("nothing is overwritten where the backup was refused, swallowed or not to be seen") {
  Bench bench(RefAction::force);
  bench.add_backup();
  SECTION("refused") {
    bench.target.answers.push_back([](ScriptedPush&, const TransferRequest&) {
      PushReport report = ScriptedPush::sent();
      report.reported = true;
      report.refs = {{kept_ref, false, "deny updating a hidden ref", {}}};
      return report;
    });
    CHECK(bench.push().kind == PushEnd::Kind::finished);
    CHECK(bench.verdict(kept_ref) == Verdict::rejected);
  }
  SECTION("swallowed") {
    bench.target.answers.push_back([](ScriptedPush&, const TransferRequest&) {
      PushReport report = ScriptedPush::sent();
      report.reported = true;
      report.refs = {{kept_ref, true, {}, {}}};
      return report;
    });
    CHECK_THROWS_AS(bench.push(), Error);
    CHECK(bench.verdict(kept_ref) == Verdict::unconfirmed);
  }
  CHECK(bench.target.pushes.size() == 1);
  CHECK(bench.target.refs.at(main_ref) == old_id);
  CHECK(bench.verdict(main_ref) == Verdict::not_sent);
  CHECK(backup_of(bench.ledger, main_ref) == nullptr);
}

TEST_CASE("a backup that was made stays told when the overwrite fails") {
  Bench bench(RefAction::force);
  bench.add_backup();
  bench.target.answers = {
      [](ScriptedPush& self, const TransferRequest& request) { return self.apply(request); },
      answered(false, true, NextForms())};
  CHECK_THROWS_AS(bench.push(), Error);
  CHECK(bench.verdict(kept_ref) == Verdict::created);
  CHECK(bench.verdict(main_ref) == Verdict::not_sent);
}

TEST_CASE("expired backups go once everything is accepted, and what is not confirmed is named") {
  Bench bench(RefAction::force);
  bench.add_backup();
  const std::string expired = "refs/auto-sync/backup/main/20200101T000000Z";
  bench.target.refs[expired] = other_id;
  bench.plan.expired_backups = {{expired, other_id, std::nullopt, RefAction::skip, {}}};
  SECTION("confirmed") {
    CHECK(bench.push().warnings.empty());
    CHECK(bench.ledger.pruned() == std::vector<std::string>{expired});
  }
  SECTION("without an answer") {
    const auto apply = [](ScriptedPush& self, const TransferRequest& request) {
      return self.apply(request);
    };
    bench.target.answers = {apply, apply, answered(true, false, NextForms{.again = true})};
    const PushEnd end = bench.push();
    REQUIRE(end.warnings.size() == 1);
    CHECK_THAT(end.warnings.front(), ContainsSubstring(expired));
    CHECK(bench.ledger.pruned().empty());
  }
}
