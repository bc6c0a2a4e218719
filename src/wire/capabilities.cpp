#include "wire/capabilities.h"

#include "base/version.h"
#include "wire/reply.h"

namespace auto_sync::wire {

Capabilities Capabilities::from_words(std::string_view words) {
  Capabilities capabilities;
  while (!words.empty()) capabilities.add(take_word(words));
  return capabilities;
}

void Capabilities::add(std::string_view name_value) {
  if (name_value.empty()) return;
  const std::size_t equals = name_value.find('=');
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : name_value.substr(equals + 1);
  entries_.emplace(name_value.substr(0, equals), value);
}

bool Capabilities::has(std::string_view name) const {
  return entries_.contains(name);
}

std::optional<std::string> Capabilities::value(std::string_view name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

bool Capabilities::value_has(std::string_view name, std::string_view word) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return false;
  std::string_view words = found->second;
  while (!words.empty()) {
    if (take_word(words) == word) return true;
  }
  return false;
}

std::string_view agent() {
  static const std::string name = "auto-sync/" + std::string(version());
  return name;
}

}  // namespace auto_sync::wire
