#include "policy/plan_sync.h"

#include "support/catch.h"
#include "support/fakes/drawn_history.h"

using namespace auto_sync;
using auto_sync::testing::DrawnHistory;

namespace {

Oid id(const std::string& name) {
  return DrawnHistory::id(name);
}

Settings settings() {
  Settings made;
  made.source = {"https://github.com/o9nn/occ.git", "https://github.com/o9nn/occ", "o9nn/occ"};
  made.target = {"https://github.com/cogpy/occ.git", "https://github.com/cogpy/occ", "cogpy/occ"};
  return made;
}

GateVerdict passed() {
  return {Gate::pass, "green", id("new"), {}};
}

RefFacts facts(Relation relation) {
  RefFacts made;
  made.carried = id("new");
  if (relation != Relation::target_missing) made.target_tip = id("old");
  made.history.relation = relation;
  made.history.ahead = 2;
  made.history.behind = relation == Relation::fast_forward ? 0 : 3;
  return made;
}

TagFacts tag(const std::string& name, const std::string& source,
             std::optional<std::string> target = {}, bool reachable = true) {
  TagFacts made;
  made.source = {"refs/tags/" + name, id(source), std::nullopt};
  if (target) made.target_id = id(*target);
  made.reachable = reachable;
  return made;
}

struct Row {
  Relation relation;
  bool source_has_target;
  bool force;
  RefAction action;
  Status status;
};

}  // namespace

TEST_CASE("each relation leads to its action on the branch and its status") {
  const Row rows[] = {
      {Relation::same, true, false, RefAction::skip, Status::in_sync},
      {Relation::same, true, true, RefAction::skip, Status::in_sync},
      {Relation::target_missing, false, false, RefAction::create, Status::synced},
      {Relation::target_missing, false, true, RefAction::create, Status::synced},
      {Relation::fast_forward, true, false, RefAction::fast_forward, Status::synced},
      {Relation::fast_forward, true, true, RefAction::fast_forward, Status::synced},
      {Relation::target_ahead, true, false, RefAction::skip, Status::in_sync},
      {Relation::target_ahead, false, false, RefAction::conflict, Status::conflict},
      {Relation::target_ahead, false, true, RefAction::force, Status::forced},
      {Relation::diverged, false, false, RefAction::conflict, Status::conflict},
      {Relation::diverged, false, true, RefAction::force, Status::forced},
      {Relation::unrelated, false, false, RefAction::conflict, Status::conflict},
      {Relation::unrelated, false, true, RefAction::force, Status::forced},
      {Relation::unsettled, false, false, RefAction::conflict, Status::conflict},
      {Relation::unsettled, false, true, RefAction::force, Status::forced},
  };
  for (const Row& row : rows) {
    INFO("relation " << static_cast<int>(row.relation) << ", force " << row.force);
    Settings given = settings();
    given.force_sync = row.force;
    RefFacts known = facts(row.relation);
    known.history.source_has_target = row.source_has_target;
    const Plan plan = plan_sync(given, passed(), known);
    CHECK(plan.branch.action == row.action);
    CHECK(plan.status == row.status);
    const bool sent = row.action != RefAction::skip && row.action != RefAction::conflict;
    CHECK(plan.updates().size() == (sent ? 1 : 0));
    CHECK(plan.branch.new_id.has_value() == sent);
    CHECK(plan.branch.old_id == known.target_tip);
  }
}

TEST_CASE(
    "on_conflict: force overwrites commits of the target's own, and asks the gate all the same") {
  Settings given = settings();
  given.on_conflict = OnConflict::force;
  for (const Relation relation :
       {Relation::target_ahead, Relation::diverged, Relation::unrelated}) {
    CHECK(plan_sync(given, passed(), facts(relation)).status == Status::forced);
    CHECK(plan_sync(given, {Gate::block, "red", {}, {}}, facts(relation)).updates().empty());
  }
  CHECK(given.gate_on());
}

TEST_CASE("on_conflict: force leaves a target alone whose commits are all in the source") {
  Settings given = settings();
  given.on_conflict = OnConflict::force;
  RefFacts known = facts(Relation::target_ahead);
  known.history.source_has_target = true;
  CHECK(plan_sync(given, passed(), known).status == Status::in_sync);
}

