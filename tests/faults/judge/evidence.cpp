#include "faults/judge/evidence.h"

#include <algorithm>
#include <sstream>

namespace auto_sync::faults {

bool Evidence::has(Kind kind) const {
  for (std::size_t i = 0; i < drawn.faults.size(); ++i) {
    if (drawn.faults[i].kind == kind && struck.at(i)) return true;
  }
  return false;
}

bool Evidence::lacks(Lack lack) const {
  return std::any_of(drawn.faults.begin(), drawn.faults.end(), [&](const Fault& fault) {
    return fault.kind == Kind::starved && fault.lack == lack;
  });
}

bool Evidence::killed() const {
  if (exit_code != 128 + 9) return false;
  for (std::size_t i = 0; i < drawn.faults.size(); ++i) {
    const Fault& fault = drawn.faults[i];
    if (fault.kind == Kind::signal && fault.number == 9 && struck.at(i)) return true;
  }
  return false;
}

bool Evidence::undisturbed() const {
  return std::none_of(struck.begin(), struck.end(), [](bool it) { return it; });
}

std::string Evidence::output(const std::string& name) const {
  const auto found = outputs.find(name);
  return found == outputs.end() ? std::string() : found->second;
}

std::string Evidence::told() const {
  std::string kept;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("::add-mask::")) kept += line + "\n";
  }
  return kept + outputs_text + summary + report + json_text;
}

}  // namespace auto_sync::faults
