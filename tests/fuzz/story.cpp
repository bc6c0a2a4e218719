#include "story.h"

#include <memory>
#include <utility>

#include "base/escape.h"
#include "policy/explain_refusals.h"
#include "teller.h"

namespace fuzz {
namespace {

using namespace auto_sync;

void tell_history(Teller& teller, SyncResult& result) {
  HistoryFacts& history = result.found.history.emplace();
  history.relation = teller.one_of(Relation::unrelated);
  if (teller.maybe()) history.ahead = teller.number();
  if (teller.maybe()) history.behind = teller.number();
  history.merge_bases = teller.several([&] { return teller.id(); });
  history.source_commits = teller.several([&] { return teller.commit(); });
  history.target_commits = teller.several([&] { return teller.commit(); });
  if (!teller.maybe()) return;
  MergeAnalysis& merge = result.found.merge.emplace();
  merge.known = teller.maybe();
  merge.unknown = teller.text();
  merge.clean = teller.maybe();
  merge.conflicts = teller.several([&] { return teller.conflict(); });
}

void tell_checks(Teller& teller, SyncResult& result) {
  if (teller.maybe()) {
    result.found.gate = GateVerdict{teller.one_of(Gate::off), teller.text(), teller.maybe_id(),
                                    teller.several([&] { return teller.build(); })};
  }
  if (teller.maybe()) {
    const auto file = [&] {
      return ChangedFile{teller.text(), teller.one_of(FileChange::deleted)};
    };
    result.found.files = FileChanges{teller.number() / 4, teller.number() / 4, teller.number() / 4,
                                     teller.several(file)};
  }
  result.found.required_paths = teller.several([&] {
    return RequiredPath{teller.text(), teller.maybe()};
  });
  result.found.preflight = teller.several([&] {
    return PreflightFinding{"branch_rules", teller.one_of(PreflightFinding::Verdict::stop),
                            teller.text(), teller.text(),
                            teller.maybe() ? "https://docs.github.com/rules" : ""};
  });
  if (teller.maybe()) {
    result.pull_request = PullRequestResult{teller.one_of(PullRequestAction::decline),
                                            teller.text(),
                                            teller.branch(),
                                            teller.branch(),
                                            teller.number(),
                                            teller.text(),
                                            teller.maybe(),
                                            teller.maybe()};
  }
  result.end.warnings = teller.several([&] { return teller.text(); });
}

void tell_refusals(Teller& teller, Story& story) {
  SyncResult& result = story.result;
  teller.fill(result.ledger);
  if (teller.maybe()) {
    story.keeps_its_lines = false;
    result.end.failure = Failure{teller.one_of(ErrorKind::interrupted), teller.one_of(Side::target),
                                 teller.text(), teller.text(), teller.text()};
  }
  if (teller.maybe()) {
    story.keeps_its_lines = false;
    result.found.explanations = explain_refusals(story.settings, result);
  } else {
    const auto printed = [&] { return printable(teller.text()); };
    result.found.explanations = teller.several([&] {
      return Explanation{RefusalKind::other,
                         "unknown",
                         teller.several([&] { return teller.text(); }),
                         "It means " + printed(),
                         teller.several(printed),
                         printed(),
                         "",
                         printable(teller.text(), true)};
    });
  }
}

}  // namespace

Story make_story(std::string_view input, bool line_breaks) {
  Teller teller(input, line_breaks);
  Story story;
  story.settings.source = teller.repository();
  story.settings.target = teller.repository();
  story.settings.sync_branch = teller.branch();
  story.settings.target_branch = teller.branch();
  story.settings.direction = teller.one_of(Direction::both);
  story.settings.reversed = teller.maybe();
  story.event = {EventKind::other, teller.text(), teller.text(), {},           teller.text(),
                 teller.text(),    teller.text(), teller.text(), teller.text()};

  SyncResult& result = story.result;
  result.end.status = teller.one_of(Status::error);
  if (teller.maybe()) result.end.planned_status = teller.one_of(Status::error);
  result.end.because = teller.one_of(Because::changed_each_time);
  result.found.source_tip = teller.maybe_id();
  result.found.source_sha = teller.maybe_id();
  result.ledger.name_branch("refs/heads/" + story.settings.target_branch);
  if (teller.maybe()) result.ledger.list_branch(teller.maybe_id());
  if (teller.maybe()) tell_history(teller, result);
  tell_checks(teller, result);
  tell_refusals(teller, story);
  if (teller.maybe()) {
    auto back = std::make_shared<SyncResult>();
    back->end.because = teller.one_of(Because::changed_each_time);
    teller.fill(back->ledger);
    result.way_back = std::move(back);
  }
  return story;
}

}  // namespace fuzz
