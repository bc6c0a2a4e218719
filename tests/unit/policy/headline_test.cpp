#include "policy/headline.h"

#include <memory>

#include "render_samples.h"
#include "support/catch.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

std::string of(const Sample& run) {
  return headline(run.settings, run.result);
}

}  // namespace

TEST_CASE("a push that an earlier attempt made is what the sentence is about") {
  Sample run = sample("synced");
  run.result.ledger.begin_attempt();
  run.result.ledger.list_branch(sample_oid(0x5e));
  run.result.ledger.plan({"refs/heads/main", sample_oid(0x5e), std::nullopt, RefAction::skip, {}});
  run.result.end.because = Because::same;
  CHECK(of(run) == "Synced 3 commits to cogpy/occ main, now at 5e5e5e5.");
}

TEST_CASE("a run that stopped says what it had pushed by then, or that it pushed nothing") {
  Sample run = sample("conflict");
  CHECK_THAT(of(run), EndsWith("Nothing was pushed."));
  enter(run.result.ledger, {"refs/tags/v1", {}, sample_oid(1), RefAction::create, {}},
        Answer::accepted);
  CHECK_THAT(of(run), EndsWith("By then it had pushed v1."));
}

TEST_CASE("a run that lost its lease each time claims nothing of what is not known") {
  Sample run = sample("rejected");
  run.result.ledger = Ledger();
  run.result.end.because = Because::changed_each_time;
  run.result.cost.attempts = 3;
  CHECK(of(run) ==
        "Rejected: cogpy/occ main changed each time it was about to be pushed, 3 times. Nothing "
        "was overwritten; run the sync again.");
  const PlannedRef tag{"refs/tags/v1", {}, sample_oid(1), RefAction::create, {}};
  enter(run.result.ledger, tag, sending_of(tag, Answer::none), false);
  CHECK_THAT(of(run), EndsWith("Whether what was sent has arrived is not known."));
}

TEST_CASE("a ref that the server changed another for is told") {
  Sample run = sample("synced");
  run.result.ledger = Ledger();
  const PlannedRef branch{
      "refs/heads/main", sample_oid(1), sample_oid(2), RefAction::fast_forward, {}};
  Sending sending = sending_of(branch, Answer::accepted);
  sending.instead = "refs/pull/12/head";
  enter(run.result.ledger, branch, sending, false);
  CHECK(of(run) ==
        "Rejected: the server of cogpy/occ accepted refs/heads/main, but changed refs/pull/12/head "
        "in its place.");
}

TEST_CASE("a dry run says what would be done, once that it is one") {
  CHECK(of(sample("dry_run")) ==
        "Dry run: cogpy/occ main would be fast-forwarded by 3 commits to 5e5e5e5, and 1 tag would "
        "be pushed.");
  Sample stopped = sample("conflict");
  stopped.settings.dry_run = true;
  stopped.result.end.planned_status = Status::conflict;
  stopped.result.end.status = Status::dry_run;
  CHECK(of(stopped) ==
        "Dry run: Conflict detected: cogpy/occ main has 2 commits that 5e5e5e5 of o9nn/occ lacks.");
}

TEST_CASE("an error's first line is its sentence") {
  Sample run = sample("usage_error");
  CHECK(of(run) == "2 inputs are wrong.");
}

TEST_CASE("what the way back pushed and could not propose is named, too") {
  Sample run = sample("conflict");
  SyncResult back;
  enter(back.ledger, {"refs/heads/auto-sync/main", {}, sample_oid(1), RefAction::create, {}},
        Answer::accepted);
  run.result.way_back = std::make_shared<const SyncResult>(back);
  CHECK_THAT(of(run), EndsWith("By then it had pushed auto-sync/main."));
}
