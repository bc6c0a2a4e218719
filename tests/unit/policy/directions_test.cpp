#include "policy/directions.h"

#include "policy/headline.h"
#include "policy/join_ways.h"
#include "support/catch.h"
#include "support/fakes/ledger_samples.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

Settings settings_with(const Environment& more) {
  return parse_settings(workflow(more)).settings;
}

const Environment with_token{{"INPUT_SOURCE_TOKEN", "ghp_standinSOURCE0123456789"},
                             {"INPUT_TARGET_BRANCH", "stable"}};

Environment direction(const std::string& name, Environment more = with_token) {
  more["INPUT_DIRECTION"] = name;
  return more;
}

/// A run that ended so, at a gate whose words stand for its sentence.
SyncResult ended(Status status, const std::string& words = "Forward.") {
  SyncResult result;
  result.end.status = status;
  result.end.because = Because::gate_closed;
  result.found.gate = GateVerdict{Gate::off, words, {}, {}};
  result.end.exit_code = exit_code(status, false);
  result.found.source_tip = Oid::from_bytes("source tip 012345678");
  result.found.source_sha = result.found.source_tip;
  result.ledger.list_branch(Oid::from_bytes("target tip 012345678"));
  return result;
}

TEST_CASE("reverse exchanges the sides, their branches and their tokens, and asks no gate") {
  const Settings forward = settings_with(direction("forward"));
  const Settings reverse = settings_of_run(settings_with(direction("reverse")));
  CHECK(reverse.source.url == forward.target.url);
  CHECK(reverse.target.url == forward.source.url);
  CHECK(reverse.sync_branch == "stable");
  CHECK(reverse.target_branch == "main");
  CHECK(reverse.source_token.reveal() == forward.target_token.reveal());
  CHECK(reverse.target_token.reveal() == forward.source_token.reveal());
  CHECK_FALSE(reverse.gate_on());
  CHECK(reverse.source_role() == "target");
  CHECK(reverse.source_branch_input() == "target_branch");
  CHECK_FALSE(settings_of_run(settings_with(direction("both"))).reversed);
}

TEST_CASE("forward, both merges where nothing else was asked; back, nothing is ever forced") {
  Settings both = settings_with(direction("both"));
  CHECK(way_forward(both).on_conflict == OnConflict::merge);
  CHECK(way_forward(both).gate_on());
  both.on_conflict = OnConflict::force;
  both.force_sync = true;
  CHECK(way_forward(both).on_conflict == OnConflict::force);
  CHECK_FALSE(way_back(both).may_overwrite());
  CHECK(way_back(both).reversed);
}

TEST_CASE("ways that write to the source need a token for it") {
  for (const std::string name : {"reverse", "both"}) {
    CHECK(problems_of(workflow(direction(name))).empty());
    Environment without = direction(name);
    without["INPUT_SOURCE_TOKEN"] = "";
    CHECK_THAT(problems_of(workflow(without)),
               StartsWith("input source_token: it is empty, and direction is `" + name + "`"));
  }
}

TEST_CASE("a source by URL needs no build on the way back") {
  Environment elsewhere = direction("reverse");
  elsewhere["INPUT_SOURCE_REPO"] = "https://gitlab.com/a/b";
  CHECK(problems_of(workflow(elsewhere)).empty());
}

TEST_CASE("the way back is looked at after a forward way that may have left the source behind") {
  CHECK(source_may_be_behind(ended(Status::in_sync)));
  CHECK(source_may_be_behind(ended(Status::merged)));
  CHECK(source_may_be_behind(ended(Status::blocked)));
  for (const Status status : {Status::synced, Status::forced, Status::conflict, Status::rejected,
                              Status::error, Status::pull_request}) {
    CHECK_FALSE(source_may_be_behind(ended(status)));
  }
  SyncResult same = ended(Status::in_sync);
  same.ledger.list_branch(same.found.source_tip);
  CHECK_FALSE(source_may_be_behind(same));
  SyncResult dry = ended(Status::dry_run);
  dry.end.planned_status = Status::merged;
  CHECK_FALSE(source_may_be_behind(dry));
}

