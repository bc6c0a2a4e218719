#pragma once
#include <optional>
#include <string>
#include <vector>

namespace auto_sync {

/// A rule for a branch, of a ruleset or of its protection, in GitHub's word for the type
/// (`required_status_checks`) and with what it asks for in particular.
struct BranchRule {
  std::string type;
  std::string detail;  ///< names of checks, number of reviews; from the server, may be empty

  bool operator==(const BranchRule&) const = default;
};

/// What REST says of a repository, to the token that asks.
struct RepositoryFacts {
  bool archived = false;
  std::optional<bool> may_push;
  /// Of a classic token; nothing for tokens of other kinds, which have permissions instead.
  std::optional<std::vector<std::string>> scopes;

  bool lacks_workflow_scope() const;
};

/// What is known of a branch's rules; nothing where the token may not ask.
struct BranchFacts {
  std::optional<bool> is_protected;
  std::optional<std::vector<BranchRule>> rules;
  std::optional<std::vector<BranchRule>> protection;

  bool known() const { return is_protected || rules || protection; }
};

/// Files under `.github/workflows` that new commits create or change.
struct WorkflowChanges {
  std::vector<std::string> paths;
  /// Whether the target surely has none of them in the same form, on another branch: what it has
  /// may be pushed without the scope `workflow` (GitHub Docs, "Scopes for OAuth apps").
  bool certain = true;
};

/// All that was asked before a push; what was not asked, or not answered, is not there.
struct PreflightFacts {
  std::optional<RepositoryFacts> repository;
  std::optional<BranchFacts> branch;
  std::optional<WorkflowChanges> workflows;
};

/// One thing that was looked at before the push.
struct PreflightFinding {
  enum class Verdict {
    fine,
    unknown,  ///< could not be found out
    warning,  ///< the push may be refused
    stop,     ///< the push would surely be refused, so it is not made
  };
  std::string check;  ///< `repository`, `write_access`, `workflow_files`, `branch_rules`
  Verdict verdict = Verdict::fine;
  std::string finding;  ///< a sentence or two; may hold texts of the server
  std::string remedy;   ///< what to do; may be empty
  std::string link;     ///< a page that tells more; may be empty
};

}  // namespace auto_sync
