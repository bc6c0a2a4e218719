#include "policy/decide_gate.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/describe_run.h"
#include "policy/phrases.h"

namespace auto_sync {
namespace {

constexpr std::string_view nothing_synced = "; nothing was synced.";

GateVerdict verdict(Gate gate, std::string reason, std::vector<BuildRun> runs = {}) {
  return {.gate = gate, .reason = std::move(reason), .tested_commit = {}, .runs = std::move(runs)};
}

GateVerdict pass(std::string reason, const Oid& commit, std::vector<BuildRun> runs) {
  GateVerdict result = verdict(Gate::pass, std::move(reason), std::move(runs));
  result.tested_commit = commit;
  return result;
}

/// How one workflow stands at a commit.
struct Standing {
  Gate gate = Gate::wait;
  std::string words;              ///< why it does not pass
  const BuildRun* run = nullptr;  ///< null: it has not run there
};

Standing standing_at(const Oid& commit, const WorkflowRuns& workflow, const std::string& branch) {
  const BuildRun* run = newest_run(workflow.runs, branch, commit);
  if (run == nullptr) {
    return {Gate::wait,
            plain(workflow.wanted) + " has not run on commit " + commit.short_hex() +
                " of branch " + plain(branch) +
                " (if path filters keep it from running, leave it out of build_workflow)",
            nullptr};
  }
  if (run->green()) return {Gate::pass, {}, run};
  return {run->completed() ? Gate::block : Gate::wait,
          describe_run(*run) + " " + describe_state(*run), run};
}

/// The runs of the standings of one kind first, because they are the reason; then the others.
std::vector<BuildRun> runs_of(const std::vector<Standing>& standings, Gate first) {
  std::vector<BuildRun> runs;
  for (const bool leading : {true, false}) {
    for (const Standing& standing : standings) {
      if (standing.run != nullptr && (standing.gate == first) == leading) {
        runs.push_back(*standing.run);
      }
    }
  }
  return runs;
}

std::string short_ids(const std::vector<Oid>& commits) {
  std::vector<std::string> ids;
  ids.reserve(commits.size());
  for (const Oid& id : commits) ids.push_back(id.short_hex());
  return join(ids, ", ");
}

/// "No run of ci.yml on branch main", as far as was looked.
std::string no_run(const std::string& workflow, const std::string& branch, const RunSearch& search,
                   bool others) {
  const std::string where = " of " + plain(workflow) + " on branch " + plain(branch);
  if (!search.cut_off) return (others ? "No other run" : "No run") + where;
  return "None of the " + counted(search.runs, "run") + where +
         " that were looked at (of each event GitHub lists no more than " +
         with_thousands(runs_listed_at_most) + ")";
}

std::string all_green(const Oid& commit, const std::vector<BuildRun>& runs) {
  if (runs.size() == 1) return describe_run(runs.front()) + " is green.";
  std::vector<std::string> titles;
  titles.reserve(runs.size());
  for (const BuildRun& run : runs) titles.push_back(run_title(run));
  return "All " + counted(runs.size(), "build") + " of commit " + commit.short_hex() +
         " are green: " + join(titles, ", ") + ".";
}

}  // namespace

std::optional<std::string> why_not_counted(const BuildRun& run, const std::string& branch) {
  if (!run.head_repository_id) {
    return describe_run(run) + " was built from a repository that is gone (a deleted fork)";
  }
  if (*run.head_repository_id != run.repository_id) {
    return describe_run(run) + " was built from the fork " + plain(run.head_repository) +
           ", where a branch may have any name (this one: " + plain(run.head_branch) + ")";
  }
  if (std::find(counted_events.begin(), counted_events.end(), run.event) == counted_events.end()) {
    return describe_run(run) + " was started by " + plain(run.event) +
           ", and only builds started by push, schedule or workflow_dispatch count";
  }
  if (run.head_branch != branch) {
    return describe_run(run) + " built branch " + plain(run.head_branch) + ", not " + plain(branch);
  }
  if (!run.head_sha) return describe_run(run) + " names no SHA-1 commit";
  return std::nullopt;
}

const BuildRun* newest_run(const std::vector<BuildRun>& runs, const std::string& branch,
                           const std::optional<Oid>& commit) {
  const BuildRun* newest = nullptr;
  for (const BuildRun& run : runs) {
    if (why_not_counted(run, branch) || (commit && run.head_sha != commit)) continue;
    if (newest == nullptr || run.run_number > newest->run_number) newest = &run;
  }
  return newest;
}

GateVerdict gate_off(const Settings& settings) {
  if (settings.reversed) {
    return verdict(Gate::off, "The build was not asked: there is none on the way back.");
  }
  return verdict(Gate::off, settings.force_sync ? "The build was not asked: force_sync is on."
                                                : "The build was not asked: require_build is off.");
}

GateVerdict with_difference(GateVerdict verdict, const BuildRun& run, const BuildRun& claimed) {
  if (claimed.head_sha == run.head_sha && claimed.status == run.status &&
      claimed.conclusion == run.conclusion) {
    return verdict;
  }
  const std::string state =
      claimed.conclusion.empty() ? claimed.status : claimed.status + ": " + claimed.conclusion;
  const std::string commit = claimed.head_sha ? claimed.head_sha->short_hex() : "unknown";
  verdict.reason += " The event told it differently (commit " + commit + ", " + plain(state) +
                    "); what the API says now counts.";
  return verdict;
}

GateVerdict judge_trigger(const BuildRun& run, const std::string& branch) {
  if (const auto why = why_not_counted(run, branch)) {
    return verdict(Gate::block, *why + std::string(nothing_synced), {run});
  }
  const std::string state = describe_run(run) + " " + describe_state(run);
  if (run.green()) return pass(state + ".", *run.head_sha, {run});
  if (run.completed()) return verdict(Gate::block, state + std::string(nothing_synced), {run});
  return verdict(Gate::wait, state + "; it is synced once it is green.", {run});
}

GateVerdict unnamed_trigger(const BuildRun& run, const std::vector<std::string>& wanted) {
  return verdict(Gate::block,
                 "The run that triggered this one, " + describe_run(run) + " (" + plain(run.path) +
                     "), is of no workflow that build_workflow names (" +
                     plain(join(wanted, ", ")) + ")" + std::string(nothing_synced),
                 {run});
}

GateVerdict judge_commit(const Oid& commit, const std::vector<WorkflowRuns>& workflows,
                         const std::string& branch) {
  std::vector<Standing> standings;
  standings.reserve(workflows.size());
  for (const WorkflowRuns& workflow : workflows) {
    standings.push_back(standing_at(commit, workflow, branch));
  }
  for (const Gate gate : {Gate::block, Gate::wait}) {
    std::vector<std::string> words;
    for (const Standing& standing : standings) {
      if (standing.gate == gate) words.push_back(standing.words);
    }
    if (words.empty()) continue;
    const std::string end =
        gate == Gate::block ? std::string(nothing_synced)
                            : "; commit " + commit.short_hex() + " is synced once all is green.";
    return verdict(gate, join(words, "; ") + end, runs_of(standings, gate));
  }
  std::vector<BuildRun> runs = runs_of(standings, Gate::pass);
  std::string reason = all_green(commit, runs);
  return pass(std::move(reason), commit, std::move(runs));
}

GateVerdict no_green_commit(const WorkflowRuns& workflow, const std::string& branch,
                            const RunSearch& search, const std::vector<Oid>& left) {
  const std::string none = no_run(workflow.wanted, branch, search, !left.empty());
  const BuildRun* newest = newest_run(workflow.runs, branch);
  if (newest == nullptr) {
    return verdict(
        Gate::block,
        none +
            (left.empty() ? " was started by push, schedule or workflow_dispatch" : " is green") +
            std::string(nothing_synced));
  }
  const bool running = !newest->completed();
  return verdict(running ? Gate::wait : Gate::block,
                 none + " is green. The newest, " + describe_run(*newest) + ", " +
                     describe_state(*newest) +
                     (running ? "; it is synced once it is green." : std::string(nothing_synced)),
                 {*newest});
}

GateVerdict too_many_left(const std::string& workflow, const std::string& branch,
                          const std::vector<Oid>& left) {
  return verdict(Gate::block, "None of the " + counted(left.size(), "newest commit") + " that " +
                                  plain(workflow) + " built green is in branch " + plain(branch) +
                                  " any more (" + short_ids(left) +
                                  "); older ones are not looked "
                                  "at" +
                                  std::string(nothing_synced));
}

GateVerdict with_left(GateVerdict verdict, const std::string& branch,
                      const std::vector<Oid>& left) {
  if (left.empty()) return verdict;
  verdict.reason +=
      " Passed over, since branch " + plain(branch) + " no longer contains " +
      (left.size() == 1 ? "it: the newer green commit " : "them: the newer green commits ") +
      short_ids(left) + ".";
  return verdict;
}

GateVerdict no_commit_passed(const GateVerdict& newest, std::size_t looked_at) {
  if (looked_at < 2) return newest;
  return verdict(
      Gate::block,
      "None of the " + counted(looked_at, "newest commit") +
          " that the first workflow built is green in all. Of the newest: " + newest.reason,
      newest.runs);
}

GateVerdict with_newest(GateVerdict verdict, const BuildRun* newest) {
  if (newest != nullptr && verdict.tested_commit && newest->head_sha != verdict.tested_commit) {
    verdict.reason += " The newer " + describe_run(*newest) + " " + describe_state(*newest) + ".";
  }
  return verdict;
}

}  // namespace auto_sync
