#include "policy/refusals.h"

#include "policy/refusals_of_git.h"

namespace auto_sync {
namespace {

constexpr std::string_view protected_branches =
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/"
    "managing-protected-branches/about-protected-branches";
constexpr std::string_view rulesets =
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/"
    "managing-rulesets/troubleshooting-rules";
constexpr std::string_view push_protection =
    "https://docs.github.com/en/code-security/secret-scanning/working-with-secret-scanning-and-"
    "push-protection/working-with-push-protection-from-the-command-line";
constexpr std::string_view large_files =
    "https://docs.github.com/en/repositories/working-with-files/managing-large-files/"
    "about-large-files-on-github";
constexpr std::string_view lfs_objects =
    "https://docs.github.com/en/repositories/working-with-files/managing-large-files/"
    "resolving-git-large-file-storage-upload-failures";
constexpr std::string_view scopes =
    "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps";
constexpr std::string_view permissions =
    "https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-"
    "personal-access-tokens";
constexpr std::string_view tokens =
    "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/"
    "managing-your-personal-access-tokens";
constexpr std::string_view archiving =
    "https://docs.github.com/en/repositories/archiving-a-github-repository/"
    "archiving-repositories";
constexpr std::string_view single_sign_on =
    "https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-single-"
    "sign-on/authorizing-a-personal-access-token-for-use-with-single-sign-on";
constexpr std::string_view gitea_protection =
    "https://docs.gitea.com/usage/access-control/protected-branches";
constexpr std::string_view receive_pack = "https://git-scm.com/docs/git-receive-pack";
constexpr std::string_view config = "https://git-scm.com/docs/git-config";

constexpr std::string_view run_again =
    "Run the sync again: it looks at the {role} anew, and overwrites nothing that it has not seen.";
constexpr std::string_view raced =
    "The ref on the {role} was changed at the same moment: it is no longer where this push had "
    "found it. It was left as it is.";

const std::vector<KnownRefusal>& protection_rows() {
  static const std::vector<KnownRefusal> rows = {
      {.name = "protected_branch",
       .example = "error: GH006: Protected branch update failed for refs/heads/main.\n"
                  "error: At least 1 approving review is required by reviewers with write access.",
       .signs = {"GH006:"},
       .captures = {"update failed for {ref}"},
       .meaning = "The branch is protected on the {role}, and its protection does not let this "
                  "token push to it.",
       .remedy = "In the {role} under Settings > Branches, let the token's owner (or its app) "
                 "bypass the protection, or loosen the rules named here. Or sync into a branch of "
                 "its own with {branch_input}, or open a pull request with "
                 "on_conflict: pull_request.",
       .link = protected_branches,
       .lists_reasons = true},
      {.name = "push_protection",
       .example = "error: GH013: Repository rule violations found for refs/heads/main.\n"
                  "- GITHUB PUSH PROTECTION\n  - Push cannot contain secrets\n"
                  "      - commit: 5477a7dd26384ed3c8b3814ee677f755ad27a597\n"
                  "        path: src/api/github.ts:34\n"
                  "  https://github.com/cogpy/occ/security/secret-scanning/unblock-secret/2abc",
       .signs = {"GITHUB PUSH PROTECTION"},
       .captures = {"violations found for {ref}", "path: {path}",
                    "https://{unblock:/unblock-secret/}"},
       .meaning = "Push protection found a secret in the commits[: {path}].",
       .remedy = "Revoke the secret and take it out of the source's history, or, if it is none, "
                 "allow it[: https://{unblock}].",
       .link = push_protection},
      {.name = "rule_violation",
       .example = "error: GH013: Repository rule violations found for refs/heads/main.\n"
                  "Review all repository rules at https://github.com/cogpy/occ/rules\n"
                  "- Changes must be made through a pull request.\n"
                  "- 2 of 2 required status checks are expected.",
       .signs = {"GH013:"},
       .unless = {"GITHUB PUSH PROTECTION"},
       .captures = {"violations found for {ref}", "repository rules at {rules}"},
       .meaning = "A ruleset of the {role}, or of its organisation, forbids this push.",
       .remedy = "Add the token's owner (or its app) to the ruleset's bypass list, or change the "
                 "rules named here[; they are listed at {rules}]. Or sync into a branch that no "
                 "rule covers, with {branch_input}.",
       .link = rulesets,
       .lists_reasons = true},
  };
  return rows;
}

/// The same of GitLab and Gitea.
const std::vector<KnownRefusal>& other_protection_rows() {
  static const std::vector<KnownRefusal> rows = {
      {.name = "gitlab_protected_branch",
       .example = "GitLab: You are not allowed to push code to protected branches on this project.",
       .signs = {"not allowed to push code to protected branches"},
       .meaning = "The branch is protected on the {role}, and this token's role may not push to "
                  "it.",
       .remedy = "In the project under Settings > Repository > Protected branches, allow the "
                 "token's role to push.",
       .link = "https://docs.gitlab.com/user/project/repository/branches/protected/"},
      {.name = "gitlab_force_push",
       .example = "GitLab: You are not allowed to force push code to a protected branch on this "
                  "project.",
       .signs = {"not allowed to force push code to a protected branch"},
       .meaning = "The branch is protected on the {role} against being overwritten.",
       .remedy = "In the project under Settings > Repository > Protected branches, allow force "
                 "pushes for as long as it takes.",
       .link = "https://docs.gitlab.com/user/project/repository/branches/protected/"},
      {.name = "gitea_protected_branch",
       .example = "Gitea: Not allowed to push to protected branch main",
       .signs = {"not allowed to push to protected branch"},
       .meaning = "The branch is protected on the {role}, and this token's owner may not push to "
                  "it.",
       .remedy = "In the repository under Settings > Branches, let the token's owner push.",
       .link = gitea_protection},
      {.name = "gitea_force_push",
       .example = "Gitea: branch main is protected from force push",
       .signs = {"is protected from force push"},
       .meaning = "The branch is protected on the {role} against being overwritten.",
       .remedy =
           "In the repository under Settings > Branches, let the token's owner force-push for "
           "as long as it takes; or merge, with on_conflict: merge.",
       .link = gitea_protection},
      {.name = "gitea_protected_tag",
       .example = "Gitea: Tag v0.5 is protected",
       .signs = {"tag ", " is protected"},
       .unless = {"is protected from force push", "branch "},
       .captures = {"Tag {tag} is protected"},
       .meaning = "The tag[ {tag}] is protected on the {role}, and this token's owner may not make "
                  "or move it.",
       .remedy = "In the repository under Settings > Tags, let the token's owner make it; or leave "
                 "it out with tags.",
       .link = "https://docs.gitea.com/usage/access-control/protected-tags"},
  };
  return rows;
}

const std::vector<KnownRefusal>& content_rows() {
  static const std::vector<KnownRefusal> rows = {
      {.name = "large_file",
       .example = "error: GH001: Large files detected. You may want to try Git Large File "
                  "Storage - https://git-lfs.github.com.\n"
                  "error: File big.bin is 120.00 MB; this exceeds GitHub's file size limit of "
                  "100.00 MB",
       .signs = {"GH001:"},
       .captures = {"File {file}; this exceeds"},
       .meaning = "The commits hold a file over 100 MB, which GitHub does not take[: {file}].",
       .remedy = "Take the file out of the source's history (git filter-repo), also out of the "
                 "commits that came before it was deleted, or keep it in Git LFS.",
       .link = large_files},
      {.name = "large_file_named",
       .example = "error: File big.bin is 120.00 MB; this exceeds GitHub's file size limit of "
                  "100.00 MB",
       .signs = {"this exceeds GitHub's file size limit"},
       .unless = {"GH001:"},
       .captures = {"File {file}; this exceeds"},
       .meaning = "The commits hold a file over 100 MB, which GitHub does not take[: {file}].",
       .remedy = "Take the file out of the source's history (git filter-repo), also out of the "
                 "commits that came before it was deleted, or keep it in Git LFS.",
       .link = large_files},
      {.name = "missing_lfs_objects",
       .example = "error: GH008: Your push referenced at least 1 unknown Git LFS object:\n"
                  "    cd0e6edf7a48b6b12ca737319acdc0ec1e4ff8918a264499d7e60bfc558c4341\n"
                  "Try to push them with 'git lfs push --all'.",
       .signs = {"GH008:"},
       .captures = {"referenced at least {count} unknown"},
       .meaning = "The commits refer to files in Git LFS that the {role} does not have[ (at least "
                  "{count})]; auto-sync carries commits, not LFS objects.",
       .remedy = "Once, by hand, in a clone of the source: git lfs fetch --all, then "
                 "git lfs push --all to the {role}. New LFS files need that again before each "
                 "sync.",
       .link = lfs_objects},
      {.name = "workflow_scope",
       .example = "refusing to allow a Personal Access Token to create or update workflow "
                  "`.github/workflows/ci.yml` without `workflow` scope",
       .signs = {"refusing to allow", "without `workflow` scope"},
       .captures = {"update workflow `{path}` without"},
       .meaning = "The commits change a workflow file[, {path}], and the classic token in "
                  "{role}_token lacks the scope `workflow`.",
       .remedy = "Give the token the scope `workflow` (Settings > Developer settings > Tokens "
                 "(classic)), or make a fine-grained one with `Contents: write` and "
                 "`Workflows: write`.",
       .link = scopes},
      {.name = "workflows_permission",
       .example = "refusing to allow a GitHub App to create or update workflow "
                  "`.github/workflows/ci.yml` without `workflows` permission",
       .signs = {"refusing to allow", "without `workflows` permission"},
       .captures = {"update workflow `{path}` without"},
       .meaning = "The commits change a workflow file[, {path}], and the token in {role}_token "
                  "lacks the permission `Workflows: write`.",
       .remedy = "Give the app or the fine-grained token `Workflows: write`. The workflow's own "
                 "GITHUB_TOKEN can never have it: make a token of another kind.",
       .link = permissions},
      {.name = "shallow_update",
       .example = "shallow update not allowed",
       .signs = {"shallow update not allowed"},
       .meaning = "The {role}'s server thinks that history is missing from what was pushed: one of "
                  "the two repositories is a shallow clone.",
       .remedy = "Complete the shallow repository (git fetch --unshallow), then run the sync "
                 "again.",
       .link = config},
  };
  return rows;
}

const std::vector<KnownRefusal>& lease_rows() {
  static const std::vector<KnownRefusal> rows = {
      {.name = "lease_lost",
       .example = "cannot lock ref 'refs/heads/main': is at "
                  "1111111111111111111111111111111111111111 but expected "
                  "2222222222222222222222222222222222222222",
       .signs = {"is at ", "but expected"},
       .captures = {"cannot lock ref '{ref}'", "is at {now} but expected"},
       .meaning = raced,
       .remedy = run_again,
       .link = receive_pack},
      {.name = "reference_exists",
       .example = "cannot lock ref 'refs/heads/main': reference already exists",
       .signs = {"reference already exists"},
       .captures = {"cannot lock ref '{ref}'"},
       .meaning = "The ref was to be created, but somebody created it at the same moment.",
       .remedy = run_again,
       .link = receive_pack},
      {.name = "remote_ref_changed",
       .example = "remote ref has changed",
       .signs = {"remote ref has changed"},
       .meaning = raced,
       .remedy = run_again,
       .link = receive_pack},
      {.name = "name_taken",
       .example = "cannot lock ref 'refs/heads/main/x': 'refs/heads/main' exists; cannot create "
                  "'refs/heads/main/x'",
       .signs = {"exists; cannot create"},
       .captures = {"cannot lock ref '{ref}'", "': '{other}' exists"},
       .meaning = "A ref cannot have another's name as a folder in its own[: the {role} has "
                  "{other}].",
       .remedy = "Rename one of the two, or give {branch_input} another name.",
       .link = receive_pack},
      {.name = "non_fast_forward",
       .example = "non-fast-forward",
       .signs = {"non-fast-forward"},
       .captures = {"denying non-fast-forward {ref} ("},
       .meaning = "The {role}'s server takes no push that overwrites commits.",
       .remedy = "Bring the {role}'s own commits into the {other}, or let its server allow "
                 "non-fast-forwards (receive.denyNonFastForwards) for as long as it takes.",
       .link = config},
      {.name = "atomic_failure",
       .kind = RefusalKind::follower,
       .example = "atomic push failure",
       .signs = {"atomic push fail"},
       .meaning = "This ref was held back only because another one of the same push was refused[: "
                  "{cause}].",
       .remedy = "See why the other one was refused; or leave out `atomic`, so that each ref is "
                 "taken or refused on its own.",
       .link = "https://git-scm.com/docs/git-push"},
      {.name = "atomic_transaction",
       .kind = RefusalKind::follower,
       .example = "atomic transaction failed",
       .signs = {"atomic transaction failed"},
       .meaning = "This ref was held back only because another one of the same push was refused[: "
                  "{cause}].",
       .remedy = "See why the other one was refused; or leave out `atomic`, so that each ref is "
                 "taken or refused on its own.",
       .link = "https://git-scm.com/docs/git-push"},
  };
  return rows;
}

const std::vector<KnownRefusal>& access_rows() {
  static const std::vector<KnownRefusal> rows = {
      {.name = "no_write_access",
       .example = "Write access to repository not granted.",
       .signs = {"write access to repository not granted"},
       .meaning = "The token in {role}_token may read the {role}, but not write to it.",
       .remedy = "Give the token write access: `Contents: write` for that very repository "
                 "(fine-grained), or the scope `repo` of a user who may push (classic). The "
                 "workflow's own GITHUB_TOKEN reaches its own repository only.",
       .link = tokens},
      {.name = "repository_not_found",
       .example = "Repository not found.",
       .signs = {"repository not found"},
       .meaning = "The {role} does not exist under that name, or the token in {role}_token may not "
                  "see it: GitHub tells both in the same words.",
       .remedy = "Check the spelling of {role}_repo, and that the token has access to that very "
                 "repository.",
       .link = tokens},
      {.name = "archived",
       .kind = RefusalKind::archived,
       .example = "This repository was archived so it is read-only.",
       .signs = {"archived", "read-only"},
       .meaning = "The {role} is archived: nobody can push to it.",
       .remedy = "Unarchive it (Settings > Danger Zone > Unarchive this repository), or sync into "
                 "another repository.",
       .link = archiving},
      {.name = "single_sign_on",
       .example = "The 'cogpy' organization has enabled or enforced SAML SSO.\n"
                  "To access this repository, visit "
                  "https://github.com/orgs/cogpy/sso?authorization_request=AB12 and try your "
                  "request again.",
       .signs = {"SAML SSO"},
       .captures = {"The '{organisation}' organization has",
                    "The `{organisation}' organization "
                    "has"},
       .meaning = "The organisation[ {organisation}] uses SAML single sign-on, and the token in "
                  "{role}_token is not authorised for it.",
       .remedy = "As the token's owner open Settings > Developer settings > Tokens, choose "
                 "\"Configure SSO\" next to the token, and authorise it for the organisation.",
       .link = single_sign_on},
  };
  return rows;
}

/// Words that say what happened, but not why.
const std::vector<KnownRefusal>& vague_rows() {
  constexpr std::string_view ask_its_owner =
      "See the server's words below; if they do not say why, whoever runs the {role}'s server can "
      "find out in its log.";
  static const std::vector<KnownRefusal> rows = {
      {.name = "protected_branch_hook",
       .example = "protected branch hook declined",
       .signs = {"protected branch hook declined"},
       .meaning = "The branch is protected on the {role}, and its protection does not let this "
                  "token push to it.",
       .remedy = "In the {role} under Settings > Branches, let the token's owner (or its app) "
                 "bypass the protection, or loosen it.",
       .link = protected_branches,
       .is_vague = true},
      {.name = "rules_declined",
       .example = "push declined due to repository rule violations",
       .signs = {"declined due to repository rule violations"},
       .meaning = "A ruleset of the {role}, or of its organisation, forbids this push.",
       .remedy = "Look at the {role}'s Settings > Rules, and add the token's owner (or its app) to "
                 "the ruleset's bypass list.",
       .link = rulesets,
       .is_vague = true},
      {.name = "pre_receive_hook",
       .kind = RefusalKind::all_or_none,
       .example = "pre-receive hook declined",
       .signs = {"pre-receive hook declined"},
       .meaning = "A hook on the {role}'s server refused the push as a whole.",
       .remedy = ask_its_owner,
       .link = "https://git-scm.com/docs/githooks",
       .is_vague = true},
      {.name = "hook",
       .example = "hook declined",
       .signs = {"hook declined"},
       .unless = {"pre-receive hook declined", "protected branch hook declined"},
       .meaning = "A hook on the {role}'s server refused this ref.",
       .remedy = ask_its_owner,
       .link = "https://git-scm.com/docs/githooks",
       .is_vague = true},
      {.name = "already_exists",
       .example = "already exists",
       .signs = {"already exists"},
       .unless = {"reference already exists"},
       .meaning = "The ref was to be created, but the {role}'s server has it already.",
       .remedy = run_again,
       .link = receive_pack,
       .is_vague = true},
      {.name = "failed_to_update",
       .example = "failed to update ref",
       .signs = {"failed to update ref"},
       .meaning = "The {role}'s server could not write the ref: somebody else was changing it, or "
                  "the server has a fault of its own.",
       .remedy = run_again,
       .link = receive_pack,
       .is_vague = true},
  };
  return rows;
}

}  // namespace

std::span<const KnownRefusal> known_refusals() {
  static const std::vector<KnownRefusal> all = [] {
    std::vector<KnownRefusal> rows;
    for (const auto* part : {&protection_rows(), &other_protection_rows(), &content_rows(),
                             &refusals_of_git(), &lease_rows(), &access_rows(), &vague_rows()}) {
      rows.insert(rows.end(), part->begin(), part->end());
    }
    return rows;
  }();
  return all;
}

}  // namespace auto_sync
