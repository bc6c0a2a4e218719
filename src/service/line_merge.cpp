#include "service/line_merge.h"

#include <algorithm>
#include <vector>

#include "service/line_diff.h"

namespace auto_sync {
namespace {

/// Of a text.
constexpr std::ptrdiff_t lines_at_most = 500'000;
constexpr std::size_t binary_look_ahead = 8'000;
/// Conflicts with no more than this many lines between them are one.
constexpr std::size_t near_lines = 3;

/// A stretch that is not the same in all three texts: lines of ours and lines of theirs.
struct Change {
  enum class Take { conflict, ours, theirs, same };
  Take take = Take::conflict;
  std::size_t ours = 0;
  std::size_t ours_count = 0;
  std::size_t theirs = 0;
  std::size_t theirs_count = 0;

  std::size_t ours_end() const { return ours + ours_count; }
  std::size_t theirs_end() const { return theirs + theirs_count; }
};

using Changes = std::vector<Change>;

/// Adds a change; one that touches the last becomes part of it.
void append(Changes& changes, const Change& change) {
  if (!changes.empty()) {
    Change& last = changes.back();
    if (change.ours <= last.ours_end() || change.theirs <= last.theirs_end()) {
      if (change.take != last.take) last.take = Change::Take::conflict;
      last.ours_count = change.ours_end() - last.ours;
      last.theirs_count = change.theirs_end() - last.theirs;
      return;
    }
  }
  changes.push_back(change);
}

bool same_lines(const Lines& ours, std::size_t at, const Lines& theirs, std::size_t their_at,
                std::size_t count) {
  return std::equal(ours.begin() + static_cast<std::ptrdiff_t>(at),
                    ours.begin() + static_cast<std::ptrdiff_t>(at + count),
                    theirs.begin() + static_cast<std::ptrdiff_t>(their_at));
}

/// Two hunks that touch the same lines of the base, widened to the same stretch of it.
Change overlap(const Hunk& ours, const Hunk& theirs) {
  const std::size_t begin = std::min(ours.base, theirs.base);
  const std::size_t end = std::max(ours.base + ours.base_count, theirs.base + theirs.base_count);
  const auto widen = [&](const Hunk& hunk, std::size_t& at, std::size_t& count) {
    at = hunk.side - (hunk.base - begin);
    count = hunk.side + hunk.side_count + (end - hunk.base - hunk.base_count) - at;
  };
  Change change;
  widen(ours, change.ours, change.ours_count);
  widen(theirs, change.theirs, change.theirs_count);
  return change;
}

/// Walks both lists of hunks side by side.
class Weave {
 public:
  Weave(const std::vector<Hunk>& ours, const std::vector<Hunk>& theirs, const Lines& our_lines,
        const Lines& their_lines)
      : ours_(ours), theirs_(theirs), our_lines_(our_lines), their_lines_(their_lines) {}

  Changes changes() {
    while (o_ < ours_.size() && t_ < theirs_.size()) {
      const Hunk& ours = ours_[o_];
      const Hunk& theirs = theirs_[t_];
      if (ours.base + ours.base_count < theirs.base) {
        take_ours();
      } else if (theirs.base + theirs.base_count < ours.base) {
        take_theirs();
      } else {
        collide(ours, theirs);
      }
    }
    while (o_ < ours_.size()) take_ours();
    while (t_ < theirs_.size()) take_theirs();
    return std::move(changes_);
  }

 private:
  /// Where a line of the base lies in a side whose hunks before it are done.
  static std::size_t beside(const std::vector<Hunk>& hunks, std::size_t done, std::size_t base) {
    if (done == 0) return base;
    const Hunk& last = hunks[done - 1];
    return base - (last.base + last.base_count) + last.side + last.side_count;
  }

  void take_ours() {
    const Hunk& hunk = ours_[o_];
    append(changes_, {Change::Take::ours, hunk.side, hunk.side_count,
                      beside(theirs_, t_, hunk.base), hunk.base_count});
    ++o_;
  }
  void take_theirs() {
    const Hunk& hunk = theirs_[t_];
    append(changes_, {Change::Take::theirs, beside(ours_, o_, hunk.base), hunk.base_count,
                      hunk.side, hunk.side_count});
    ++t_;
  }
  void collide(const Hunk& ours, const Hunk& theirs) {
    const bool equal =
        ours.base == theirs.base && ours.base_count == theirs.base_count &&
        ours.side_count == theirs.side_count &&
        same_lines(our_lines_, ours.side, their_lines_, theirs.side, ours.side_count);
    if (!equal) append(changes_, overlap(ours, theirs));
    const std::size_t our_end = ours.base + ours.base_count;
    const std::size_t their_end = theirs.base + theirs.base_count;
    if (our_end >= their_end) ++t_;
    if (their_end >= our_end) ++o_;
  }

