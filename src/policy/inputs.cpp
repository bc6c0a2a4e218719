#include "policy/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "policy/input_setters.h"

namespace auto_sync {
namespace {

std::string this_repository(const Environment& environment, const Settings&) {
  return variable(environment, "GITHUB_REPOSITORY");
}

std::string server_of_runner(const Environment& environment, const Settings&) {
  return variable(environment, "GITHUB_SERVER_URL");
}

/// The REST API that belongs to `server_url`: the runner's, when that is the runner's server; else
/// where GitHub, GitHub Enterprise Cloud and GitHub Enterprise Server have theirs. A token for one
/// server is thus never sent to another's API.
std::string api_of_server(const Environment& environment, const Settings& so_far) {
  std::string runners_server = variable(environment, "GITHUB_SERVER_URL");
  while (runners_server.ends_with('/')) runners_server.pop_back();
  std::string runners_api = variable(environment, "GITHUB_API_URL");
  const bool same =
      runners_server.empty() || to_lower(runners_server) == to_lower(so_far.server_url);
  if (same && !runners_api.empty()) return runners_api;
  const std::string_view server = so_far.server_url;
  if (server == "https://github.com") return "https://api.github.com";
  if (server.ends_with(".ghe.com")) return fmt::format("https://api.{}", server.substr(8));
  return fmt::format("{}/api/v3", server);
}

std::string debug_when_asked(const Environment& environment, const Settings&) {
  return variable(environment, "RUNNER_DEBUG") == "1" ? "debug" : "";
}

constexpr std::string_view repository_form =
    "`owner/name`, or the https URL of a repository on any git host";
constexpr std::string_view boolean_form = "`true` or `false`";
constexpr std::string_view branch_form = "the name of a branch";
constexpr std::string_view token_form = "a token, from a secret";
constexpr std::string_view url_form = "an https URL, or http on this machine";

using enum InputGroup;

constexpr Input input_table[] = {
    {.name = "target_repo",
     .group = repositories,
     .required = true,
     .in_file = InFile::name,
     .placeholder = "REPOSITORY",
     .help = "The repository that is brought up to date: `owner/name`, or the URL of a "
             "repository on any git host.",
     .expected = repository_form,
     .set = setters::target_repo},
    {.name = "target_token",
     .group = repositories,
     .required = true,
     .secret = true,
     .placeholder = "TOKEN",
     .help = "A token that may write to the target, from a secret.",
     .expected = token_form,
     .set = setters::token<&Settings::target_token>},
    {.name = "source_repo",
     .group = repositories,
     .in_file = InFile::name,
     .default_words = "this repository",
     .placeholder = "REPOSITORY",
     .help = "The repository that is built and carried: `owner/name`, or the URL of a "
             "repository on another git host, whose builds cannot be asked for: "
             "`require_build` must then be `false`.",
     .expected = repository_form,
     .surroundings = this_repository,
     .set = setters::source_repo},
    {.name = "source_token",
     .group = repositories,
     .secret = true,
     .action_default = "${{ github.token }}",
     .placeholder = "TOKEN",
     .help = "A token that may read the source and its builds. Empty means anonymous, which is "
             "enough for a public repository.",
     .expected = token_form,
     .set = setters::token<&Settings::source_token>},
    {.name = "sync_branch",
     .group = repositories,
     .default_value = "main",
     .placeholder = "BRANCH",
     .help = "The branch of the source that is carried.",
     .expected = branch_form,
     .set = setters::branch<&Settings::sync_branch>},
    {.name = "target_branch",
     .group = repositories,
     .default_words = "the same as `sync_branch`",
     .placeholder = "BRANCH",
     .help = "The branch of the target that receives it.",
     .expected = branch_form,
     .set = setters::branch<&Settings::target_branch>},

    {.name = "build_workflow",
     .group = build,
     .list = true,
     .default_words = "the run that triggered this one",
     .placeholder = "WORKFLOW",
     .help = "The workflow that must be green on the commit: its file name, which outlives a "
             "renaming, or its path, name or id. Of several, separated by commas or lines, all "
             "must be green.",
     .expected = "names, file names, paths or ids of workflows",
     .set = setters::build_workflow},
    {.name = "require_build",
     .group = build,
     .boolean = true,
     .in_file = InFile::default_only,
     .default_value = "true",
     .help = "Whether a green build is needed. `false` carries the tip of the branch, built or "
             "not.",
     .expected = boolean_form,
     .set = setters::boolean<&Settings::require_build>},
    {.name = "sync_commit",
     .group = build,
     .in_file = InFile::default_only,
     .default_value = "tested",
     .placeholder = "WHICH",
     .help = "`tested` carries exactly the commit that was built; `tip` carries the tip of the "
             "branch once the build is green.",
     .expected = "`tested` or `tip`",
     .set = setters::sync_commit},
    {.name = "fail_when_blocked",
     .group = build,
     .boolean = true,
     .default_value = "false",
     .help = "End with exit code 3 instead of 0 when the build is not green and nothing was "
             "carried.",
     .expected = boolean_form,
     .set = setters::boolean<&Settings::fail_when_blocked>},

    {.name = "force_sync",
     .group = sync,
     .boolean = true,
     .in_file = InFile::default_only,
     .default_value = "false",
     .help = "Skip the build check AND overwrite the target branch. The report records the tip "
             "that was overwritten.",
     .expected = boolean_form,
     .set = setters::boolean<&Settings::force_sync>},
    {.name = "dry_run",
     .group = sync,
     .boolean = true,
     .default_value = "false",
     .help = "Do everything but the push. The report says what would have happened.",
     .expected = boolean_form,
     .set = setters::boolean<&Settings::dry_run>},
    {.name = "tags",
     .group = sync,
     .list = true,
     .default_value = "reachable",
     .placeholder = "WHICH",
     .help = "Which tags travel along: `reachable` from the carried commit, `all`, `none`, or "
             "patterns such as `v*`, separated by commas or lines.",
     .expected = "`reachable`, `all`, `none`, or patterns such as `v*`",
     .set = setters::tags},
    {.name = "atomic",
     .group = sync,
     .boolean = true,
     .default_value = "false",
     .help = "Ask the target to take the branch and every tag, or nothing.",
     .expected = boolean_form,
     .set = setters::boolean<&Settings::atomic>},

    {.name = "direction",
     .group = sync,
     .in_file = InFile::default_only,
     .default_value = "forward",
     .placeholder = "WHICH",
     .help =
         "`forward` carries the source to the target; `reverse` carries the target back to the "
         "source, without a build check; `both` brings whichever is behind up to date. The last "
         "two need a `source_token` that may write.",
     .expected = "`forward`, `reverse` or `both`",
     .set = setters::direction},

    {.name = "on_conflict",
     .group = conflict,
     .default_value = "fail",
     .placeholder = "WHAT",
     .help = "What to do when the target has commits that the source lacks: `fail` explains, "
             "`merge` pushes a merge commit when nothing collides, `pull_request` opens a pull "
             "request in the target, `force` overwrites, with a backup; the build check stays.",
     .expected = "`fail`, `merge`, `pull_request` or `force`",
     .set = setters::on_conflict},
    {.name = "merge_strategy",
     .group = conflict,
     .list = true,
     .default_value = "recursive",
     .placeholder = "STRATEGY",
     .help = "How a merge settles lines that both sides changed: `recursive` leaves them as a "
             "conflict, `ours` takes the target's, `theirs` the source's, `union` both. For some "
             "paths only: `docs/**=theirs`; the last rule that matches counts.",
     .expected = "`recursive`, `ours`, `theirs` or `union`, or `PATTERN=` and one of these",
     .set = setters::merge_strategy},
    {.name = "committer",
     .group = conflict,
     .default_value = "auto-sync <auto-sync@users.noreply.github.com>",
     .placeholder = "NAME <MAIL>",
     .help = "Who merge commits are by.",
     .expected = "a name and a mail address: `Name <mail@example.org>`",
     .set = setters::committer},
    {.name = "pull_request_branch",
     .group = conflict,
     .default_words = "`auto-sync/` and the target branch",
     .placeholder = "BRANCH",
     .help =
         "The branch of the target that the pull request comes from. It is ours alone: each run "
         "moves it.",
     .expected = branch_form,
     .set = setters::pull_request_branch},
    {.name = "pull_request_labels",
     .group = conflict,
     .list = true,
     .default_words = "none",
     .placeholder = "LABEL",
     .help = "Labels of the pull request, separated by commas or lines.",
     .expected = "names of labels",
     .set = setters::pull_request_labels},
    {.name = "pull_request_reviewers",
     .group = conflict,
     .list = true,
     .default_words = "none",
     .placeholder = "LOGIN",
     .help = "Who is asked to review the pull request: logins, or `org/team`.",
     .expected = "logins, or teams written `org/team`",
     .set = setters::pull_request_reviewers},
    {.name = "pull_request_assignees",
     .group = conflict,
     .list = true,
     .default_words = "none",
     .placeholder = "LOGIN",
     .help = "Whom the pull request is assigned to: logins.",
     .expected = "logins",
     .set = setters::pull_request_assignees},
    {.name = "backup",
     .group = conflict,
     .boolean = true,
     .in_file = InFile::default_only,
     .default_value = "true",
     .help = "Whether a tip that is overwritten is kept in the target, under "
             "`refs/auto-sync/backup/`.",
     .expected = boolean_form,
     .set = setters::backup},
    {.name = "backup_as",
     .group = conflict,
     .default_value = "ref",
     .placeholder = "FORM",
     .help = "`tag` keeps backups under `refs/tags/auto-sync-backup/`, for hosts that refuse other "
             "refs.",
     .expected = "`ref` or `tag`",
     .set = setters::backup_as},
    {.name = "backup_keep",
     .group = conflict,
     .default_value = "10",
     .placeholder = "COUNT",
     .help = "How many backups of a branch are kept; older ones are deleted.",
     .expected = "a number from 1 to 1000",
     .set = setters::backup_keep},
    {.name = "rollback_to",
     .group = conflict,
     .in_file = InFile::default_only,
     .default_words = "none",
     .placeholder = "WHICH",
     .help = "Restore the target branch instead of syncing: `previous` (the newest backup), a "
             "backup's timestamp, or a full commit id. The build is not asked.",
     .expected = "`previous`, a timestamp such as `20260102T030405Z`, or a full commit id",
     .set = setters::rollback_to},

    {.name = "require_paths",
     .group = report,
     .list = true,
     .default_words = "none",
     .placeholder = "PATH",
     .help = "Files that the carried commit must have, one a line, patterns such as "
             "`**/CMakeLists.txt` included.",
     .expected = "paths relative to the repository's root",
     .set = setters::require_paths},
    {.name = "on_missing_path",
     .group = report,
     .default_value = "warn",
     .placeholder = "WHAT",
     .help = "Whether a missing path of `require_paths` is a warning, `warn`, or blocks the sync, "
             "`stop`.",
     .expected = "`warn` or `stop`",
     .set = setters::on_missing_path},
    {.name = "list_files",
     .group = report,
     .default_value = "auto",
     .placeholder = "WHEN",
     .help = "Whether the report lists the files that the target sees added, modified and deleted: "
             "`true`, `false`, or `auto`, in a dry run and after a conflict only.",
     .expected = "`auto`, `true` or `false`",
     .set = setters::list_files},
    {.name = "report_dir",
     .group = report,
     .in_file = InFile::inside,
     .default_value = "auto-sync-report",
     .placeholder = "FOLDER",
     .help = "The folder that the report is written to, relative to the workspace.",
     .expected = "a path that does not leave the workspace, or an absolute one",
     .set = setters::report_dir},

    {.name = "config",
     .group = runner,
     .default_words = "none",
     .placeholder = "FILE",
     .help = "A YAML file with these inputs as its keys. What the workflow gives under `with:` "
             "wins. Refused in the file are tokens, servers (`server_url`, `api_url`, repositories "
             "given by URL), and what removes a guard: `require_build: false`, `force_sync` and "
             "the like.",
     .expected = "the path of a YAML file",
     .set = setters::nothing},
    {.name = "api_url",
     .group = runner,
     .in_file = InFile::never,
     .default_words = "the runner's",
     .placeholder = "URL",
     .help = "The REST API that is asked about builds.",
     .expected = url_form,
     .surroundings = api_of_server,
     .set = setters::api_url},
    {.name = "server_url",
     .group = runner,
     .in_file = InFile::never,
     .default_value = "https://github.com",
     .default_words = "the runner's, else `https://github.com`",
     .placeholder = "URL",
     .help = "The GitHub server that `owner/name` is looked up on.",
     .expected = url_form,
     .surroundings = server_of_runner,
     .set = setters::server_url},
    {.name = "log_level",
     .group = runner,
     .default_value = "info",
     .default_words = "`info`, or `debug` in a run with debug logging",
     .placeholder = "LEVEL",
     .help = "How much is logged: `debug`, `info`, `warning` or `error`.",
     .expected = "`debug`, `info`, `warning` or `error`",
     .surroundings = debug_when_asked,
     .set = setters::log_level},
};

}  // namespace

std::string variable(const Environment& environment, std::string_view name) {
  const auto found = environment.find(std::string(name));
  return found == environment.end() ? "" : trim(found->second);
}

std::span<const Input> inputs() {
  return input_table;
}

const Input* find_input(std::string_view name) {
  const auto* found = std::find_if(std::begin(input_table), std::end(input_table),
                                   [&](const Input& input) { return input.name == name; });
  return found == std::end(input_table) ? nullptr : found;
}

std::vector<std::string> input_names() {
  std::vector<std::string> names;
  for (const Input& input : inputs()) names.emplace_back(input.name);
  return names;
}

std::string default_sentence(const Input& input) {
  if (input.required) return "Required.";
  if (!input.default_words.empty()) return fmt::format("Default: {}.", input.default_words);
  if (!input.default_value.empty()) return fmt::format("Default: `{}`.", input.default_value);
  return "";
}

}  // namespace auto_sync
