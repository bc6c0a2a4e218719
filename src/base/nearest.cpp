// The part of base/text.h that finds what a misspelling meant.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace auto_sync {
namespace {

/// Smaller is nearer: the share of letters to change, less the share of the wanted words (given in
/// lower case) that the candidate holds.
double remoteness(const std::string& wanted, const std::vector<std::string>& wanted_words,
                  std::string_view candidate) {
  const std::string lower = to_lower(candidate);
  const std::size_t longest = std::max({wanted.size(), lower.size(), std::size_t{1}});
  double score = static_cast<double>(edit_distance(wanted, lower)) / static_cast<double>(longest);
  const std::vector<std::string> words = split_list(lower, " \t-_./:");
  for (const std::string& word : wanted_words) {
    if (std::find(words.begin(), words.end(), word) == words.end()) continue;
    score -= 1.0 / static_cast<double>(wanted_words.size());
  }
  return score;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Optimal string alignment; the rows of the last two letters of `a` are enough.
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::vector<std::string> nearest_first(std::string_view wanted,
                                       std::vector<std::string> candidates) {
  const std::string lower = to_lower(wanted);
  const std::vector<std::string> words = split_list(lower, " \t-_./:");
  std::vector<std::pair<double, std::string>> scored;
  scored.reserve(candidates.size());
  for (std::string& candidate : candidates) {
    const double score = remoteness(lower, words, candidate);
    scored.emplace_back(score, std::move(candidate));
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < scored.size(); ++i) candidates[i] = std::move(scored[i].second);
  return candidates;
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& candidates) {
  const std::string lower = to_lower(wanted);
  std::size_t nearest = 1 + lower.size() / 4;  // edits that still look like a slip
  std::string best;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(lower, to_lower(candidate));
    const bool nearer = best.empty() ? distance <= nearest : distance < nearest;
    if (!nearer || distance >= candidate.size()) continue;
    nearest = distance;
    best = candidate;
  }
  return best;
}

}  // namespace auto_sync
