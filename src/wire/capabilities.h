#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace auto_sync::wire {

/// What a server says it can do: `name` or `name=value` each.
class Capabilities {
 public:
  /// Of a v0/v1 advertisement: words between spaces, after the NUL of the first ref's line.
  static Capabilities from_words(std::string_view words);
  /// Adds one line of a v2 advertisement.
  void add(std::string_view name_value);

  /// Of a name that is given twice, the first counts.
  bool has(std::string_view name) const;
  /// The value, empty for a name without one; nothing when the name is absent.
  std::optional<std::string> value(std::string_view name) const;
  /// Whether the value of `name`, words between spaces, holds `word` (v2: `fetch=shallow filter`).
  bool value_has(std::string_view name, std::string_view word) const;

 private:
  std::map<std::string, std::string, std::less<>> entries_;
};

/// The agent we name in the protocol: no space, no second `=` (gitprotocol-v2(5), "agent").
std::string_view agent();

}  // namespace auto_sync::wire
