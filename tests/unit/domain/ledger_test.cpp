// What became of a ref, from what was sent, answered and listed: each line of the tables is one
// thing that a server can do.
#include "domain/ledger.h"

#include "domain/verdict.h"
#include "support/catch.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

Oid id(char digit) {
  return *Oid::parse(std::string(40, digit));
}

const Oid old_id = id('1');
const Oid new_id = id('2');
const Oid other_id = id('3');

const PlannedRef branch{"refs/heads/main", old_id, new_id, RefAction::fast_forward, {}};

/// The branch in a listing; none: it is not there.
std::vector<ListedRef> shown(const std::optional<Oid>& id) {
  if (!id) return {};
  return {{branch.name, *id, {}}};
}

/// What a listing shows, or that nobody listed.
enum class Look { nobody, at_old, at_new, elsewhere, gone };

std::optional<Oid> value(Look look) {
  switch (look) {
    case Look::at_old:
      return old_id;
    case Look::at_new:
      return new_id;
    case Look::elsewhere:
      return other_id;
    default:
      return std::nullopt;
  }
}

/// The branch, sent once; it was listed at its old value before.
Ledger sent(Answer answer, bool whole, Look look, const std::string& instead = {}) {
  Ledger ledger;
  ledger.name_branch(branch.name);
  ledger.list_branch(old_id);
  Sending sending = sending_of(branch, answer, "no", 5);
  sending.whole = whole;
  sending.instead = instead;
  ledger.plan(branch);
  ledger.send(branch.name, sending);
  if (look != Look::nobody) ledger.see(shown(value(look)), {branch});
  return ledger;
}

struct Row {
  Answer answer;
  bool whole;
  Look look;
  Verdict verdict;
  std::optional<Oid> after;  ///< none: not known
  std::uint64_t commits;
};

}  // namespace

TEST_CASE("a ref's verdict and value follow from its answer and the listing after it") {
  const Row rows[] = {
      {Answer::accepted, true, Look::at_new, Verdict::fast_forwarded, new_id, 5},
      {Answer::accepted, true, Look::nobody, Verdict::fast_forwarded, new_id, 5},
      // somebody pushed since
      {Answer::accepted, true, Look::elsewhere, Verdict::fast_forwarded, other_id, 5},
      // a listing that lags, or a server that did nothing: nobody can know
      {Answer::accepted, true, Look::at_old, Verdict::unconfirmed, {}, 0},
      {Answer::refused, true, Look::at_old, Verdict::rejected, old_id, 0},
      {Answer::refused, true, Look::nobody, Verdict::rejected, old_id, 0},
      {Answer::refused, true, Look::elsewhere, Verdict::rejected, other_id, 0},
      // an earlier try, a proxy that repeats, or somebody who pushed just the same
      {Answer::refused, true, Look::at_new, Verdict::fast_forwarded, new_id, 5},
      // an answer in place of the report, before or after the push was carried out
      {Answer::turned_away, true, Look::at_old, Verdict::not_sent, old_id, 0},
      {Answer::turned_away, true, Look::at_new, Verdict::fast_forwarded, new_id, 5},
      {Answer::turned_away, true, Look::nobody, Verdict::unconfirmed, {}, 0},
      {Answer::turned_away, false, Look::nobody, Verdict::not_sent, old_id, 0},
      // no answer: it may be carried out later
      {Answer::none, true, Look::at_new, Verdict::fast_forwarded, new_id, 5},
      {Answer::none, true, Look::at_old, Verdict::unconfirmed, {}, 0},
      {Answer::none, true, Look::nobody, Verdict::unconfirmed, {}, 0},
      // cut before the last byte: nothing can come of it
      {Answer::none, false, Look::nobody, Verdict::not_sent, old_id, 0},
      {Answer::none, false, Look::at_old, Verdict::not_sent, old_id, 0},
  };
  for (const Row& row : rows) {
    INFO("answer " << static_cast<int>(row.answer) << ", whole " << row.whole << ", look "
                   << static_cast<int>(row.look));
    const Ledger ledger = sent(row.answer, row.whole, row.look);
    CHECK(verdict_on(*ledger.find(branch.name), false) == row.verdict);
    const std::optional<Listed> after = ledger.branch_after();
    CHECK(after.has_value() == row.after.has_value());
    if (after && row.after) CHECK(after->id == row.after);
    CHECK(commits_synced(ledger) == row.commits);
    CHECK(ledger.branch_before() == Listed{old_id});
  }
}