TEST_CASE("on_conflict: force moves no tags: only force_sync does") {
  Settings given = settings();
  given.on_conflict = OnConflict::force;
  RefFacts known = facts(Relation::fast_forward);
  known.tags = {tag("v1", "one", "other")};
  CHECK(plan_sync(given, passed(), known).tags[0].action == RefAction::conflict);
}

TEST_CASE("a clean merge moves the branch to the merge commit, with the tags") {
  Settings given = settings();
  given.on_conflict = OnConflict::merge;
  RefFacts known = facts(Relation::diverged);
  known.tags = {tag("v1", "one")};
  CHECK(wants_merge(given, known.history));
  CHECK(plan_sync(given, passed(), known).status == Status::conflict);

  known.merge_commit = MergeCommit{id("merge"), id("new"), "pack"};
  const Plan plan = plan_sync(given, passed(), known);
  CHECK(plan.status == Status::merged);
  CHECK(plan.branch.action == RefAction::merge);
  CHECK(plan.branch.old_id == id("old"));
  CHECK(plan.branch.new_id == id("merge"));
  REQUIRE(plan.merge_commit);
  CHECK(plan.merge_commit->source == id("new"));
  CHECK(plan.updates().size() == 2);
  CHECK(plan.because == Because::merge);
}

TEST_CASE("only diverged sides are merged, and only when that was asked for") {
  Settings given = settings();
  CHECK_FALSE(wants_merge(given, facts(Relation::diverged).history));
  given.on_conflict = OnConflict::merge;
  for (const Relation relation :
       {Relation::same, Relation::target_missing, Relation::fast_forward, Relation::target_ahead,
        Relation::unrelated, Relation::unsettled}) {
    CHECK_FALSE(wants_merge(given, facts(relation).history));
  }
  given.force_sync = true;
  CHECK_FALSE(wants_merge(given, facts(Relation::diverged).history));
}

TEST_CASE("a target that has the carried commit merged is in sync when merges are asked for") {
  Settings given = settings();
  given.on_conflict = OnConflict::merge;
  CHECK(plan_sync(given, passed(), facts(Relation::target_ahead)).status == Status::in_sync);
}

TEST_CASE("on the way back a source with commits of its own is left alone, and said to be") {
  Settings back = settings();
  back.is_way_back = true;
  const Plan plan = plan_sync(back, passed(), facts(Relation::diverged));
  CHECK(plan.status == Status::conflict);
  CHECK(plan.branch.action == RefAction::skip);
  CHECK(plan.branch.left_alone);
  back.on_conflict = OnConflict::pull_request;
  const Plan proposing = plan_sync(back, passed(), facts(Relation::diverged));
  CHECK(proposing.branch.action == RefAction::conflict);
}

TEST_CASE("merges that auto-sync made are not merged again, unless both sides are to be one") {
  Settings given = settings();
  given.on_conflict = OnConflict::merge;
  RefFacts known = facts(Relation::diverged);
  Commit claimed;
  claimed.claims_our_merge = true;
  known.history.source_commits = {claimed};
  CHECK(may_be_only_our_merges(given, known.history));
  CHECK(wants_merge(given, known.history));  // until it was looked into

  known.history.only_our_merges = true;
  CHECK_FALSE(wants_merge(given, known.history));
  CHECK(plan_sync(given, passed(), known).status == Status::in_sync);
}

TEST_CASE("merges are looked into only where they claim to be ours, and where it would matter") {
  Settings given = settings();
  given.on_conflict = OnConflict::merge;
  Commit claimed;
  claimed.claims_our_merge = true;
  HistoryFacts history = facts(Relation::diverged).history;
  history.source_commits.assign(our_merges_at_most, claimed);
  CHECK(may_be_only_our_merges(given, history));

  Settings other = given;
  other.direction = Direction::both;
  CHECK_FALSE(may_be_only_our_merges(other, history));
  other = given;
  other.on_conflict = OnConflict::fail;
  CHECK_FALSE(may_be_only_our_merges(other, history));

  HistoryFacts with_person = history;
  with_person.source_commits.back() = Commit{};
  CHECK_FALSE(may_be_only_our_merges(given, with_person));
  history.source_commits.push_back(claimed);
  CHECK_FALSE(may_be_only_our_merges(given, history));
  history.source_commits.clear();
  CHECK_FALSE(may_be_only_our_merges(given, history));
}

