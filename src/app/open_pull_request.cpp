#include "app/open_pull_request.h"

#include <algorithm>
#include <utility>

#include "app/push_plan.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/judge_push.h"
#include "policy/parse_repository.h"
#include "policy/plan_backups.h"
#include "service/retry.h"

namespace auto_sync {
namespace {

/// How often a pull request is posted, with a look at those there are after each time.
constexpr int max_posts = 3;

/// Whether the branch's tip is among the commits that are proposed, so that it moves forward.
bool moves_forward(const HistoryFacts& history, const std::optional<Oid>& tip) {
  return tip && std::any_of(history.source_commits.begin(), history.source_commits.end(),
                            [&](const Commit& commit) { return commit.id == *tip; });
}

/// An error of the API, told with what stands all the same.
Error after_push(const Error& error, const Proposal& proposal, const PlannedRef& branch) {
  const std::string stands =
      " The branch " + short_ref_name(branch.name) + " of " + proposal.repository.display_name() +
      " stands at " + proposal.carried.short_hex() + ", without a pull request that says so.";
  return Error(error.kind(), error.what() + stands, error.hint(), error.transient());
}

/// `owner/name` as it is now: the API redirects an old name too, but takes no POST there.
std::string name_now(const Settings& settings, const Proposal& proposal,
                     const TargetListing& listing) {
  if (!listing.moved_to.empty()) {
    const auto moved = parse_repository(listing.moved_to, settings.server_url).address;
    if (moved && moved->on_server()) return moved->full_name;
  }
  return proposal.repository.full_name;
}

class Opening {
 public:
  Opening(const Settings& settings, const Proposal& proposal, const TargetListing& listing,
          GithubPulls& pulls, Clock& clock)
      : wishes_(settings.pull_request),
        proposal_(proposal),
        repository_(name_now(settings, proposal, listing)),
        listing_(listing),
        branch_(pull_request_branch(settings.pull_request, proposal.base)),
        pulls_(pulls),
        clock_(clock) {}

  PullRequestPlan plan();
  PullRequestResult planned_result(const PullRequestPlan& plan) const;
  /// Opens or updates what the plan says, and tells it by `end`.
  void write(PullRequestEnd& end);

 private:
  PullRequestFacts facts();
  void open(PullRequestEnd& end);
  bool adopt(PullRequestEnd& end);
  void update(PullRequestEnd& end);
  void ask_for_people(PullRequestEnd& end);

