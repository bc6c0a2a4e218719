// Sentences that may be said only when they are true.
#include <algorithm>
#include <cctype>

#include "faults/judge/facts.h"
#include "faults/judge/rules.h"

namespace auto_sync::faults {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// The line that has these words; "" when none has.
std::string line_with(const Evidence& evidence, const std::string& words) {
  const std::string told = evidence.told();
  const std::size_t at = lower(told).find(words);
  if (at == std::string::npos) return {};
  const std::size_t begin = told.rfind('\n', at) + 1;
  return told.substr(begin, std::min<std::size_t>(told.find('\n', at) - begin, 300));
}

std::vector<Transition> pushed(const Evidence& evidence) {
  std::vector<Transition> all = ours(evidence.target);
  const std::vector<Transition> more = ours(evidence.source);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<Wrong> only_without(const Evidence& evidence, const std::vector<std::string>& words,
                                const std::vector<Transition>& changes) {
  if (changes.empty()) return {};
  for (const std::string& sentence : words) {
    const std::string line = line_with(evidence, sentence);
    if (!line.empty()) return {{line, words_of(changes)}};
  }
  return {};
}

std::vector<Wrong> unchanged(const Evidence& evidence) {
  auto wrong = only_without(evidence, {"the target is unchanged", "occ is unchanged"},
                            ours(written(evidence)));
  if (!wrong.empty()) return wrong;
  // Of the tip alone; it may be what it was because somebody has moved it back.
  const std::string before = evidence.json.get("target").get("tip_before").text();
  if (values_after_us(written(evidence), branch).contains(before)) return {};
  return only_without(evidence, {", unchanged"}, ours(written(evidence), branch));
}

std::vector<Wrong> nothing_pushed(const Evidence& evidence) {
  return only_without(evidence,
                      {"nothing was pushed", "nothing was sent", "before anything was sent"},
                      pushed(evidence));
}

std::vector<Wrong> nothing_to_do(const Evidence& evidence) {
  return only_without(evidence, {"nothing to do"}, pushed(evidence));
}

std::vector<Wrong> nothing_overwritten(const Evidence& evidence) {
  std::vector<Transition> lost;
  for (const Repository* repository : {&evidence.target, &evidence.source}) {
    for (const Transition& change : ours(*repository)) {
      if (overwrites(*repository, change)) lost.push_back(change);
    }
  }
  return only_without(evidence, {"nothing was overwritten"}, lost);
}

/// Somebody else is blamed only for what somebody else did.
std::vector<Wrong> somebody_else(const Evidence& evidence) {
  if (listings_lied(evidence)) return {};
  for (const Repository* repository : {&evidence.target, &evidence.source}) {
    for (const Transition& change : repository->transitions) {
      if (!change.ours) return {};
    }
  }
  for (const std::string& words : std::vector<std::string>{
           "somebody else", "somebody may have pushed", "somebody created", "changed each time"}) {
    if (words == "somebody may have pushed" && evidence.has(Kind::stale)) continue;  // "or it lags"
    const std::string line = line_with(evidence, words);
    if (!line.empty()) return {{line, words_of(pushed(evidence))}};
  }
  return {};
}

}  // namespace

std::vector<Rule> word_rules() {
  return {
      {"unchanged", "\"The target is unchanged\" is said only when it is.", unchanged},
      {"nothing was pushed", "\"Nothing was pushed\" is said only when nothing was.",
       nothing_pushed},
      {"nothing to do", "\"Nothing to do\" is said only when nothing was done.", nothing_to_do},
      {"nothing was overwritten", "\"Nothing was overwritten\" is said only when nothing was.",
       nothing_overwritten},
      {"somebody else", "Somebody else is blamed only when somebody else was there.",
       somebody_else},
  };
}

}  // namespace auto_sync::faults
