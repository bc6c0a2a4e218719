#pragma once
#include <vector>

#include "domain/preflight.h"
#include "domain/settings.h"
#include "policy/branch_rules.h"

namespace auto_sync {

/// What the facts mean for the push. Only what is certain stops it: an archived target, or a
/// classic token without the scope `workflow` and new commits that change workflow files. All else
/// warns, since a protected branch may still be open to this very token. What was not asked gives
/// no finding; what was asked in vain gives one only in a dry run.
std::vector<PreflightFinding> judge_preflight(const Settings& settings, const PreflightFacts& facts,
                                              PushKind push);

/// What the rules of the target's branch mean for the push.
PreflightFinding judge_branch(const Settings& settings, const BranchFacts& facts, PushKind push);

/// The finding that stops the push; null when there is none.
const PreflightFinding* find_stop(const std::vector<PreflightFinding>& findings);

}  // namespace auto_sync
