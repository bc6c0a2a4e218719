// What the report may say of each ref.
#include <algorithm>

#include "faults/judge/facts.h"
#include "faults/judge/rules.h"

namespace auto_sync::faults {
namespace {

using testing::Json;

bool says_moved(const std::string& verdict) {
  return verdict == "created" || verdict == "fast_forwarded" || verdict == "merged" ||
         verdict == "forced";
}

std::vector<Wrong> moved_is_told(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  for (const Half& half : halves(evidence)) {
    for (const Json& ref : half.told.get("refs").elements()) {
      const std::string name = ref.get("name").text();
      const std::string verdict = ref.get("verdict").text();
      if (says_moved(verdict) || verdict == "unconfirmed" || !moved(*half.repository, name)) {
        continue;
      }
      wrong.push_back({verdict + " for " + name, words_of(ours(*half.repository, name))});
    }
  }
  return wrong;
}

/// Somebody who moves a ref to the very value that our push is to give it cannot be told from a
/// proxy that carried our push out twice (docs/reliability.md, "What cannot be known").
std::vector<Wrong> told_has_moved(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  if (listings_lied(evidence)) return wrong;
  for (const Half& half : halves(evidence)) {
    for (const Json& ref : half.told.get("refs").elements()) {
      const std::string name = ref.get("name").text();
      const std::string verdict = ref.get("verdict").text();
      const auto changes = ours(*half.repository, name);
      const auto& all = half.repository->transitions;
      const bool there = std::any_of(all.begin(), all.end(), [&](const Transition& change) {
        return change.ref == name && change.new_id == ref.get("new").text();
      });
      if (!says_moved(verdict) || there) continue;
      wrong.push_back(
          {verdict + " for " + name + " to " + short_id(ref.get("new").text()), words_of(changes)});
    }
  }
  return wrong;
}

bool named(const Half& half, const Transition& change) {
  if (!verdict(half.told, change.ref).empty()) return true;
  if (!change.new_id.empty()) return false;
  const auto& pruned = half.told.get("pruned_backups").elements();
  const auto& warnings = half.told.get("warnings").elements();  // of what may have been deleted
  return std::any_of(pruned.begin(), pruned.end(),
                     [&](const Json& name) { return name.text() == change.ref; }) ||
         std::any_of(warnings.begin(), warnings.end(), [&](const Json& warning) {
           return warning.text().find(change.ref) != std::string::npos;
         });
}

std::vector<Wrong> all_are_named(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  const std::vector<Half> told = halves(evidence);
  if (told.empty()) return wrong;
  for (const Repository* repository : {&evidence.target, &evidence.source}) {
    for (const Transition& change : ours(*repository)) {
      const bool found = std::any_of(told.begin(), told.end(), [&](const Half& half) {
        return half.repository == repository && named(half, change);
      });
      if (!found) wrong.push_back({"no word of " + change.ref, words_of({change})});
    }
  }
  return wrong;
}

/// An answer can be lost on the wire, or with the process. The second writer loses none, nor do the
/// server's own rules, but for a transaction that a hook aborts: git's receive-pack then ends
/// without its report.
bool loses_answers(const Fault& fault) {
  if (fault.kind == Kind::hook) return fault.hook == Hook::abort_tags;
  return fault.kind != Kind::writer;
}

std::vector<Wrong> unknown(const Evidence& evidence) {
  for (std::size_t i = 0; i < evidence.drawn.faults.size(); ++i) {
    if (evidence.struck.at(i) && loses_answers(evidence.drawn.faults[i])) return {};
  }
  std::vector<Wrong> wrong;
  for (const Half& half : halves(evidence)) {
    for (const Json& ref : half.told.get("refs").elements()) {
      if (ref.get("verdict").text() != "unconfirmed") continue;
      const std::string name = ref.get("name").text();
      const auto& all = half.repository->transitions;
      const bool put_back = std::any_of(all.begin(), all.end(), [&](const Transition& change) {
        return change.ref == name && !change.ours;  // to what it was: as if nothing had come
      });
      if (put_back) continue;
      wrong.push_back({"unconfirmed for " + name, words_of(ours(*half.repository, name))});
    }
  }
  return wrong;
}

/// A success means that the commit is there, and everything that was to be sent.
std::vector<Wrong> success(const Evidence& evidence) {
  const std::string status = evidence.json.get("status").text();
  const bool done = status == "synced" || status == "merged" || status == "forced" ||
                    status == "rolled_back" || status == "in_sync";
  if (!done || listings_lied(evidence)) return {};
  std::vector<Wrong> wrong;
  const Repository& repository = written(evidence);
  const std::string carried = evidence.json.get("source").get("carried").text();
  const auto tips = values(repository, branch);
  if (!carried.empty() && std::none_of(tips.begin(), tips.end(), [&](const std::string& tip) {
        return contains(repository, tip, carried);
      })) {
    wrong.push_back({status, "the branch has never had " + short_id(carried)});
  }
  for (const Half& half : halves(evidence)) {
    for (const Json& ref : half.told.get("refs").elements()) {
      const std::string verdict = ref.get("verdict").text();
      if (verdict != "not_sent" && verdict != "unconfirmed" && verdict != "rejected") continue;
      wrong.push_back({status, ref.get("name").text() + " is told as " + verdict});
    }
  }
  return wrong;
}

}  // namespace

std::vector<Rule> verdict_rules() {
  return {
      {"moved is told", "A ref that we moved is told as moved, or as unconfirmed.", moved_is_told},
      {"told has moved",
       "A ref that is told as moved was moved to that value: by us, or by somebody who was "
       "quicker.",
       told_has_moved},
      {"all are named", "Every ref that we moved is named.", all_are_named},
      {"unknown", "A ref is said to be unconfirmed only where an answer may have been lost.",
       unknown},
      {"success", "A success means that the branch has the commit and no ref is open.", success},
  };
}

}  // namespace auto_sync::faults