  const std::vector<Hunk>& ours_;
  const std::vector<Hunk>& theirs_;
  const Lines& our_lines_;
  const Lines& their_lines_;
  std::size_t o_ = 0;
  std::size_t t_ = 0;
  Changes changes_;
};

Lines part(const Lines& lines, std::size_t at, std::size_t count) {
  const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(at);
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

/// Leaves in each conflict only the lines in which the sides differ.
Changes refine(const Changes& changes, const Lines& ours, const Lines& theirs, WorkBudget& budget) {
  Changes refined;
  for (const Change& change : changes) {
    if (change.take != Change::Take::conflict || change.ours_count == 0 ||
        change.theirs_count == 0) {
      refined.push_back(change);
      continue;
    }
    const std::vector<Hunk> hunks =
        diff_lines(part(ours, change.ours, change.ours_count),
                   part(theirs, change.theirs, change.theirs_count), budget);
    if (hunks.empty()) {
      refined.push_back(change);
      refined.back().take = Change::Take::same;
    }
    for (const Hunk& hunk : hunks) {
      refined.push_back({Change::Take::conflict, change.ours + hunk.base, hunk.base_count,
                         change.theirs + hunk.side, hunk.side_count});
    }
  }
  return refined;
}

/// Makes conflicts that are near each other one.
Changes join_near(const Changes& changes) {
  Changes joined;
  for (const Change& change : changes) {
    if (!joined.empty() && joined.back().take == Change::Take::conflict &&
        change.take == Change::Take::conflict &&
        change.ours - joined.back().ours_end() <= near_lines) {
      joined.back().ours_count = change.ours_end() - joined.back().ours;
      joined.back().theirs_count = change.theirs_end() - joined.back().theirs;
    } else {
      joined.push_back(change);
    }
  }
  return joined;
}

void copy(const Lines& lines, std::size_t at, std::size_t end, std::string& text) {
  for (; at < end; ++at) text += lines[at];
}

bool ends_lines_with_cr(const Lines& lines) {
  return !lines.empty() && lines.front().ends_with("\r\n");
}

/// Both sides' lines, ours first, on lines of their own.
void copy_both(const Change& change, const Lines& ours, const Lines& theirs, std::string& text) {
  copy(ours, change.ours, change.ours_end(), text);
  if (change.ours_count > 0 && !text.ends_with('\n')) {
    text += ends_lines_with_cr(ours) ? "\r\n" : "\n";
  }
  copy(theirs, change.theirs, change.theirs_end(), text);
}

std::string write(const Changes& changes, const Lines& ours, const Lines& theirs,
                  MergeFavor favor) {
  std::string text;
  std::size_t done = 0;  // lines of ours
  for (const Change& change : changes) {
    const bool open = change.take == Change::Take::conflict;
    if (change.take == Change::Take::same) continue;
    copy(ours, done, change.ours, text);
    if (open && favor == MergeFavor::both) {
      copy_both(change, ours, theirs, text);
    } else if (change.take == Change::Take::ours || (open && favor == MergeFavor::ours)) {
      copy(ours, change.ours, change.ours_end(), text);
    } else {
      copy(theirs, change.theirs, change.theirs_end(), text);
    }
    done = change.ours_end();
  }
  copy(ours, done, ours.size(), text);
  return text;
}

}  // namespace

LineMerge merge_lines(std::string_view base, std::string_view ours, std::string_view theirs,
                      MergeFavor favor, WorkBudget& budget) {
  for (const std::string_view text : {base, ours, theirs}) {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    if (lines > lines_at_most) throw WorkBudget::too_much("more lines than are compared");
  }
  const Lines base_lines = split_lines(base);
  const Lines our_lines = split_lines(ours);
  const Lines their_lines = split_lines(theirs);
  const std::vector<Hunk> our_hunks = diff_lines(base_lines, our_lines, budget);
  const std::vector<Hunk> their_hunks = diff_lines(base_lines, their_lines, budget);
  if (our_hunks.empty()) return {true, std::string(theirs)};
  if (their_hunks.empty()) return {true, std::string(ours)};
  const Changes changes =
      join_near(refine(Weave(our_hunks, their_hunks, our_lines, their_lines).changes(), our_lines,
                       their_lines, budget));
  const bool open = std::any_of(changes.begin(), changes.end(), [](const Change& change) {
    return change.take == Change::Take::conflict;
  });
  if (open && favor == MergeFavor::none) return {};
  return {true, write(changes, our_lines, their_lines, favor)};
}

bool is_binary(std::string_view content) {
  return content.substr(0, binary_look_ahead).find('\0') != std::string_view::npos;
}

}  // namespace auto_sync
