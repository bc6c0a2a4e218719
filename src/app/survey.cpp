#include "app/survey.h"

#include <exception>
#include <future>
#include <utility>

#include "app/ask_gate.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/ref_name.h"

namespace auto_sync {
namespace {

/// Logs an error that is not the one the run ends with.
void log_other(const std::exception_ptr& error) {
  if (!error) return;
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& other) {
    log::error("{}", other.what());
  }
}

/// Waits for an answer; a failure is kept for later.
template <typename T>
std::exception_ptr collect(std::future<T>& future, T& value) {
  try {
    value = future.get();
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

std::vector<std::string> prefixes(const Settings& settings) {
  std::vector<std::string> wanted = {branch_ref(settings.sync_branch)};
  if (settings.tags.mode != TagSelection::Mode::none) wanted.emplace_back("refs/tags/");
  return wanted;
}

Error branch_missing(const Settings& settings, GitSource& source) {
  std::vector<std::string> branches;
  for (const ListedRef& ref : source.list({"refs/heads/"}).refs) {
    if (is_branch_ref(ref.name)) branches.push_back(short_ref_name(ref.name));
  }
  const std::string repository = settings.source.display_name();
  if (branches.empty()) {
    return Error(ErrorKind::usage,
                 "The " + settings.source_role() + " " + repository + " has no branch at all.",
                 "Push a first commit to it, or check " + settings.source_role() + "_repo.");
  }
  std::vector<std::string> nearest = nearest_first(settings.sync_branch, branches);
  if (nearest.size() > 8) {
    nearest.resize(8);
    nearest.emplace_back("...");
  }
  return Error(ErrorKind::usage,
               "The " + settings.source_role() + " " + repository + " has no branch " +
                   settings.sync_branch + ".",
               "Set " + settings.source_branch_input() +
                   " to one it has: " + printable(join(nearest, ", ")) + ".");
}

}  // namespace

Survey take_survey(const Settings& settings, const EventContext& event, const SurveyEdges& edges,
                   const std::optional<GateVerdict>& known_gate, const std::vector<Oid>& left) {
  Survey survey;
  std::future<TargetListing> target =
      std::async(std::launch::async, [&] { return edges.target.list(); });
  std::future<GateVerdict> gate = std::async(
      known_gate || !settings.gate_on() ? std::launch::deferred : std::launch::async,
      [&] { return known_gate ? *known_gate : ask_gate(settings, event, edges.builds, left); });
  std::future<SourceListing> source =
      std::async(std::launch::deferred, [&] { return edges.source.list(prefixes(settings)); });

  std::exception_ptr source_error = collect(source, survey.source);
  const std::exception_ptr target_error = collect(target, survey.target);
  const std::exception_ptr gate_error = collect(gate, survey.gate);
  const std::string branch = branch_ref(settings.sync_branch);
  const ListedRef* tip = survey.source.find(branch);
  if (!source_error && tip == nullptr) {
    source_error = std::make_exception_ptr(branch_missing(settings, edges.source));
  }

  const std::exception_ptr first =
      source_error ? source_error : (target_error ? target_error : gate_error);
  if (first) {
    if (first != target_error) log_other(target_error);
    if (first != gate_error) log_other(gate_error);
    std::rethrow_exception(first);
  }
  survey.source_tip = tip->id;
  if (const ListedRef* ref = survey.target.find(branch_ref(settings.target_branch))) {
    survey.target_tip = ref->id;
  }
  return survey;
}

}  // namespace auto_sync
