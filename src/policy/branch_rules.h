#pragma once
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/preflight.h"

namespace auto_sync {

/// The rules of GET rules/branches/{branch} (GitHub REST docs, "Get rules for a branch"). Throws
/// Error for an answer of another shape.
std::vector<BranchRule> parse_branch_rules(const JsonView& answer);

/// What GET branches/{branch}/protection demands of a push, as rules. `lock_branch` and
/// `restrictions` are types of its own.
std::vector<BranchRule> parse_branch_protection(const JsonView& answer);

/// What a push is about to do to the branch, as far as rules ask.
struct PushKind {
  bool creates = false;
  bool overwrites = false;
};

/// The rules that a push of that kind meets, each in words: "pull requests are required". Rules
/// that it does not meet (deletion; creation of a branch that is there) are left out; one of an
/// unknown type is named.
std::vector<std::string> rules_in_words(const std::vector<BranchRule>& rules, PushKind push);

}  // namespace auto_sync
