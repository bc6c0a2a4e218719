#include "faults/judge/rules.h"

#include "faults/judge/facts.h"

namespace auto_sync::faults {

const std::vector<Rule>& rule_book() {
  static const std::vector<Rule> book = [] {
    std::vector<Rule> all;
    for (const auto& part : {safety_rules(), conduct_rules()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    for (auto part : {verdict_rules(), figure_rules(), word_rules()}) {
      for (Rule& rule : part) rule.of_words = true;
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return book;
}

std::vector<Violation> judge(const Evidence& evidence) {
  std::vector<Violation> broken;
  const bool unknowable = denied_twice(evidence);
  for (const Rule& rule : rule_book()) {
    if (rule.of_words && unknowable) continue;
    for (Wrong& wrong : rule.check(evidence)) broken.push_back({&rule, std::move(wrong)});
  }
  return broken;
}

}  // namespace auto_sync::faults
