#include "policy/phrases.h"

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {

std::string target_name(const Settings& settings) {
  return settings.target.display_name() + " " + settings.target_branch;
}

std::string commits_phrase(const std::optional<std::uint64_t>& count) {
  return count ? counted(*count, "commit") : std::string("commits");
}

std::string plain(const std::string& text) {
  return shorten(printable(text), 100);
}

}  // namespace auto_sync
