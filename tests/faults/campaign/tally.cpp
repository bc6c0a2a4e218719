#include "faults/campaign/tally.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace auto_sync::faults {
namespace {

constexpr std::size_t seeds_shown = 8;

std::string ending(const Evidence& evidence) {
  if (evidence.hung) return "hung";
  if (evidence.killed()) return "killed";
  const std::string status = evidence.json.get("status").text(evidence.output("status"));
  return status.empty() ? "no report" : status;
}

}  // namespace

void Tally::add(const Evidence& evidence, const std::vector<Violation>& broken) {
  const std::lock_guard lock(mutex_);
  ++runs_;
  if (!broken.empty()) ++bad_runs_;
  Row& scenario = by_scenario_[evidence.scenario->name];
  ++scenario.runs;
  if (!evidence.undisturbed()) ++scenario.struck;
  if (!broken.empty()) ++scenario.bad;
  ++scenario.ends[ending(evidence)];
  std::map<std::string, bool> kinds;
  for (std::size_t i = 0; i < evidence.drawn.faults.size(); ++i) {
    bool& struck = kinds[kind_word(evidence.drawn.faults[i])];
    struck = struck || evidence.struck.at(i);
  }
  for (const auto& [kind, struck] : kinds) {
    Row& row = by_fault_[kind];
    ++row.runs;
    if (struck) ++row.struck;
    if (!broken.empty()) ++row.bad;
  }
  std::set<std::string> names;
  for (const Violation& violation : broken) names.insert(violation.rule->name);
  for (const std::string& name : names) {
    Broken& known = broken_[name];
    if (known.runs++ < seeds_shown) known.seeds += " " + std::to_string(evidence.drawn.seed);
  }
}

std::string Tally::markdown() const {
  const std::lock_guard lock(mutex_);
  std::string text = "| fault | runs | struck | broke a rule |\n|:--|--:|--:|--:|\n";
  for (const auto& [name, row] : by_fault_) {
    text += "| " + name + " | " + std::to_string(row.runs) + " | " + std::to_string(row.struck) +
            " | " + std::to_string(row.bad) + " |\n";
  }
  text += "\n| scenario | runs | disturbed | broke a rule | ended as |\n|:--|--:|--:|--:|:--|\n";
  for (const auto& [name, row] : by_scenario_) {
    std::string ends;
    for (const auto& [status, count] : row.ends) {
      ends += (ends.empty() ? "" : ", ") + status + " " + std::to_string(count);
    }
    text += "| " + name + " | " + std::to_string(row.runs) + " | " + std::to_string(row.struck) +
            " | " + std::to_string(row.bad) + " | " + ends + " |\n";
  }
  return text;
}

std::string Tally::broken_rules() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::string, Broken>> sorted(broken_.begin(), broken_.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.second.runs > b.second.runs; });
  std::string text;
  for (const auto& [name, broken] : sorted) {
    text += std::to_string(broken.runs) + " runs broke '" + name + "', such as seeds" +
            broken.seeds + "\n";
  }
  return text;
}

}  // namespace auto_sync::faults