TEST_CASE("a way forward with nothing to do leaves its name to the way back") {
  const Settings settings = settings_with(direction("both"));
  SyncResult there = ended(Status::in_sync);
  there.end.because = Because::same;
  const SyncResult joined = join_ways(settings, there, ended(Status::synced, "Back."));
  CHECK(joined.end.status == Status::synced);
  CHECK(headline(settings, joined) == "Back.");
  REQUIRE(joined.way_back);
}

TEST_CASE("both ways are told of when both did something, or the gate was closed") {
  const Settings settings = settings_with(direction("both"));
  for (const Status status : {Status::merged, Status::blocked}) {
    const SyncResult joined = join_ways(settings, ended(status), ended(Status::synced, "Back."));
    CHECK(joined.end.status == status);
    CHECK(headline(settings, joined) == "Forward. The way back: Back.");
  }
}

TEST_CASE("a way back that fails, or is refused, is what the run is called") {
  const Settings settings = settings_with(direction("both"));
  const SyncResult joined =
      join_ways(settings, ended(Status::merged), ended(Status::rejected, "Refused."));
  CHECK(joined.end.status == Status::rejected);
  CHECK(joined.end.exit_code == 5);
  CHECK_THAT(headline(settings, joined), ContainsSubstring("Refused."));
}

TEST_CASE("a source with commits of its own on the way back is no conflict") {
  const Settings settings = settings_with(direction("both"));
  SyncResult back = ended(Status::conflict, "Conflict.");
  back.found.history = HistoryFacts{};
  back.found.history->relation = Relation::diverged;
  SyncResult joined = join_ways(settings, ended(Status::merged), back);
  CHECK(joined.end.status == Status::merged);
  CHECK_FALSE(joined.way_back);
  CHECK_THAT(headline(settings, joined), ContainsSubstring("has newer commits of its own"));
  back.found.history->relation = Relation::target_ahead;
  joined = join_ways(settings, ended(Status::blocked), back);
  CHECK(headline(settings, joined) == "Forward.");
}

/// A way back whose first attempt created a tag, or sent one, and lost the branch's lease; the
/// second came to this.
SyncResult second_attempt(Status status, Because because, Answer answer) {
  SyncResult back = ended(status);
  back.end.because = because;
  back.found.history = HistoryFacts{};
  back.found.history->relation = Relation::diverged;
  back.ledger.name_branch("refs/heads/main");
  const PlannedRef tag{
      "refs/tags/v1", {}, Oid::from_bytes("tag 0123456789012345"), RefAction::create, {}};
  enter(back.ledger, tag, sending_of(tag, answer), answer == Answer::accepted);
  back.ledger.begin_attempt();
  return back;
}

TEST_CASE("what the way back had pushed before it found commits of the source's own is told") {
  const Settings settings = settings_with(direction("both"));
  SyncResult there = ended(Status::in_sync);
  there.end.because = Because::same;
  for (const Because because : {Because::own_commits, Because::unrelated}) {
    const SyncResult joined =
        join_ways(settings, there, second_attempt(Status::conflict, because, Answer::accepted));
    CHECK(joined.end.status == Status::synced);
    CHECK(joined.end.exit_code == 0);
    REQUIRE(joined.way_back);
    CHECK(joined.way_back->end.status == Status::synced);
    CHECK(headline(settings, joined) ==
          "Synced 1 tag to o9nn/occ. o9nn/occ main has newer commits of its own: it is brought up "
          "to date once they are synced.");
  }
  SyncResult ahead = second_attempt(Status::conflict, Because::own_commits, Answer::accepted);
  ahead.found.history->relation = Relation::target_ahead;
  CHECK_THAT(headline(settings, join_ways(settings, there, ahead)),
             EndsWith("already has 736f757, and newer commits of its own."));
  const SyncResult merged =
      join_ways(settings, ended(Status::merged),
                second_attempt(Status::conflict, Because::own_commits, Answer::accepted));
  CHECK(merged.end.status == Status::merged);
  CHECK_THAT(headline(settings, merged), ContainsSubstring("The way back: Synced 1 tag"));
}

