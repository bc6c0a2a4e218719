#include "policy/describe_run.h"

#include <array>
#include <string_view>
#include <utility>

#include "base/escape.h"
#include "base/text.h"
#include "policy/parse_build_run.h"

namespace auto_sync {
namespace {

using Wording = std::pair<std::string_view, std::string_view>;

/// GitHub OpenAPI, schema `workflow-run`: every status but completed.
constexpr std::array<Wording, 5> statuses{{
    {"requested", "has not started yet"},
    {"queued", "has not started yet"},
    {"pending", "waits for another run of its concurrency group"},
    {"waiting", "waits for an approval or a deployment rule"},
    {"in_progress", "is still running"},
}};

constexpr std::array<Wording, 9> conclusions{{
    {"success", "is green"},
    {"failure", "failed"},
    {"neutral", "neither passed nor failed"},
    {"cancelled", "was cancelled"},
    {"timed_out", "ran out of time"},
    {"action_required", "needs somebody's approval or action"},
    {"stale", "was given up by GitHub after it had not moved for too long"},
    {"skipped", "was skipped, so that nothing was built"},
    {"startup_failure", "could not start, probably for an error in its workflow file"},
}};

template <std::size_t count>
std::string_view find(const std::array<Wording, count>& words, std::string_view key,
                      std::string_view fallback) {
  for (const auto& [word, wording] : words) {
    if (word == key) return wording;
  }
  return fallback;
}

std::string remark(std::string_view what, const std::string& value) {
  return " (" + std::string(what) + ": " + shorten(printable(value), 40) + ")";
}

}  // namespace

std::string run_title(const BuildRun& run) {
  const std::string& name = run.workflow_name.empty() ? workflow_file(run.path) : run.workflow_name;
  std::string words = shorten(printable(name), 100) + " #" + std::to_string(run.run_number);
  if (run.run_attempt > 1) words += " (attempt " + std::to_string(run.run_attempt) + ")";
  return words;
}

std::string describe_run(const BuildRun& run) {
  const std::string commit = run.head_sha ? " of commit " + run.head_sha->short_hex() : "";
  return run_title(run) + commit;
}

std::string describe_state(const BuildRun& run) {
  if (!run.completed()) {
    const bool again = run.run_attempt > 1 && run.status == "in_progress";
    const std::string_view words =
        again ? "is being run again" : find(statuses, run.status, "is not completed");
    return std::string(words) + remark("status", run.status);
  }
  if (run.green()) return "is green";
  if (run.conclusion.empty()) return "is completed without a conclusion";
  return std::string(find(conclusions, run.conclusion, "ended in a way we do not know")) +
         remark("conclusion", run.conclusion);
}

}  // namespace auto_sync
