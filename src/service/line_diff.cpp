#include "service/line_diff.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace auto_sync {
namespace {

/// Lines as numbers: equal numbers, equal lines.
using Numbers = std::vector<std::size_t>;
using Marks = std::vector<char>;  ///< per line, whether it is changed

constexpr std::size_t most_occurrences = 64;
constexpr std::size_t none = static_cast<std::size_t>(-1);

std::pair<Numbers, Numbers> number_lines(const Lines& base, const Lines& side) {
  std::unordered_map<std::string_view, std::size_t> known;
  const auto number = [&](const Lines& lines) {
    Numbers numbers;
    numbers.reserve(lines.size());
    for (const std::string_view line : lines) {
      numbers.push_back(known.try_emplace(line, known.size()).first->second);
    }
    return numbers;
  };
  Numbers first = number(base);
  return {std::move(first), number(side)};
}

/// A stretch of both texts that is still to be compared: [begin, end).
struct Region {
  std::size_t base_begin = 0;
  std::size_t base_end = 0;
  std::size_t side_begin = 0;
  std::size_t side_end = 0;
};

/// Finds the run of common lines at which a region is split.
class CommonRun {
 public:
  CommonRun(const Numbers& base, const Numbers& side, const Region& region, WorkBudget& budget)
      : base_(base), side_(side), region_(region), budget_(budget) {
    budget_.spend(region.base_end - region.base_begin + region.side_end - region.side_begin);
    index();
    for (std::size_t at = region.side_begin; at < region.side_end;) at = look_from(at);
  }

  /// The run; nothing when there is no common line, or only too frequent ones.
  const std::optional<Region>& best() const { return best_; }
  bool too_frequent() const { return any_common_ && rarest_ > most_occurrences; }

 private:
  struct Occurrences {
    std::size_t first = none;
    std::size_t count = 0;
  };

  void index() {
    next_.resize(region_.base_end - region_.base_begin, none);
    for (std::size_t at = region_.base_end; at-- > region_.base_begin;) {
      Occurrences& found = occurrences_[base_[at]];
      next_[at - region_.base_begin] = found.first;
      found.first = at;
      ++found.count;
    }
  }

  std::size_t next(std::size_t at) const { return next_[at - region_.base_begin]; }
  std::size_t count(std::size_t at) const { return occurrences_.at(base_[at]).count; }

  /// The whole run of equal lines around a pair of them; `rarity` becomes its rarest line's count.
  Region extend(std::size_t at, std::size_t side_at, std::size_t& rarity) const {
    Region run{at, at + 1, side_at, side_at + 1};
    while (run.base_begin > region_.base_begin && run.side_begin > region_.side_begin &&
           base_[run.base_begin - 1] == side_[run.side_begin - 1]) {
      --run.base_begin;
      --run.side_begin;
      rarity = std::min(rarity, count(run.base_begin));
    }
    while (run.base_end < region_.base_end && run.side_end < region_.side_end &&
           base_[run.base_end] == side_[run.side_end]) {
      rarity = std::min(rarity, count(run.base_end));
      ++run.base_end;
      ++run.side_end;
    }
    return run;
  }

  /// Looks at the runs through one line of the side; returns the line to go on with.
  std::size_t look_from(std::size_t side_at) {
    std::size_t go_on = side_at + 1;
    const auto found = occurrences_.find(side_[side_at]);
    if (found == occurrences_.end()) return go_on;
    any_common_ = true;
    if (found->second.count > rarest_) return go_on;
    for (std::size_t at = found->second.first; at != none;) {
      std::size_t rarity = found->second.count;
      const Region run = extend(at, side_at, rarity);
      budget_.spend(run.base_end - run.base_begin);
      go_on = std::max(go_on, run.side_end);
      const std::size_t longest = best_ ? best_->base_end - best_->base_begin : 1;
      if (longest < run.base_end - run.base_begin || rarity < rarest_) {
        best_ = run;
        rarest_ = rarity;
      }
      while (at != none && at < run.base_end) at = next(at);
    }
    return go_on;
  }

