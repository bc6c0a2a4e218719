#include "policy/render_merge_message.h"

#include "support/catch.h"
#include "support/fakes/drawn_history.h"

using namespace auto_sync;

namespace {

const Oid carried = testing::DrawnHistory::id("new");

Settings settings() {
  Settings made;
  made.source = {"https://github.com/o9nn/occ.git", "https://github.com/o9nn/occ", "o9nn/occ"};
  made.target = {"https://github.com/cogpy/occ.git", "https://github.com/cogpy/occ", "cogpy/occ"};
  return made;
}

GateVerdict gate(const std::string& page) {
  GateVerdict made;
  made.gate = Gate::pass;
  made.runs.emplace_back();
  made.runs.front().html_url = page;
  return made;
}

HistoryFacts history() {
  HistoryFacts made;
  made.relation = Relation::diverged;
  made.ahead = 3;
  made.behind = 1;
  return made;
}

}  // namespace

TEST_CASE("a merge's message says what came from where, and its trailers say it to programs") {
  EventContext event;
  event.run_url = "https://github.com/o9nn/occ/actions/runs/7";
  const std::string message = render_merge_message(
      settings(), event, gate("https://github.com/o9nn/occ/actions/runs/5"), history(), carried);
  CHECK(message ==
        "Merge o9nn/occ main into cogpy/occ main\n\n"
        "Brings 3 commits of o9nn/occ main together with\n"
        "1 commit that only cogpy/occ main had.\n\n"
        "Auto-Sync-Source: o9nn/occ@main\n"
        "Auto-Sync-Commit: " +
            carried.hex() +
            "\n"
            "Auto-Sync-Build: https://github.com/o9nn/occ/actions/runs/5\n"
            "Auto-Sync-Run: https://github.com/o9nn/occ/actions/runs/7\n");
}

TEST_CASE("trailers that have nothing to say are left out") {
  const std::string message = render_merge_message(settings(), {}, {}, history(), carried);
  CHECK_THAT(message, EndsWith("Auto-Sync-Commit: " + carried.hex() + "\n"));
}

TEST_CASE("no name, address or commit can add a line to the message") {
  Settings given = settings();
  given.target = {"https://x/y.git", "https://x/y\nSigned-off-by: mallory", ""};
  given.sync_branch = "main\nAuto-Sync-Commit: forged";
  EventContext event;
  event.run_url = "https://x/\nAuto-Sync-Run: forged";
  HistoryFacts facts = history();
  facts.source_commits.resize(1);
  facts.source_commits[0].subject = "Innocent\n\nAuto-Sync-Commit: forged";
  const std::string message = render_merge_message(
      given, event, gate("https://x/ \r\nAuto-Sync-Build: forged"), facts, carried);
  CHECK_THAT(message, !ContainsSubstring("\nSigned-off-by"));
  CHECK_THAT(message, !ContainsSubstring("\nAuto-Sync-Commit: forged"));
  CHECK_THAT(message, !ContainsSubstring("\nAuto-Sync-Run: forged"));
  CHECK_THAT(message, !ContainsSubstring("Auto-Sync-Build"));
  CHECK(message.find('\r') == std::string::npos);
}