  const PullRequestSettings& wishes_;
  const Proposal& proposal_;
  std::string repository_;
  const TargetListing& listing_;
  std::string branch_;
  GithubPulls& pulls_;
  Clock& clock_;
};

/// What the API knows, as of now; the branch is another matter.
PullRequestFacts Opening::facts() {
  PullRequestFacts facts;
  facts.branch = branch_;
  facts.base = proposal_.base;
  facts.carried = proposal_.carried;
  facts.known = pulls_.list(repository_, branch_, proposal_.base);
  facts.mark = pull_request_mark(proposal_.carried, proposal_.base_tip);
  return facts;
}

PullRequestPlan Opening::plan() {
  PullRequestFacts known = facts();
  if (const ListedRef* ref = listing_.find(branch_ref(branch_))) known.branch_tip = ref->id;
  known.moves_forward = moves_forward(proposal_.history, known.branch_tip);
  return plan_pull_request(known);
}

PullRequestResult Opening::planned_result(const PullRequestPlan& plan) const {
  PullRequestResult result;
  result.action = plan.action;
  result.repository = repository_;
  result.branch = branch_;
  result.base = proposal_.base;
  if (plan.known) {
    result.number = plan.known->number;
    result.url = plan.known->url;
    result.merged = plan.known->merged;
  }
  return result;
}

void Opening::write(PullRequestEnd& end) {
  if (end.pull_request.action == PullRequestAction::update) update(end);
  if (end.pull_request.action == PullRequestAction::open) open(end);
}

void Opening::update(PullRequestEnd& end) {
  pulls_.update(repository_, end.pull_request.number, proposal_.text.title, proposal_.text.body);
}

/// Takes the pull request that is there after all: another run opened it, or an earlier try of
/// ours, whose answer was lost. Whether there is one.
bool Opening::adopt(PullRequestEnd& end) {
  const PullRequestPlan plan = plan_pull_request(facts());
  if (!plan.known || !plan.known->open) return false;
  end.pull_request = planned_result(plan);
  if (plan.action == PullRequestAction::update) update(end);
  return true;
}

void Opening::open(PullRequestEnd& end) {
  const NewPullRequest wanted{proposal_.text.title, proposal_.text.body, branch_, proposal_.base};
  std::optional<PullRequest> opened;
  for (int posts = 1; !opened; ++posts) {
    std::optional<Error> unclear;
    try {
      opened = pulls_.open(repository_, wanted);
    } catch (const Error& error) {
      if (!error.transient()) throw;
      log::warning("{} Looking whether the pull request is there.", error.what());
      unclear = error;
    }
    if (opened) break;
    if (adopt(end)) break;
    if (posts == max_posts) {
      throw unclear.value_or(Error(ErrorKind::remote,
                                   "GitHub says that there is a pull request from " + branch_ +
                                       " into " + proposal_.base + " of " + repository_ +
                                       " already, but lists none.",
                                   "Run the sync again later."));
    }
    clock_.sleep_for(back_off(posts, random_jitter()));
  }
  if (opened) {
    end.pull_request.number = opened->number;
    end.pull_request.url = opened->url;
  }
  ask_for_people(end);
}

void Opening::ask_for_people(PullRequestEnd& end) {
  const std::uint64_t number = end.pull_request.number;
  const auto attempt = [&](const std::string& what, const auto& ask) {
    try {
      ask();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      end.warnings.push_back("Pull request #" + std::to_string(number) + " is without " + what +
                             ": " + error.what());
    }
  };
  if (!wishes_.labels.empty()) {
    attempt("its labels", [&] { pulls_.add_labels(repository_, number, wishes_.labels); });
  }
  for (const std::string& reviewer : wishes_.reviewers) {
    attempt("the reviewer " + reviewer,
            [&] { pulls_.ask_reviewer(repository_, number, reviewer); });
  }
  if (wishes_.assignees.empty()) return;
  attempt("its assignees", [&] {
    const auto left_out = pulls_.assign(repository_, number, wishes_.assignees);
    if (left_out.empty()) return;
    end.warnings.push_back("Pull request #" + std::to_string(number) +
                           " could not be assigned to " + join(left_out, ", ") +
                           ": only those who may write to " + repository_ + " can be.");
  });
}

}  // namespace

PullRequestEnd open_pull_request(const Settings& settings, const Proposal& proposal,
                                 const TargetListing& listing, GithubPulls& pulls,
                                 const PushEdges& edges, Ledger& ledger) {
  Opening opening(settings, proposal, listing, pulls, edges.read.clock);
  PullRequestEnd end;
  end.plan = opening.plan();
  end.pull_request = opening.planned_result(end.plan);
  Plan push;
  push.branch = end.plan.branch;
  plan_backups(settings.backup, listing.refs, edges.read.clock.now(), push);
  ledger.plan(push.branch);
  for (const PlannedRef& backup : push.backups) ledger.plan(backup);
  end.branch_stands = true;
  if (settings.dry_run) return end;

  push.commits = proposal.history.ahead;
  push.common = proposal.history.common(proposal.base_tip);
  if (!push.updates().empty()) {
    end.push = push_plan(push, listing, edges, ledger);
    end.branch_stands =
        end.push->kind == PushEnd::Kind::finished && all_landed(ledger, push.updates());
    if (!end.branch_stands) return end;
  }
  try {
    opening.write(end);
    end.pull_request.done = true;
  } catch (const Error& error) {
    end.failure = after_push(error, proposal, end.plan.branch);
  }
  return end;
}

}  // namespace auto_sync
