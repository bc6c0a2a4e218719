#pragma once
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace auto_sync {

/// A pattern on its way along a path that is read from the front: which places of the pattern it
/// may have come to. `*` and `?` stop at a slash, `**` does not (`**/` also matches nothing at
/// all), everything else is literal. Takes the path's length times the pattern's, whatever both
/// are.
class PathMatch {
 public:
  /// `pattern` must outlive this.
  explicit PathMatch(std::string_view pattern);

  void read(std::string_view bytes) {
    for (const char byte : bytes) read(byte);
  }
  /// Whether the pattern matches the whole of what was read.
  bool matched() const { return places_.back() != closed; }
  /// Whether more may be matched: false only when nothing that goes on from here can be.
  bool may_match() const { return places_.find(open) != std::string::npos; }

  /// Of the same pattern: the same from here on, whatever follows.
  bool operator==(const PathMatch& other) const { return state() == other.state(); }
  std::strong_ordering operator<=>(const PathMatch& other) const {
    return state() <=> other.state();
  }

 private:
  static constexpr char open = '\1';
  static constexpr char closed = '\0';

  void read(char byte);
  void pass_stars();
  bool any_at(std::size_t place) const { return pattern_.substr(place, 2) == "**"; }
  std::pair<std::string_view, bool> state() const { return {places_, in_name_}; }

  std::string_view pattern_;
  std::string places_;    ///< for each place of the pattern, its end included: open or closed
  bool in_name_ = false;  ///< the last byte read was no slash
};

/// Whether a pattern matches the whole of a path inside a repository, as PathMatch says. A pattern
/// that ends in a slash means everything below it.
bool matches_path(std::string_view pattern, std::string_view path);

/// Whether a pattern is more than a literal path.
bool is_path_pattern(std::string_view pattern);

}  // namespace auto_sync
