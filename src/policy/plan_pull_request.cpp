#include "policy/plan_pull_request.h"

#include <algorithm>

#include "base/text.h"
#include "domain/ref_name.h"

namespace auto_sync {
namespace {

constexpr std::string_view mark_start = "<!-- auto-sync pull request: ";

PlannedRef plan_branch(const PullRequestFacts& facts) {
  PlannedRef branch{branch_ref(facts.branch), facts.branch_tip, facts.carried, RefAction::force,
                    "the branch of pull requests is moved to the commit that is proposed"};
  if (!facts.branch_tip) {
    branch.action = RefAction::create;
  } else if (facts.moves_forward) {
    branch.action = RefAction::fast_forward;
  }
  if (branch.action != RefAction::force) branch.reason.clear();
  if (facts.branch_tip != facts.carried) return branch;
  return {branch.name, facts.branch_tip, std::nullopt, RefAction::skip, {}};
}

/// Whether the branch has held the carried commit already and somebody has moved it since, to
/// resolve the conflict there, say.
bool is_theirs_now(const PullRequestFacts& facts, const PullRequest& pull) {
  const bool proposed =
      pull.body.find(std::string(mark_start) + facts.carried.hex()) != std::string::npos;
  return proposed && facts.branch_tip && facts.branch_tip != facts.carried;
}

PlannedRef kept_branch(const PullRequestFacts& facts) {
  return {branch_ref(facts.branch),
          facts.branch_tip,
          std::nullopt,
          RefAction::skip,
          "somebody has gone on from the commit that is proposed",
          true};
}

PullRequestAction for_open_one(const PullRequestFacts& facts, const PullRequest& pull) {
  const bool ours = pull.body.find(mark_start) != std::string::npos;
  const bool tells_it = pull.body.find(facts.mark) != std::string::npos;
  return ours && !tells_it ? PullRequestAction::update : PullRequestAction::keep;
}

/// "pull request #5 into cogpy/occ main"
std::string name_of(const PullRequestResult& result) {
  const std::string number = result.number == 0 ? "" : " #" + std::to_string(result.number);
  return "pull request" + number + " into " + result.repository + " " + result.base;
}

std::string proposed(const HistoryFacts& history) {
  const std::string what = history.ahead ? counted(*history.ahead, "commit") : "the commits";
  return history.behind
             ? what + ", since the branch has " + counted(*history.behind, "commit") + " of its own"
             : what;
}

}  // namespace

PullRequestPlan plan_pull_request(const PullRequestFacts& facts) {
  const auto& known = facts.known;
  const auto open =
      std::find_if(known.begin(), known.end(), [](const PullRequest& pull) { return pull.open; });
  if (open != known.end()) {
    if (is_theirs_now(facts, *open)) return {for_open_one(facts, *open), kept_branch(facts), *open};
    return {for_open_one(facts, *open), plan_branch(facts), *open};
  }

  const auto closed = std::find_if(known.begin(), known.end(), [&](const PullRequest& pull) {
    return pull.head == facts.carried;
  });
  if (closed == known.end()) return {PullRequestAction::open, plan_branch(facts), std::nullopt};
  return {
      PullRequestAction::decline,
      {branch_ref(facts.branch), facts.branch_tip, std::nullopt, RefAction::skip,
       "pull request #" + std::to_string(closed->number) + " with this commit was closed", true},
      *closed};
}

std::string pull_request_branch(const PullRequestSettings& settings, const std::string& base) {
  return settings.branch.empty() ? "auto-sync/" + base : settings.branch;
}

std::string pull_request_mark(const Oid& carried, const Oid& base_tip) {
  return std::string(mark_start) + carried.hex() + " into " + base_tip.hex() + " -->";
}

std::string pull_request_headline(const PullRequestResult& result, const HistoryFacts& history,
                                  bool dry_run) {
  const std::string name = name_of(result);
  switch (result.action) {
    case PullRequestAction::open:
      return (dry_run ? "a " + name + " would be opened" : "Opened " + name) + " with " +
             proposed(history) + ".";
    case PullRequestAction::update:
      return (dry_run ? name + " would be updated" : "Updated " + name) + " with " +
             proposed(history) + ".";
    case PullRequestAction::keep:
      return (dry_run ? name + " would stay as it is" : "Nothing new for " + name) + ": " +
             proposed(history) + ".";
    case PullRequestAction::decline:
      break;
  }
  const std::string end = result.merged ? " was merged as other commits, squashed or rebased"
                                        : " was closed with this very commit";
  return std::string(dry_run ? "p" : "P") + name.substr(1) + end +
         (dry_run ? ": it would not be proposed again." : ": it is not proposed again.");
}

}  // namespace auto_sync
