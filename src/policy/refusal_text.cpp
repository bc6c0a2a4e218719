#include "policy/refusal_text.h"

#include <algorithm>
#include <optional>

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

constexpr std::size_t value_limit = 300;
constexpr std::size_t values_kept = 100;
constexpr std::size_t values_shown = 5;

/// A pattern with one place, cut at it.
struct Pattern {
  std::string before;
  std::string name;
  std::string holding;  ///< what a value must hold, when not empty
  std::string after;
};

Pattern parse(std::string_view text) {
  const std::size_t open = text.find('{');
  const std::size_t close = text.find('}', open);
  const std::string_view place = text.substr(open + 1, close - open - 1);
  const std::size_t colon = std::min(place.find(':'), place.size());
  return {to_lower(text.substr(0, open)), std::string(place.substr(0, colon)),
          std::string(place.substr(std::min(colon + 1, place.size()))),
          to_lower(text.substr(close + 1))};
}

void keep(std::string_view value, std::vector<std::string>& values) {
  while (!value.empty() && (value.back() == '.' || value.back() == ' ' || value.back() == '\r')) {
    value.remove_suffix(1);
  }
  const std::string text = shorten(printable(trim(value.substr(0, 4 * value_limit))), value_limit);
  if (text.empty() || values.size() >= values_kept) return;
  if (std::find(values.begin(), values.end(), text) == values.end()) values.push_back(text);
}

std::string listed(const std::vector<std::string>& values) {
  std::string text;
  const std::size_t shown = std::min(values.size(), values_shown);
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + values[i];
  if (values.size() > shown) text += " and " + std::to_string(values.size() - shown) + " more";
  return text;
}

/// A part without brackets; nothing when one of its places was not found.
std::optional<std::string> fill_part(std::string_view part, const Captures& found) {
  std::string text;
  while (!part.empty()) {
    const std::size_t open = std::min(part.find('{'), part.size());
    text += part.substr(0, open);
    part.remove_prefix(open);
    if (part.empty()) break;
    const std::size_t close = part.find('}');
    const auto values = found.find(part.substr(1, close - 1));
    if (values == found.end() || values->second.empty()) return std::nullopt;
    text += listed(values->second);
    part.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace

void capture(std::string_view pattern, std::string_view text, Captures& found) {
  const Pattern wanted = parse(pattern);
  const std::string lower = to_lower(text);
  std::size_t line_end = 0;
  std::size_t at = 0;
  while ((at = lower.find(wanted.before, at)) != std::string::npos) {
    const std::size_t from = at + wanted.before.size();
    if (from > line_end || at == 0) line_end = std::min(lower.find('\n', from), lower.size());
    const std::string_view rest = std::string_view(lower).substr(from, line_end - from);
    const std::size_t length = wanted.after.empty() ? rest.size() : rest.find(wanted.after);
    // Without the pattern's end on this line there is none for a later start on it either.
    at = length == std::string_view::npos ? line_end : from + length;
    if (length == std::string_view::npos) continue;
    const std::string_view value = text.substr(from, length);
    if (value.find(wanted.holding) != std::string_view::npos) keep(value, found[wanted.name]);
  }
}

std::string fill(std::string_view sentence, const Captures& found) {
  std::string text;
  while (!sentence.empty()) {
    const std::size_t open = std::min(sentence.find('['), sentence.size());
    text += fill_part(sentence.substr(0, open), found).value_or("");
    sentence.remove_prefix(open);
    if (sentence.empty()) break;
    const std::size_t close = sentence.find(']');
    text += fill_part(sentence.substr(1, close - 1), found).value_or("");
    sentence.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace auto_sync
