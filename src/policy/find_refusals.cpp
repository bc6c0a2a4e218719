#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/refusals.h"

namespace auto_sync {
namespace {

constexpr std::size_t words_limit = 256U << 10;
constexpr std::size_t refusal_reason_limit = 300;
constexpr std::size_t reasons_limit = 20;
constexpr std::size_t found_limit = 200;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// A line without `remote:` and `error:` before its words.
std::string_view spoken_part(std::string_view line) {
  for (const std::string_view mark : {"remote:", "error:"}) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    if (to_lower(line.substr(0, mark.size())) == mark) line.remove_prefix(mark.size());
  }
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
  return line;
}

/// Whether the line names one of GitHub's numbered refusals: "GH006: ...".
bool is_numbered(std::string_view line) {
  const std::string_view words = spoken_part(line);
  return words.size() > 5 && words[5] == ':' && to_lower(words.substr(0, 2)) == "gh" &&
         words.substr(2, 3).find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether the line begins what is said about one ref: the words for the next one are another's.
bool opens_passage(std::string_view line) {
  const std::string number = to_lower(spoken_part(line).substr(0, 6));
  return number == "gh006:" || number == "gh013:";
}

/// The words without warnings, cut where another ref's begin.
std::vector<std::string> passages(std::string_view words) {
  std::vector<std::string> parts(1);
  for (const std::string_view line : lines_of(words.substr(0, words_limit))) {
    if (to_lower(spoken_part(line).substr(0, 8)) == "warning:") continue;
    if (opens_passage(line)) parts.emplace_back();
    parts.back().append(line).append("\n");
  }
  return parts;
}

/// The lines after the first that give a reason: `- ...` or `error: ...`.
std::vector<std::string> reasons_in(const std::string& passage) {
  std::vector<std::string> reasons;
  bool begun = false;
  for (const std::string_view line : lines_of(passage)) {
    const bool was_begun = begun;
    begun = begun || opens_passage(line);
    if (was_begun && is_numbered(line)) break;
    if (!was_begun || reasons.size() >= reasons_limit) continue;
    std::string_view words = spoken_part(line);
    const bool item = words.starts_with("- ");
    if (!item && to_lower(line).find("error:") == std::string::npos) continue;
    if (item) words.remove_prefix(2);
    const std::string text = shorten(printable(trim(words.substr(0, 1'000))), refusal_reason_limit);
    if (!text.empty() && !text.starts_with("GITHUB PUSH PROTECTION")) reasons.push_back(text);
  }
  return reasons;
}

bool matches(const KnownRefusal& row, const std::string& lower) {
  const auto occurs = [&](std::string_view sign) {
    return lower.find(to_lower(sign)) != std::string::npos;
  };
  return std::all_of(row.signs.begin(), row.signs.end(), occurs) &&
         std::none_of(row.unless.begin(), row.unless.end(), occurs);
}

}  // namespace

std::vector<FoundRefusal> find_refusals(std::string_view words) {
  std::vector<FoundRefusal> found;
  for (const std::string& passage : passages(words)) {
    const std::string lower = to_lower(passage);
    for (const KnownRefusal& row : known_refusals()) {
      if (!matches(row, lower) || found.size() >= found_limit) continue;
      FoundRefusal refusal{&row, {}, {}};
      for (const std::string_view pattern : row.captures) {
        capture(pattern, passage, refusal.captures);
      }
      if (row.lists_reasons) refusal.reasons = reasons_in(passage);
      found.push_back(std::move(refusal));
    }
  }
  return found;
}

}  // namespace auto_sync
