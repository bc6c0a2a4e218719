#include "policy/render_markdown.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/render_links.h"
#include "policy/render_time.h"

namespace auto_sync {
namespace {

constexpr std::size_t subject_limit = 160;
constexpr std::size_t author_limit = 60;

std::size_t longest_run_of_backticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// What is still open at the end of a piece of our own Markdown.
struct OpenParts {
  std::string fence;
  std::size_t folds = 0;
};

void read_line(std::string_view line, OpenParts& open) {
  const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
  if (!open.fence.empty()) {
    if (line == open.fence) open.fence.clear();
  } else if (ticks >= 3) {
    open.fence = std::string(ticks, '`');
  } else if (line.starts_with("<details>")) {
    ++open.folds;
  } else if (line.starts_with("</details>") && open.folds > 0) {
    --open.folds;
  }
}

std::string closing(const OpenParts& open) {
  std::string text = open.fence.empty() ? "" : open.fence + "\n";
  for (std::size_t i = 0; i < open.folds; ++i) text += "\n</details>\n";
  return text;
}

}  // namespace

std::string link(std::string_view markdown, std::string_view url) {
  if (url.empty()) return std::string(markdown);
  return "[" + std::string(markdown) + "](" + std::string(url) + ")";
}

std::string repository_link(const RepositoryAddress& repository) {
  if (!repository.on_server()) return markdown_code(repository.display_name());
  return link(escape_markdown_cell(repository.display_name()), repository_page(repository));
}

std::string commit_link(const RepositoryAddress& repository, const Oid& commit) {
  return link(markdown_code(commit.short_hex()), commit_page(repository, commit));
}

std::string ref_link(const RepositoryAddress& repository, std::string_view short_name) {
  return link(markdown_code(short_name), ref_page(repository, short_name));
}

std::string commit_line(const RepositoryAddress& repository, const Commit& commit) {
  return commit_link(repository, commit.id) + " " +
         escape_markdown(shorten(commit.subject, subject_limit)) + " · " +
         escape_markdown(shorten(commit.author, author_limit)) + ", " +
         utc_minute(commit.author_time);
}

std::string fenced_block(std::string_view text, std::string_view language) {
  const std::string fence(std::max<std::size_t>(3, longest_run_of_backticks(text) + 1), '`');
  std::string block = fence + std::string(language) + "\n" + std::string(text);
  if (!block.ends_with('\n')) block += '\n';
  return block + fence + "\n";
}

std::string folded(std::string_view title, std::string_view body_markdown) {
  return "<details><summary>" + std::string(title) + "</summary>\n\n" + std::string(body_markdown) +
         "\n</details>\n";
}

std::string table_row(std::initializer_list<std::string_view> cells_markdown) {
  std::string row = "|";
  for (const std::string_view cell : cells_markdown) {
    row += cell.empty() ? " |" : " " + std::string(cell) + " |";
  }
  return row + "\n";
}

std::string fact(std::string_view name, const std::string& markdown) {
  return markdown.empty() ? std::string() : table_row({"**" + std::string(name) + "**", markdown});
}

std::string cut_markdown(std::string_view markdown, std::size_t max_bytes,
                         std::string_view pointer_markdown) {
  if (markdown.size() <= max_bytes) return std::string(markdown);
  OpenParts open;
  std::size_t kept = 0;
  std::string tail = std::string(pointer_markdown) + "\n";
  if (tail.size() > max_bytes) return {};
  while (kept < markdown.size()) {
    const std::size_t end = std::min(markdown.find('\n', kept), markdown.size() - 1) + 1;
    OpenParts next = open;
    read_line(markdown.substr(kept, end - kept - 1), next);
    std::string next_tail = closing(next) + "\n" + std::string(pointer_markdown) + "\n";
    if (end + next_tail.size() > max_bytes) break;
    open = std::move(next);
    tail = std::move(next_tail);
    kept = end;
  }
  return std::string(markdown.substr(0, kept)) + tail;
}

}  // namespace auto_sync
