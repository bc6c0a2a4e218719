#include "policy/judge_preflight.h"

#include <fstream>
#include <sstream>

#include "support/catch.h"
#include "support/places.h"

using namespace auto_sync;

namespace {

using Verdict = PreflightFinding::Verdict;
using Words = std::vector<std::string>;

Settings settings(bool dry_run = false) {
  Settings made;
  made.target = {"https://github.com/cogpy/occ.git", "https://github.com/cogpy/occ", "cogpy/occ"};
  made.dry_run = dry_run;
  return made;
}

JsonView json(std::string_view text) {
  return JsonView::parse(text, "the answer", false);
}

std::string example(const std::string& name) {
  std::ifstream file(testing::fixtures_dir() + "/github/examples/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The verdict on workflow files.
Verdict on_workflows(const PreflightFacts& facts, bool dry_run = false) {
  for (const auto& finding : judge_preflight(settings(dry_run), facts, {})) {
    if (finding.check == "workflow_files") return finding.verdict;
  }
  FAIL("no finding on workflow files");
  return Verdict::fine;
}

PreflightFacts with_scopes(std::optional<std::vector<std::string>> scopes) {
  PreflightFacts facts;
  facts.repository = RepositoryFacts{false, true, std::move(scopes)};
  return facts;
}

}  // namespace

TEST_CASE("an archived target stops the push") {
  PreflightFacts facts;
  facts.repository = RepositoryFacts{true, true, std::nullopt};
  const auto findings = judge_preflight(settings(), facts, {});
  REQUIRE(find_stop(findings) != nullptr);
  CHECK(find_stop(findings)->finding == "cogpy/occ is archived: nobody can push to it.");
  CHECK_THAT(find_stop(findings)->remedy, ContainsSubstring("Unarchive"));
}

TEST_CASE("a token that may not push is a warning: the git server has the last word") {
  PreflightFacts facts;
  facts.repository = RepositoryFacts{false, false, std::nullopt};
  const auto findings = judge_preflight(settings(), facts, {});
  REQUIRE(findings.size() == 2);
  CHECK(findings[1].check == "write_access");
  CHECK(findings[1].verdict == Verdict::warning);
}

TEST_CASE("a classic token without workflow is stopped only by changes that are certain") {
  PreflightFacts facts = with_scopes(Words{"repo"});
  CHECK(on_workflows(facts) == Verdict::unknown);
  facts.workflows = WorkflowChanges{{}, true};
  CHECK(on_workflows(facts) == Verdict::fine);
  facts.workflows = WorkflowChanges{{".github/workflows/ci.yml"}, true};
  CHECK(on_workflows(facts) == Verdict::stop);
  facts.workflows->certain = false;
  CHECK(on_workflows(facts) == Verdict::warning);
}

TEST_CASE("a classic token with workflow may change workflow files") {
  CHECK(on_workflows(with_scopes(Words{"repo", "workflow"})) == Verdict::fine);
}

TEST_CASE("of a token with permissions it is said what it needs, when workflow files change") {
  PreflightFacts facts = with_scopes(std::nullopt);
  CHECK(judge_preflight(settings(), facts, {}).size() == 1);
  facts.workflows = WorkflowChanges{{".github/workflows/ci.yml"}, true};
  CHECK(on_workflows(facts) == Verdict::warning);
  facts.workflows->paths.clear();
  CHECK(on_workflows(facts) == Verdict::fine);
}

TEST_CASE("what was asked in vain is told in a dry run only") {
  CHECK(judge_preflight(settings(), {}, {}).empty());
  const auto findings = judge_preflight(settings(true), {}, {});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].verdict == Verdict::unknown);
}

TEST_CASE("rules for the branch warn, in words") {
  const BranchFacts facts{true,
                          parse_branch_rules(json(
                              R"([{"type": "required_status_checks", "parameters":
                                   {"required_status_checks": [{"context": "build"},
                                                               {"context": "lint"}]}},
                                  {"type": "deletion"}, {"type": "creation"},
                                  {"type": "brand_new"}])")),
                          std::nullopt};
  const PreflightFinding finding = judge_branch(settings(), facts, {});
  CHECK(finding.verdict == Verdict::warning);
  CHECK_THAT(finding.finding,
             StartsWith("Rules for main of cogpy/occ: status checks must have passed on the very "
                        "commit (build, lint); a rule of type brand_new. "));
}

TEST_CASE("rules that this push does not meet are left out") {
  const std::vector<BranchRule> rules = {
      {"creation", ""}, {"non_fast_forward", ""}, {"deletion", ""}};
  CHECK(rules_in_words(rules, {}).empty());
  CHECK(rules_in_words(rules, {true, false}) == Words{"only some may create it"});
  CHECK(rules_in_words(rules, {false, true}) == Words{"it may not be overwritten"});
  const BranchFacts facts{false, rules, std::nullopt};
  CHECK(judge_branch(settings(), facts, {}).verdict == Verdict::fine);
}

TEST_CASE("GitHub's own examples of rules and protection are understood") {
  CHECK(parse_branch_rules(json(example("get__rules_branches_branch.200.default.json"))) ==
        std::vector<BranchRule>{{"commit_message_pattern", "issue"},
                                {"commit_author_email_pattern", "github"}});
  const auto protection =
      parse_branch_protection(json(example("get__branches_branch_protection.200.default.json")));
  CHECK(rules_in_words(protection, {}) ==
        Words{"status checks must have passed on the very commit (continuous-integration/"
              "travis-ci)",
              "pull requests are required (2 approvals)", "only some may push to it",
              "merge commits are not allowed", "it is locked: read-only"});
}

TEST_CASE(
    "a protected branch whose rules cannot be seen warns, and one that nothing is known of "
    "does not") {
  CHECK(judge_branch(settings(), {true, std::vector<BranchRule>(), std::nullopt}, {}).verdict ==
        Verdict::warning);
  CHECK(judge_branch(settings(), {}, {}).verdict == Verdict::unknown);
  CHECK(judge_branch(settings(), {false, std::vector<BranchRule>(), std::nullopt}, {}).verdict ==
        Verdict::fine);
}