TEST_CASE("a ref that was accepted while a hook changed another is told so, unless it moved too") {
  const Ledger elsewhere = sent(Answer::accepted, true, Look::at_old, "refs/pull/12/head");
  CHECK(verdict_on(*elsewhere.find(branch.name), false) == Verdict::redirected);
  CHECK(elsewhere.branch_after() == Listed{old_id});
  const Ledger both = sent(Answer::accepted, true, Look::at_new, "refs/pull/12/head");
  CHECK(verdict_on(*both.find(branch.name), false) == Verdict::fast_forwarded);
}

TEST_CASE("an unclear push is settled by the one that follows it") {
  Ledger ledger = sent(Answer::none, true, Look::at_old);
  SECTION("which is accepted") {
    ledger.send(branch.name, sending_of(branch, Answer::accepted, {}, 5));
    ledger.see(shown(new_id), {branch});
    CHECK(commits_synced(ledger) == 5);
  }
  SECTION("which is refused, since the first had arrived behind a listing that lagged") {
    ledger.send(branch.name, sending_of(branch, Answer::refused, "is at 2222222", 5));
    ledger.see(shown(new_id), {branch});
    CHECK(commits_synced(ledger) == 5);
  }
  SECTION("which is unclear as well, and seen to have arrived") {
    ledger.send(branch.name, sending_of(branch, Answer::none, {}, 5));
    ledger.see(shown(new_id), {branch});
    CHECK(commits_synced(ledger) == 5);
  }
  CHECK(verdict_on(*ledger.find(branch.name), false) == Verdict::fast_forwarded);
  CHECK(ledger.branch_after() == Listed{new_id});
  CHECK_FALSE(ledger.any(Fate::unknown));
}

TEST_CASE("two unclear pushes leave it unclear") {
  Ledger ledger = sent(Answer::none, true, Look::at_old);
  ledger.send(branch.name, sending_of(branch, Answer::none));
  ledger.see(shown(old_id), {branch});
  CHECK(verdict_on(*ledger.find(branch.name), false) == Verdict::unconfirmed);
  CHECK_FALSE(ledger.branch_after());
}

TEST_CASE("what an earlier attempt brought is not forgotten when a later one has nothing to do") {
  Ledger ledger = sent(Answer::accepted, true, Look::at_new);
  const PlannedRef tag{"refs/tags/v1", std::nullopt, new_id, RefAction::create, {}};
  enter(ledger, tag, Answer::refused, "is at 3333333");
  ledger.begin_attempt();
  ledger.list_branch(new_id);
  ledger.plan({branch.name, new_id, std::nullopt, RefAction::skip, {}});
  ledger.plan({tag.name, other_id, std::nullopt, RefAction::conflict, "is another one"});

  CHECK(verdict_on(*ledger.find(branch.name), false) == Verdict::fast_forwarded);
  CHECK(ledger.branch_before() == Listed{old_id});
  CHECK(ledger.branch_after() == Listed{new_id});
  CHECK(commits_synced(ledger) == 5);
  CHECK(verdict_on(*ledger.find(tag.name), false) == Verdict::conflict);
  CHECK_FALSE(ledger.any(Fate::refused));
}

TEST_CASE("a branch that was moved twice is told by its first value and its last") {
  Ledger ledger = sent(Answer::accepted, true, Look::at_new);
  ledger.begin_attempt();
  const PlannedRef again{branch.name, other_id, id('4'), RefAction::force, {}};
  enter(ledger, again, sending_of(again, Answer::accepted, {}, 2));
  const Change change = change_of(*ledger.find(branch.name));
  CHECK(change.action == RefAction::force);
  CHECK(change.old_id == old_id);
  CHECK(change.new_id == id('4'));
  CHECK(commits_synced(ledger) == 7);
}

TEST_CASE("an unclear push of an earlier attempt is settled by a plan from another value") {
  Ledger ledger = sent(Answer::none, true, Look::elsewhere);
  CHECK(ledger.any(Fate::unknown));
  ledger.begin_attempt();
  ledger.plan({branch.name, other_id, std::nullopt, RefAction::conflict, {}});
  CHECK_FALSE(ledger.any(Fate::unknown));
  CHECK(verdict_on(*ledger.find(branch.name), false) == Verdict::conflict);
}

