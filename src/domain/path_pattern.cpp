#include "domain/path_pattern.h"

namespace auto_sync {

PathMatch::PathMatch(std::string_view pattern)
    : pattern_(pattern), places_(pattern.size() + 1, closed) {
  places_[0] = open;
  pass_stars();
}

/// Stars may match nothing: what stands behind one that is reached is reached as well.
void PathMatch::pass_stars() {
  for (std::size_t place = 0; place < pattern_.size(); ++place) {
    if (places_[place] == closed || pattern_[place] != '*') continue;
    const std::size_t behind = place + (any_at(place) ? 2 : 1);
    places_[behind] = open;
    // `**/` as well, at the front of a name.
    if (any_at(place) && !in_name_ && pattern_.substr(behind).starts_with('/')) {
      places_[behind + 1] = open;
    }
  }
}

void PathMatch::read(char byte) {
  const bool slash = byte == '/';
  // From the back, so that each place still tells what it was before this byte.
  for (std::size_t place = pattern_.size() + 1; place-- > 0;) {
    const bool stays = places_[place] != closed && pattern_.substr(place).starts_with('*') &&
                       (!slash || any_at(place));
    const bool comes = place > 0 && places_[place - 1] != closed &&
                       (pattern_[place - 1] == '?' ? !slash : pattern_[place - 1] == byte) &&
                       pattern_[place - 1] != '*';
    places_[place] = stays || comes ? open : closed;
  }
  in_name_ = !slash;
  pass_stars();
}

bool matches_path(std::string_view pattern, std::string_view path) {
  const bool below = pattern.ends_with('/');
  PathMatch match(below ? pattern.substr(0, pattern.size() - 1) : pattern);
  if (!below) {
    match.read(path);
    return match.matched();
  }
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/')) {
    match.read(path.substr(0, slash));
    if (match.matched()) return true;
    match.read("/");
    path.remove_prefix(slash + 1);
  }
  return false;
}

bool is_path_pattern(std::string_view pattern) {
  return pattern.ends_with('/') || pattern.find_first_of("*?") != std::string_view::npos;
}

}  // namespace auto_sync
