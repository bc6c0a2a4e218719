#include "service/http_challenge.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

constexpr std::size_t most_schemes = 8;
constexpr std::size_t longest_scheme = 40;

/// The parts of a list between its commas, those in quotes left alone (RFC 9110, section 5.6.4).
std::vector<std::string> list_items(std::string_view value) {
  std::vector<std::string> items(1);
  bool quoted = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (quoted && c == '\\' && i + 1 < value.size()) {
      items.back() += value.substr(i++, 2);
    } else if (c == ',' && !quoted) {
      items.emplace_back();
    } else {
      if (c == '"') quoted = !quoted;
      items.back() += c;
    }
  }
  return items;
}

/// The scheme that an item begins with; empty where it is one more parameter of the one before.
std::string scheme_of(const std::string& item) {
  const std::string text = trim(item);
  const std::size_t end = text.find_first_of(" \t=");
  const std::size_t after = text.find_first_not_of(" \t", std::min(end, text.size()));
  if (after != std::string::npos && text[after] == '=') return {};
  return shorten(printable(text.substr(0, end)), longest_scheme);
}

}  // namespace

bool names_scheme(const std::vector<std::string>& schemes, std::string_view scheme) {
  return std::any_of(schemes.begin(), schemes.end(),
                     [&](const std::string& named) { return to_lower(named) == to_lower(scheme); });
}

std::vector<std::string> challenged_schemes(const HttpResponse& response) {
  std::vector<std::string> schemes;
  for (const auto& [name, value] : response.headers) {
    if (name != "www-authenticate") continue;
    for (const std::string& item : list_items(value)) {
      std::string scheme = scheme_of(item);
      if (scheme.empty() || names_scheme(schemes, scheme)) continue;
      if (schemes.size() == most_schemes) return schemes;
      schemes.push_back(std::move(scheme));
    }
  }
  return schemes;
}

}  // namespace auto_sync