TEST_CASE("a backup of an earlier attempt is told, one that never came to be is not") {
  Ledger ledger;
  const PlannedRef first{
      "refs/auto-sync/backup/main/20260101T000000Z", {}, old_id, RefAction::create, {}};
  const PlannedRef second{
      "refs/auto-sync/backup/main/20260101T000001Z", {}, other_id, RefAction::create, {}};
  enter(ledger, first, Answer::accepted);
  enter(ledger, second, Answer::refused);
  ledger.begin_attempt();
  REQUIRE(ledger.told().size() == 1);
  CHECK(ledger.told().front()->name() == first.name);
  CHECK(backup_of(ledger, "refs/heads/main")->name() == first.name);
  ledger.plan(second);
  CHECK(backup_of(ledger, "refs/heads/main")->name() == first.name);
  enter(ledger, second, Answer::accepted);
  CHECK(backup_of(ledger, "refs/heads/main")->name() == second.name);
}

TEST_CASE("a refusal is told of the attempt that it ended, a change of whichever attempt") {
  Ledger ledger;
  CHECK_FALSE(ledger.changed_any());
  const PlannedRef refused{"refs/tags/v1", {}, new_id, RefAction::create, {}};
  enter(ledger, refused, Answer::refused);
  CHECK(ledger.any(Fate::refused));
  CHECK_FALSE(ledger.changed_any());
  ledger.begin_attempt();
  CHECK_FALSE(ledger.any(Fate::refused));
  const PlannedRef unclear{"refs/tags/v2", {}, new_id, RefAction::create, {}};
  enter(ledger, unclear, sending_of(unclear, Answer::none), false);
  ledger.begin_attempt();
  CHECK(ledger.any(Fate::unknown));
  CHECK(ledger.changed_any());
}

TEST_CASE("the proof is what the listing shows of all that was accepted") {
  CHECK(proof_of(Ledger()) == Proof::not_needed);
  CHECK(proof_of(sent(Answer::refused, true, Look::at_old)) == Proof::not_needed);
  CHECK(proof_of(sent(Answer::accepted, true, Look::at_new)) == Proof::confirmed);
  CHECK(proof_of(sent(Answer::accepted, true, Look::at_old)) == Proof::differs);
  CHECK(proof_of(sent(Answer::accepted, true, Look::elsewhere)) == Proof::differs);
  CHECK(proof_of(sent(Answer::accepted, true, Look::nobody)) == Proof::unconfirmed);
  CHECK(proof_of(sent(Answer::none, true, Look::at_new)) == Proof::confirmed);
}

TEST_CASE("tags are counted without backups, and only those that landed") {
  Ledger ledger;
  const auto tag = [](const std::string& name) {
    return PlannedRef{"refs/tags/" + name, std::nullopt, new_id, RefAction::create, {}};
  };
  enter(ledger, tag("v1"), Answer::accepted);
  enter(ledger, tag("v2"), Answer::refused);
  enter(ledger, tag("auto-sync-backup/main/20260101T000000Z"), Answer::accepted);
  enter(ledger, tag("v3"));
  CHECK(tags_synced(ledger) == 1);
}

TEST_CASE("in a dry run the plan is all there is to tell") {
  Ledger ledger;
  ledger.plan(branch);
  CHECK(verdict_on(*ledger.find(branch.name), true) == Verdict::would_fast_forward);
  CHECK(verdict_on(*ledger.find(branch.name), false) == Verdict::not_sent);
}

TEST_CASE("a ref to which nothing is done is up to date, unless it is left alone where it stands") {
  Ledger ledger;
  ledger.plan({"refs/tags/v1", old_id, std::nullopt, RefAction::skip, "is there already"});
  ledger.plan({branch.name, old_id, std::nullopt, RefAction::skip, {}, true});
  CHECK(verdict_on(*ledger.find("refs/tags/v1"), false) == Verdict::up_to_date);
  CHECK(verdict_on(*ledger.find(branch.name), false) == Verdict::skipped);
}

TEST_CASE("a command that nobody answered has arrived when the branch holds what it carried") {
  for (const Answer answer : {Answer::none, Answer::turned_away}) {
    Ledger ledger = sent(answer, true, Look::elsewhere);
    REQUIRE(fate_of(*ledger.find(branch.name)) == Fate::unknown);
    ledger.begin_attempt();
    ledger.list_branch(other_id);
    ledger.found_in_branch({id('7')});
    CHECK(landed(*ledger.find(branch.name)) == nullptr);
    ledger.found_in_branch({id('7'), new_id});
    CHECK(fate_of(*ledger.find(branch.name)) == Fate::landed);
    CHECK(value_before(*ledger.find(branch.name)) == Listed{old_id});
  }
}

TEST_CASE("a command that was refused has not arrived although somebody else pushed the same") {
  Ledger ledger = sent(Answer::refused, true, Look::elsewhere);
  ledger.begin_attempt();
  ledger.found_in_branch({new_id});
  CHECK(landed(*ledger.find(branch.name)) == nullptr);
}