  const Numbers& base_;
  const Numbers& side_;
  const Region& region_;
  WorkBudget& budget_;
  std::unordered_map<std::size_t, Occurrences> occurrences_;
  std::vector<std::size_t> next_;  ///< the next equal line of the base's stretch
  std::optional<Region> best_;
  std::size_t rarest_ = most_occurrences + 1;
  bool any_common_ = false;
};

void mark_changes(const Numbers& base, const Numbers& side, Marks& base_marks, Marks& side_marks,
                  WorkBudget& budget) {
  std::vector<Region> open{{0, base.size(), 0, side.size()}};
  while (!open.empty()) {
    const Region region = open.back();
    open.pop_back();
    const bool empty = region.base_begin == region.base_end || region.side_begin == region.side_end;
    if (!empty) {
      const CommonRun common(base, side, region, budget);
      if (common.best() && !common.too_frequent()) {
        const Region& run = *common.best();
        open.push_back({region.base_begin, run.base_begin, region.side_begin, run.side_begin});
        open.push_back({run.base_end, region.base_end, run.side_end, region.side_end});
        continue;
      }
    }
    std::fill(base_marks.begin() + static_cast<std::ptrdiff_t>(region.base_begin),
              base_marks.begin() + static_cast<std::ptrdiff_t>(region.base_end), 1);
    std::fill(side_marks.begin() + static_cast<std::ptrdiff_t>(region.side_begin),
              side_marks.begin() + static_cast<std::ptrdiff_t>(region.side_end), 1);
  }
}

/// One text's groups of changed lines, visited in order; between two unchanged lines there is
/// always a group, mostly an empty one.
class Groups {
 public:
  Groups(const Numbers& lines, Marks& marks, WorkBudget& budget)
      : lines_(lines), marks_(marks), budget_(budget) {
    extend_end();
  }

  bool empty() const { return begin_ == end_; }
  std::size_t size() const { return end_ - begin_; }
  std::size_t end() const { return end_; }

  bool next() {
    if (end_ == lines_.size()) return false;
    begin_ = end_ = end_ + 1;
    extend_end();
    return true;
  }
  void previous() {
    end_ = begin_ - 1;
    begin_ = end_;
    extend_begin();
  }
  bool slide_down() {
    if (end_ >= lines_.size() || lines_[begin_] != lines_[end_]) return false;
    budget_.spend(1);
    marks_[begin_++] = 0;
    marks_[end_++] = 1;
    extend_end();
    return true;
  }
  bool slide_up() {
    if (begin_ == 0 || lines_[begin_ - 1] != lines_[end_ - 1]) return false;
    budget_.spend(1);
    marks_[--begin_] = 1;
    marks_[--end_] = 0;
    extend_begin();
    return true;
  }

 private:
  void extend_end() {
    while (end_ < lines_.size() && marks_[end_] != 0) ++end_;
  }
  void extend_begin() {
    while (begin_ > 0 && marks_[begin_ - 1] != 0) --begin_;
  }

  const Numbers& lines_;
  Marks& marks_;
  WorkBudget& budget_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// Slides one group as far up and then as far down as it goes, swallowing those it meets, and back
/// up to where it lies beside a change of the other text, if it came by one.
void settle_group(Groups& group, Groups& other) {
  std::optional<std::size_t> beside;
  std::size_t size = 0;
  do {
    size = group.size();
    beside.reset();
    while (group.slide_up()) other.previous();
    if (!other.empty()) beside = group.end();
    while (group.slide_down()) {
      other.next();
      if (!other.empty()) beside = group.end();
    }
  } while (size != group.size());
  if (!beside) return;
  while (other.empty() && group.slide_up()) other.previous();
}

void slide_changes(const Numbers& lines, Marks& marks, const Numbers& other_lines,
                   Marks& other_marks, WorkBudget& budget) {
  Groups group(lines, marks, budget);
  Groups other(other_lines, other_marks, budget);
  do {
    if (!group.empty()) settle_group(group, other);
  } while (group.next() && other.next());
}

}  // namespace

Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::vector<Hunk> diff_lines(const Lines& base, const Lines& side, WorkBudget& budget) {
  const auto [base_lines, side_lines] = number_lines(base, side);
  Marks base_marks(base.size(), 0);
  Marks side_marks(side.size(), 0);
  mark_changes(base_lines, side_lines, base_marks, side_marks, budget);
  slide_changes(base_lines, base_marks, side_lines, side_marks, budget);
  slide_changes(side_lines, side_marks, base_lines, base_marks, budget);

  std::vector<Hunk> hunks;
  for (std::size_t b = 0, s = 0; b < base.size() || s < side.size(); ++b, ++s) {
    const Hunk at{b, 0, s, 0};
    while (b < base.size() && base_marks[b] != 0) ++b;
    while (s < side.size() && side_marks[s] != 0) ++s;
    if (b > at.base || s > at.side) hunks.push_back({at.base, b - at.base, at.side, s - at.side});
  }
  return hunks;
}

}  // namespace auto_sync
