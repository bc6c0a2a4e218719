#pragma once
#include <vector>

#include "policy/judge_preflight.h"

namespace auto_sync {

/// What a dry run found that looked at a protected branch and at changed workflow files.
inline std::vector<PreflightFinding> sample_findings(const Settings& settings) {
  PreflightFacts facts;
  facts.repository = RepositoryFacts{false, true, std::nullopt};
  facts.workflows = WorkflowChanges{{".github/workflows/ci.yml"}, true};
  facts.branch = BranchFacts{true, {{{"required_status_checks", "build"}}}, std::nullopt};
  return judge_preflight(settings, facts, {});
}

/// A finding with all that a server may put into one.
inline std::vector<PreflightFinding> hostile_findings() {
  return {{"branch_rules", PreflightFinding::Verdict::warning,
           "a rule | of </td><img src=x> @octocat\n::error::no \x1b[2J", "`#1`", ""}};
}

}  // namespace auto_sync
