#pragma once
#include <string>
#include <vector>

#include "faults/judge/evidence.h"

namespace auto_sync::faults {

/// What a rule found wrong.
struct Wrong {
  std::string told;     ///< by the report, or what the run did
  std::string witness;  ///< what is so
};

/// A rule of the book. `sentence` is what is promised.
struct Rule {
  std::string name;
  std::string sentence;
  std::vector<Wrong> (*check)(const Evidence&);
  /// About what is said: not asked of a run that nobody could have told better (denied_twice).
  bool of_words = false;
};

/// A rule that a run broke.
struct Violation {
  const Rule* rule = nullptr;
  Wrong wrong;
};

/// What may become of refs; what a run owes to whoever started it; what it may say.
std::vector<Rule> safety_rules();
std::vector<Rule> conduct_rules();
std::vector<Rule> verdict_rules();
std::vector<Rule> figure_rules();
std::vector<Rule> word_rules();

/// The whole book.
const std::vector<Rule>& rule_book();
std::vector<Violation> judge(const Evidence& evidence);

}  // namespace auto_sync::faults