TEST_CASE("a gate that is not open leads to a plan without updates") {
  for (const Gate gate : {Gate::wait, Gate::block}) {
    const Plan plan =
        plan_sync(settings(), {gate, "the build is red", {}, {}}, facts(Relation::fast_forward));
    CHECK(plan.status == Status::blocked);
    CHECK(plan.updates().empty());
    CHECK(plan.because == Because::gate_closed);
  }
}

TEST_CASE("a gate that is off lets the sync pass") {
  const Plan plan =
      plan_sync(settings(), {Gate::off, "not asked", {}, {}}, facts(Relation::fast_forward));
  CHECK(plan.status == Status::synced);
}

TEST_CASE("a tested commit that left the source branch is blocked, whatever the relation") {
  RefFacts known = facts(Relation::fast_forward);
  known.history.tested_in_source = false;
  const Plan plan = plan_sync(settings(), passed(), known);
  CHECK(plan.status == Status::blocked);
  CHECK(plan.updates().empty());
}

TEST_CASE("a conflict's sentence holds the words that the documentation promises") {
  const Plan plan = plan_sync(settings(), passed(), facts(Relation::diverged));
  CHECK(plan.because == Because::own_commits);
}

TEST_CASE("tags travel with the branch, the branch first") {
  RefFacts known = facts(Relation::fast_forward);
  known.tags = {tag("v1", "one"), tag("v2", "two", "two")};
  const Plan plan = plan_sync(settings(), passed(), known);
  REQUIRE(plan.updates().size() == 2);
  CHECK(plan.updates()[0].name == "refs/heads/main");
  CHECK(plan.updates()[1].name == "refs/tags/v1");
  CHECK(plan.tags.size() == 2);
}

TEST_CASE("missing tags alone make a run synced") {
  RefFacts known = facts(Relation::same);
  known.tags = {tag("v1", "one")};
  CHECK(plan_sync(settings(), passed(), known).status == Status::synced);
}

TEST_CASE("a tag that differs on the target is left alone with a warning, the rest goes on") {
  RefFacts known = facts(Relation::fast_forward);
  known.tags = {tag("v1", "one", "other"), tag("v2", "two")};
  const Plan plan = plan_sync(settings(), passed(), known);
  CHECK(plan.status == Status::synced);
  CHECK(plan.tags[0].action == RefAction::conflict);
  CHECK(plan.updates().size() == 2);
  REQUIRE(plan.warnings.size() == 1);
  CHECK_THAT(plan.warnings[0], ContainsSubstring("v1"));
}

TEST_CASE("force_sync moves a tag that differs, and the run is then forced") {
  Settings given = settings();
  given.force_sync = true;
  RefFacts known = facts(Relation::fast_forward);
  known.tags = {tag("v1", "one", "other")};
  const Plan plan = plan_sync(given, passed(), known);
  CHECK(plan.status == Status::forced);
  CHECK(plan.tags[0].action == RefAction::force);
  CHECK(plan.tags[0].old_id == id("other"));
}

TEST_CASE("unreachable tags stay behind, unless all tags or patterns are asked for") {
  RefFacts known = facts(Relation::fast_forward);
  known.tags = {tag("side", "one", {}, false)};
  Settings given = settings();
  CHECK(plan_sync(given, passed(), known).tags.empty());
  given.tags.mode = TagSelection::Mode::all;
  CHECK(plan_sync(given, passed(), known).tags.size() == 1);
  given.tags.mode = TagSelection::Mode::patterns;
  CHECK(plan_sync(given, passed(), known).tags.size() == 1);
}

TEST_CASE("a conflict on the branch keeps the tags back too") {
  RefFacts known = facts(Relation::diverged);
  known.tags = {tag("v1", "one")};
  CHECK(plan_sync(settings(), passed(), known).updates().empty());
}
