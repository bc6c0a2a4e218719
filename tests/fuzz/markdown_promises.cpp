#include "markdown_promises.h"

#include <algorithm>

#include "promises.h"

namespace fuzz {
namespace {

constexpr std::string_view our_tags[] = {"<details>", "<summary>", "</summary>", "</details>",
                                         "<sub>",     "</sub>",    "<br>",       "<code>",
                                         "</code>",   "<!-- "};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

std::size_t backticks_at(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of('`', at), text.size()) - at;
}

/// The end of the code span whose backticks begin at `at`; npos when it is none (GFM, "Code
/// spans": as many backticks as it began with).
std::size_t end_of_span(std::string_view line, std::size_t at) {
  const std::size_t ticks = backticks_at(line, at);
  for (std::size_t i = at + ticks; i < line.size();) {
    const std::size_t run = backticks_at(line, i);
    if (run == ticks) return i + run;
    i += std::max<std::size_t>(run, 1);
  }
  return std::string_view::npos;
}

/// The end of a link's target, which begins at `at`: `http(s)://...)`.
std::size_t end_of_link(std::string_view line, std::size_t at) {
  const std::string_view target = line.substr(at, line.find(')', at) - at);
  promise(target.starts_with("https://") || target.starts_with("http://"), "links lead to pages",
          line);
  promise(target.find_first_of(" <>\"'`\\") == std::string_view::npos, "links are plain addresses",
          line);
  return at + target.size();
}

/// A line as GFM reads it, without what it takes for text.
class Line {
 public:
  explicit Line(std::string_view line) : line_(line) {}

  void check() {
    for (std::size_t i = 0; i < line_.size();) i = step(i);
    promise(line_[0] != '|' || line_.back() == '|', "a row is closed", line_);
  }
  std::size_t bars() const { return bars_; }

 private:
  /// Looks at what begins at `i`; returns where it ends.
  std::size_t step(std::size_t i) {
    const std::string_view rest = line_.substr(i);
    switch (line_[i]) {
      case '\\':
        return i + 2;
      case '`': {
        const std::size_t end = end_of_span(line_, i);
        promise(end != std::string_view::npos, "a code span is closed", line_);
        promise(line_[0] != '|' || line_.substr(i, end - i).find('|') == std::string_view::npos,
                "code leaves its cell whole", line_);
        return end;
      }
      case '<':
        promise(std::any_of(std::begin(our_tags), std::end(our_tags),
                            [&](std::string_view tag) { return rest.starts_with(tag); }),
                "there is no HTML but ours", line_);
        return i + 1;
      case ']':
        return rest.starts_with("](") ? end_of_link(line_, i + 2) : i + 1;
      case '@':
        promise(rest.size() < 2 || !is_letter_or_digit(rest[1]), "nobody is mentioned", line_);
        return i + 1;
      case '|':
        ++bars_;
        return i + 1;
      default:
        promise(!rest.starts_with("://"), "no address becomes a link", line_);
        return i + 1;
    }
  }

  std::string_view line_;
  std::size_t bars_ = 0;
};

/// Calls `see` with each line that is not in a code block, and whose blocks must be closed.
void read_outside_code(std::string_view markdown, const auto& see) {
  std::string_view fence;
  while (!markdown.empty()) {
    const std::string_view line = take_line(markdown);
    if (!fence.empty()) {
      if (line == fence) fence = {};
    } else if (line.starts_with("```")) {
      fence = line.substr(0, backticks_at(line, 0));
    } else {
      see(line);
    }
  }
  promise(fence.empty(), "a code block is closed", fence);
}

}  // namespace

void check_markdown(std::string_view markdown) {
  promise(is_plain(markdown, true), "Markdown is printable", markdown);
  std::size_t folds = 0;
  std::size_t table_bars = 0;
  read_outside_code(markdown, [&](std::string_view text) {
    if (text.starts_with("<details>")) ++folds;
    if (text.starts_with("</details>")) promise(folds-- > 0, "a fold that is closed was open");
    promise(!text.starts_with("::"), "no line is a workflow command", text);
    if (!text.starts_with('|')) table_bars = 0;
    if (text.empty()) return;
    Line line(text);
    line.check();
    if (!text.starts_with('|')) return;
    promise(table_bars == 0 || line.bars() == table_bars, "a row has as many cells as the head",
            text);
    table_bars = line.bars();
  });
  promise(folds == 0, "a fold is closed");
}

std::string outline(std::string_view markdown) {
  std::string seen;
  read_outside_code(markdown,
                    [&](std::string_view line) { seen += line.empty() ? '\n' : line[0]; });
  return seen;
}

}  // namespace fuzz
