#include "policy/check_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "base/escape.h"
#include "base/text.h"
#include "policy/parse_repository.h"
#include "policy/parse_settings.h"

namespace auto_sync {
namespace {

std::string missing_token_remedy(const Environment& environment) {
  if (variable(environment, "GITHUB_ACTIONS") != "true") {
    return "Set the environment's variable INPUT_TARGET_TOKEN.";
  }
  return "Most likely the secret is not set: in the repository that runs this workflow open "
         "Settings, Secrets and variables, Actions, add a secret (for example `magoo`) and pass "
         "it with `target_token: ${{ secrets.magoo }}`. Runs for pull requests from forks get no "
         "secrets at all.";
}

/// Whether none of these inputs is among the problems.
bool understood(const std::vector<Problem>& problems,
                std::initializer_list<std::string_view> names) {
  return std::none_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return std::find(names.begin(), names.end(), problem.input) != names.end();
  });
}

std::string shown_event(const EventContext& event) {
  return event.name.empty() ? "a run by hand" : fmt::format("the event {}", in_quotes(event.name));
}

/// A pull request needs a REST API, and a branch of its own to come from. With `direction: both`
/// one may be opened in the source too, where its host has them.
void check_pull_request(const Settings& settings, std::vector<Problem>& problems) {
  const bool asked = settings.on_conflict == OnConflict::pull_request;
  const bool reversed = settings.direction == Direction::reverse;
  const RepositoryAddress& gets_it = reversed ? settings.source : settings.target;
  if (asked && understood(problems, {"source_repo", "target_repo"}) && !gets_it.on_server()) {
    problems.push_back({"on_conflict",
                        "input on_conflict",
                        fmt::format("`pull_request` needs GitHub's REST API, and {} is not on {}",
                                    in_quotes(gets_it.web_url), settings.server_url),
                        fmt::format("`fail`, `merge` or `force`, or a {} on that server",
                                    reversed ? "source" : "target"),
                        {}});
  }
  std::vector<std::string> bases;
  if (asked && !reversed) bases.push_back(settings.target_branch);
  if (settings.direction == Direction::both || (asked && reversed)) {
    bases.push_back(settings.sync_branch);
  }
  const std::string& branch = settings.pull_request.branch;
  if (understood(problems, {"sync_branch", "target_branch", "pull_request_branch"}) &&
      std::find(bases.begin(), bases.end(), branch) != bases.end()) {
    problems.push_back(
        {"pull_request_branch",
         "input pull_request_branch",
         fmt::format("{} is the {} branch itself", in_quotes(branch),
                     branch == settings.target_branch && !reversed ? "target" : "source"),
         "a branch that nobody else uses, or none: `auto-sync/` and the branch that is proposed to",
         {}});
  }
}

/// What ways other than forward need.
void check_direction(const Settings& settings, std::vector<Problem>& problems) {
  if (settings.direction == Direction::forward) return;
  const std::string asked = settings.direction == Direction::both ? "both" : "reverse";
  if (settings.source_token.empty() && understood(problems, {"source_token", "source_repo"})) {
    problems.push_back({"source_token",
                        "input source_token",
                        "it is empty, and direction is `" + asked + "`, which writes to the source",
                        "a token that may write to the source",
                        {}});
  }
}

}  // namespace

Problem missing_input(const Input& input, const Environment& environment) {
  Problem problem{std::string(input.name),
                  fmt::format("input {}", input.name),
                  "it is not set",
                  std::string(input.expected),
                  {}};
  if (input.name == "target_token") {
    problem.found = "it is empty";
    problem.remedy = missing_token_remedy(environment);
  } else if (input.name == "source_repo") {
    problem.found = "it is not set, and neither is GITHUB_REPOSITORY";
  }
  return problem;
}

void check_settings(const Settings& settings, std::vector<Problem>& problems) {
  const bool gate_known =
      understood(problems, {"source_repo", "require_build", "force_sync", "direction"});
  const bool ends_known =
      understood(problems, {"source_repo", "target_repo", "sync_branch", "target_branch"});
  if (gate_known && settings.gate_on() && !settings.source.on_server()) {
    problems.push_back(
        {"source_repo",
         "input source_repo",
         fmt::format("{} is not on {}, so its builds cannot be asked for",
                     in_quotes(settings.source.web_url), settings.server_url),
         {},
         "Set `require_build: false` to carry the tip of its branch, built or not."});
  }
  if (settings.rolls_back() && settings.direction != Direction::forward) {
    problems.push_back({"rollback_to",
                        "input rollback_to",
                        "it is given together with `direction`, but restores the target alone",
                        {},
                        "Leave out `direction` in this run."});
  }
  if (ends_known && !settings.rolls_back() && same_repository(settings.source, settings.target) &&
      settings.sync_branch == settings.target_branch) {
    problems.push_back(
        {"target_repo",
         "input target_repo",
         fmt::format("source and target are the same branch {} of {}",
                     in_quotes(settings.sync_branch), in_quotes(settings.source.display_name())),
         "another repository, or another `target_branch`",
         {}});
  }
  check_pull_request(settings, problems);
  check_direction(settings, problems);
}

void withhold_run_token(Settings& settings, std::vector<std::string>& warnings) {
  const bool run_token = settings.source_token.reveal().starts_with("ghs_");
  if (!run_token || settings.source.url.empty() || settings.source.on_server()) return;
  settings.source_token = Secret();
  warnings.push_back(fmt::format(
      "source_token is the token that GitHub made for this run; it was not sent to {}, which is "
      "read anonymously. Give a token of that host, or `source_token: ''`.",
      in_quotes(settings.source.web_url)));
}

void restore_from_itself(Settings& settings) {
  settings.source = settings.target;
  settings.source_token = settings.target_token;
  settings.sync_branch = settings.target_branch;
}

std::optional<Problem> check_gate_inputs(const Settings& settings, const EventContext& event) {
  const bool has_run = event.kind == EventKind::workflow_run && event.run.has_value();
  if (!settings.gate_on() || !settings.build_workflows.empty() || has_run) return std::nullopt;
  return Problem{
      "build_workflow", "input build_workflow",
      fmt::format("it is not set, and {} says nothing about a build", shown_event(event)),
      std::string(find_input("build_workflow")->expected),
      "Name the workflow that builds the source, best by its file name (for example "
      "`build_workflow: build.yml`), or set `require_build: false`."};
}

std::optional<Problem> check_event_source(const Settings& settings, const EventContext& event) {
  if (!settings.gate_on() || event.kind != EventKind::workflow_run) return std::nullopt;
  if (to_lower(event.repository) == to_lower(settings.source.full_name)) return std::nullopt;
  return Problem{
      "source_repo", "input source_repo",
      fmt::format("the run was triggered by a build of {}, but the source is {}",
                  in_quotes(event.repository), in_quotes(settings.source.display_name())),
      "the repository whose build triggers the run",
      "Correct `source_repo`, or trigger the run by a schedule and name "
      "`build_workflow`."};
}

}  // namespace auto_sync