TEST_CASE("what the way back sent, and nobody knows of, is not \"nothing to do\"") {
  const Settings settings = settings_with(direction("both"));
  SyncResult there = ended(Status::in_sync);
  there.end.because = Because::same;
  SyncResult joined =
      join_ways(settings, there, second_attempt(Status::in_sync, Because::same, Answer::none));
  REQUIRE(joined.way_back);
  CHECK_THAT(headline(settings, joined), EndsWith("has arrived is not known."));
  CHECK_THAT(headline(settings, joined), !ContainsSubstring("nothing to do"));
  joined = join_ways(settings, there,
                     second_attempt(Status::conflict, Because::own_commits, Answer::none));
  REQUIRE(joined.way_back);
  CHECK_THAT(headline(settings, joined), EndsWith("has arrived is not known."));
}

SyncResult diverged_conflict() {
  SyncResult result = ended(Status::conflict);
  result.end.because = Because::own_commits;
  result.found.history = HistoryFacts{};
  result.found.history->relation = Relation::diverged;
  return result;
}

TEST_CASE(
    "sides that cannot be merged are proposed to the source, unless something else was asked") {
  Settings settings = settings_with(direction("both"));
  CHECK(may_propose_back(settings, diverged_conflict()));
  CHECK(proposing_way_back(settings).on_conflict == OnConflict::pull_request);
  SyncResult unrelated = diverged_conflict();
  unrelated.found.history->relation = Relation::unrelated;
  CHECK_FALSE(may_propose_back(settings, unrelated));
  CHECK_FALSE(may_propose_back(settings, ended(Status::merged)));
  settings.on_conflict = OnConflict::merge;
  CHECK(may_propose_back(settings, diverged_conflict()));
  settings.on_conflict = OnConflict::pull_request;
  CHECK_FALSE(may_propose_back(settings, diverged_conflict()));
  settings.on_conflict = OnConflict::fail;
  settings.source.full_name.clear();
  CHECK_FALSE(may_propose_back(settings, diverged_conflict()));
}

TEST_CASE("a pull request in the source stands for the conflict; a failed one is a warning") {
  const Settings settings = settings_with(direction("both"));
  const SyncResult proposed = join_proposal(settings, diverged_conflict(),
                                            ended(Status::pull_request, "Opened pull request #1."));
  CHECK(proposed.end.status == Status::pull_request);
  CHECK(proposed.end.exit_code == 0);
  CHECK(headline(settings, proposed) == "Opened pull request #1.");

  const SyncResult refused = join_proposal(settings, diverged_conflict(),
                                           ended(Status::rejected, "The branch was refused."));
  CHECK(refused.end.status == Status::conflict);
  CHECK(refused.end.exit_code == 4);
  REQUIRE(refused.end.warnings.size() == 1);
  CHECK_THAT(refused.end.warnings[0], ContainsSubstring("The branch was refused."));
}

TEST_CASE("what was pushed to propose what then needed no proposal is told with the conflict") {
  const Settings settings = settings_with(direction("both"));
  for (const Status status : {Status::in_sync, Status::conflict}) {
    const Because because = status == Status::in_sync ? Because::same : Because::unrelated;
    const SyncResult joined = join_proposal(settings, diverged_conflict(),
                                            second_attempt(status, because, Answer::accepted));
    CHECK(joined.end.status == Status::conflict);
    CHECK(joined.end.warnings.empty());
    REQUIRE(joined.way_back);
    CHECK_THAT(headline(settings, joined), EndsWith("By then it had pushed v1."));
  }
  CHECK_FALSE(join_proposal(settings, diverged_conflict(), ended(Status::in_sync)).way_back);
}

TEST_CASE("the branch of pull requests is nobody's base") {
  Environment given = direction("both");
  given["INPUT_PULL_REQUEST_BRANCH"] = "main";
  CHECK_THAT(problems_of(workflow(given)),
             ContainsSubstring("\"main\" is the source branch itself"));
  given = direction("reverse");
  given["INPUT_ON_CONFLICT"] = "pull_request";
  given["INPUT_PULL_REQUEST_BRANCH"] = "stable";
  CHECK(problems_of(workflow(given)).empty());
}

TEST_CASE("a pull request on the way back is the source's host's business") {
  Environment given = direction("reverse");
  given["INPUT_ON_CONFLICT"] = "pull_request";
  given["INPUT_SOURCE_REPO"] = "https://gitlab.com/a/b";
  CHECK_THAT(problems_of(workflow(given)), ContainsSubstring("a source on that server"));
}

}  // namespace
}  // namespace auto_sync
