#include "policy/plan_pull_request.h"

#include "render_samples.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

const Oid commit = sample_oid(0x5e);
const Oid base_tip = sample_oid(0x1b);

PullRequestFacts facts(std::vector<PullRequest> known = {}) {
  PullRequestFacts made;
  made.branch = "auto-sync/main";
  made.base = "main";
  made.carried = commit;
  made.known = std::move(known);
  made.mark = pull_request_mark(commit, base_tip);
  return made;
}

PullRequest open_one(const std::string& body) {
  return {5, "https://github.com/cogpy/occ/pull/5", body, commit, true, false};
}

PullRequest closed_one(const Oid& head, bool merged = false) {
  return {4, "https://github.com/cogpy/occ/pull/4", "", head, false, merged};
}

}  // namespace

TEST_CASE("a first conflict creates the branch and opens a pull request") {
  const PullRequestPlan plan = plan_pull_request(facts());
  CHECK(plan.action == PullRequestAction::open);
  CHECK(plan.branch.action == RefAction::create);
  CHECK(plan.branch.name == "refs/heads/auto-sync/main");
  CHECK(plan.branch.new_id == commit);
}

TEST_CASE("the branch moves forward where that is known, else by force, and not where it stands") {
  PullRequestFacts known = facts();
  known.branch_tip = sample_oid(0x77);
  CHECK(plan_pull_request(known).branch.action == RefAction::force);
  CHECK(plan_pull_request(known).branch.old_id == sample_oid(0x77));
  known.moves_forward = true;
  CHECK(plan_pull_request(known).branch.action == RefAction::fast_forward);
  known.branch_tip = commit;
  CHECK(plan_pull_request(known).branch.action == RefAction::skip);
  CHECK_FALSE(plan_pull_request(known).branch.new_id);
}

TEST_CASE("an open pull request is updated when it tells another story of ours") {
  const std::string old = "Text\n" + pull_request_mark(sample_oid(0x44), base_tip);
  const PullRequestPlan plan = plan_pull_request(facts({closed_one(commit), open_one(old)}));
  CHECK(plan.action == PullRequestAction::update);
  REQUIRE(plan.known);
  CHECK(plan.known->number == 5);
}

TEST_CASE("an open pull request that tells it already is kept, whatever else was written to it") {
  const std::string edited = "Edited by hand\r\n" + pull_request_mark(commit, base_tip) + "\r\n";
  CHECK(plan_pull_request(facts({open_one(edited)})).action == PullRequestAction::keep);
}

TEST_CASE("a branch on which somebody went on from the commit proposed is left where it is") {
  PullRequestFacts known = facts({open_one("Text\n" + pull_request_mark(commit, base_tip))});
  known.branch_tip = sample_oid(0x77);
  const PullRequestPlan plan = plan_pull_request(known);
  CHECK(plan.branch.action == RefAction::skip);
  CHECK_FALSE(plan.branch.new_id);
  known.carried = sample_oid(0x66);  // a newer one
  CHECK(plan_pull_request(known).branch.action == RefAction::force);
}

TEST_CASE("a text without our mark is left to whoever wrote it, though the branch moves") {
  const PullRequestPlan plan = plan_pull_request(facts({open_one("Mine")}));
  CHECK(plan.action == PullRequestAction::keep);
  CHECK(plan.branch.new_id == commit);
}

TEST_CASE("what was closed with this commit is not proposed again, and the branch left alone") {
  const bool merged = GENERATE(false, true);
  const PullRequestPlan plan = plan_pull_request(facts({closed_one(commit, merged)}));
  CHECK(plan.action == PullRequestAction::decline);
  CHECK(plan.branch.action == RefAction::skip);
  CHECK_FALSE(plan.branch.new_id);
  CHECK_THAT(plan.branch.reason, ContainsSubstring("#4"));
}

TEST_CASE("a newer commit is proposed anew after an older one was closed") {
  CHECK(plan_pull_request(facts({closed_one(sample_oid(0x44))})).action == PullRequestAction::open);
}

TEST_CASE("the branch is the one that the settings name, else one of ours") {
  CHECK(pull_request_branch({}, "release/2") == "auto-sync/release/2");
  PullRequestSettings settings;
  settings.branch = "from-upstream";
  CHECK(pull_request_branch(settings, "main") == "from-upstream");
}

TEST_CASE("the headline says what became of the pull request, or would have") {
  HistoryFacts history;
  history.ahead = 3;
  history.behind = 1;
  PullRequestResult result;
  result.repository = "cogpy/occ";
  result.base = "main";
  CHECK(pull_request_headline(result, history, true) ==
        "a pull request into cogpy/occ main would be opened with 3 commits, since the branch has 1 "
        "commit of its own.");
  result.number = 5;
  CHECK_THAT(pull_request_headline(result, history, false),
             StartsWith("Opened pull request #5 into cogpy/occ main with 3 commits"));
  result.action = PullRequestAction::decline;
  CHECK(pull_request_headline(result, history, false) ==
        "Pull request #5 into cogpy/occ main was closed with this very commit: it is not proposed "
        "again.");
  result.merged = true;
  CHECK_THAT(pull_request_headline(result, history, false), ContainsSubstring("squashed"));
}
