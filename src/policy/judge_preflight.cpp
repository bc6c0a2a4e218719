#include "policy/judge_preflight.h"

#include <algorithm>

#include "base/text.h"

namespace auto_sync {
namespace {

using PreflightVerdict = PreflightFinding::Verdict;

constexpr std::string_view about_archiving =
    "https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories";
constexpr std::string_view about_tokens =
    "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/"
    "managing-your-personal-access-tokens";
constexpr std::string_view about_scopes =
    "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps";
constexpr std::string_view about_permissions =
    "https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-"
    "personal-access-tokens";
constexpr std::string_view about_rules =
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/"
    "managing-rulesets/about-rulesets";

PreflightFinding finding(std::string_view check, PreflightVerdict verdict, std::string sentence,
                         std::string remedy = {}, std::string_view link = {}) {
  return {std::string(check), verdict, std::move(sentence), std::move(remedy), std::string(link)};
}

void judge_repository(const Settings& settings, const RepositoryFacts& facts,
                      std::vector<PreflightFinding>& findings) {
  const std::string& name = settings.target.display_name();
  if (facts.archived) {
    findings.push_back(finding("repository", PreflightVerdict::stop,
                               name + " is archived: nobody can push to it.",
                               "Unarchive it (Settings > Danger Zone > Unarchive this repository), "
                               "or sync into another repository.",
                               about_archiving));
  } else {
    findings.push_back(finding("repository", PreflightVerdict::fine, name + " is not archived."));
  }
  if (facts.may_push && !*facts.may_push) {
    findings.push_back(
        finding("write_access", PreflightVerdict::warning,
                "GitHub says that the token in " + settings.target_token_input() +
                    " may not push to " + name + ".",
                "Give it `Contents: write` (fine-grained), or the scope `repo` of a user who may "
                "push (classic).",
                about_tokens));
  }
}

std::string some_of(const std::vector<std::string>& paths) {
  constexpr std::size_t shown = 5;
  std::vector<std::string> some = paths;
  some.resize(std::min(paths.size(), shown));
  std::string text = join(some, ", ");
  if (paths.size() > shown) text += " and " + std::to_string(paths.size() - shown) + " more";
  return text;
}

PreflightFinding judge_lacking_scope(const std::string& token,
                                     const std::optional<WorkflowChanges>& changes) {
  const std::string remedy =
      "Give the classic token the scope `workflow` (Settings > Developer settings > Tokens), or "
      "make a fine-grained one with `Contents: write` and `Workflows: write`.";
  const std::string lacking = "the token in " + token + " lacks the scope `workflow`";
  if (!changes) {
    return finding("workflow_files", PreflightVerdict::unknown,
                   "Whether the commits change workflow files is not known; " + lacking + ".",
                   remedy, about_scopes);
  }
  if (changes->paths.empty()) {
    return finding("workflow_files", PreflightVerdict::fine,
                   "The new commits create or change no workflow file.");
  }
  return finding("workflow_files",
                 changes->certain ? PreflightVerdict::stop : PreflightVerdict::warning,
                 "The new commits change workflow files (" + some_of(changes->paths) + "), and " +
                     lacking + ".",
                 remedy, about_scopes);
}

/// Of a token that has permissions, which nobody can ask for.
PreflightFinding judge_unseen_permission(const std::string& token, const WorkflowChanges& changes) {
  if (changes.paths.empty()) {
    return finding("workflow_files", PreflightVerdict::fine,
                   "The new commits create or change no workflow file.");
  }
  return finding("workflow_files", PreflightVerdict::warning,
                 "The new commits change workflow files (" + some_of(changes.paths) +
                     "): the token in " + token + " needs the permission `Workflows: write`.",
                 "Make sure that it has it. A workflow's own GITHUB_TOKEN never does.",
                 about_permissions);
}

void judge_workflows(const std::string& token, const PreflightFacts& facts,
                     std::vector<PreflightFinding>& findings) {
  if (!facts.repository) return;
  if (facts.repository->lacks_workflow_scope()) {
    findings.push_back(judge_lacking_scope(token, facts.workflows));
  } else if (facts.repository->scopes) {
    findings.push_back(finding("workflow_files", PreflightVerdict::fine,
                               "The token may change workflow files: it has the scope "
                               "`workflow`."));
  } else if (facts.workflows) {
    findings.push_back(judge_unseen_permission(token, *facts.workflows));
  }
}

}  // namespace

PreflightFinding judge_branch(const Settings& settings, const BranchFacts& facts, PushKind push) {
  const std::string branch = settings.target_branch + " of " + settings.target.display_name();
  const std::string remedy =
      "If the push is refused: let the token's owner (or its app) bypass the rules, under the " +
      settings.target_role() +
      "'s Settings > Rules and Settings > Branches, or sync into another branch with " +
      settings.target_branch_input() + ".";
  std::vector<BranchRule> rules = facts.rules.value_or(std::vector<BranchRule>());
  if (facts.protection) {
    rules.insert(rules.end(), facts.protection->begin(), facts.protection->end());
  }
  const std::vector<std::string> words = rules_in_words(rules, push);
  if (!words.empty()) {
    return finding("branch_rules", PreflightVerdict::warning,
                   "Rules for " + branch + ": " + join(words, "; ") +
                       ". Whether this token may pass them over cannot be known beforehand.",
                   remedy, about_rules);
  }
  if (facts.is_protected.value_or(false) && !facts.protection) {
    return finding("branch_rules", PreflightVerdict::warning,
                   branch + " is protected; by which rules, this token may not see.", remedy,
                   about_rules);
  }
  if (!facts.known()) {
    return finding("branch_rules", PreflightVerdict::unknown,
                   "Rules for " + branch + " could not be read with this token.");
  }
  return finding("branch_rules", PreflightVerdict::fine,
                 "No rule for " + branch + " stands in the way.");
}

std::vector<PreflightFinding> judge_preflight(const Settings& settings, const PreflightFacts& facts,
                                              PushKind push) {
  std::vector<PreflightFinding> findings;
  if (facts.repository) {
    judge_repository(settings, *facts.repository, findings);
  } else if (settings.dry_run) {
    findings.push_back(finding("repository", PreflightVerdict::unknown,
                               "GitHub's REST API told nothing about " +
                                   settings.target.display_name() +
                                   ": it did not answer, or the token in " +
                                   settings.target_token_input() + " may not ask."));
  }
  judge_workflows(settings.target_token_input(), facts, findings);
  if (facts.branch) findings.push_back(judge_branch(settings, *facts.branch, push));
  return findings;
}

const PreflightFinding* find_stop(const std::vector<PreflightFinding>& findings) {
  const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& one) {
    return one.verdict == PreflightVerdict::stop;
  });
  return found == findings.end() ? nullptr : &*found;
}

}  // namespace auto_sync
