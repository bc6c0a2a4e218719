#include "base/escape.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace auto_sync {
namespace {

constexpr std::string_view zero_width_space = "\u200B";
constexpr std::string_view replacement = "\uFFFD";

/// Invisible characters that reorder or break a line: bidirectional marks, embeddings, overrides
/// and isolates, and Unicode's own line and paragraph separators.
bool is_deceptive(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

/// What may stand in front of a command on its line: all that .NET's TrimStart() removes, and
/// characters that its comparison of strings passes over.
bool may_precede_command(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
         (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

/// How many bytes at the front of `text` are printable ASCII.
std::size_t plain_run(std::string_view text) {
  const auto* end = std::find_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F;
  });
  return static_cast<std::size_t>(end - text.begin());
}

std::string visible(char32_t c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return " ";
    default:
      return c < 0x80 ? fmt::format("\\x{:02x}", static_cast<unsigned>(c))
                      : fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  }
}

/// Of ASCII's letters and digits.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Where GitHub would make a link or a mention of plain text, whatever is escaped in it: after
/// `@`, `#` before a number, `GH-` before a number, inside `://` and `www.`.
bool starts_link(std::string_view text, std::size_t i) {
  const std::string_view rest = text.substr(i + 1);
  const bool before_digit = !rest.empty() && is_digit(rest[0]);
  switch (text[i]) {
    case '@':
      return true;
    case '#':
      return before_digit;
    case '-':
      return before_digit && i >= 2 && to_lower(text.substr(i - 2, 2)) == "gh";
    case ':':
      return rest.substr(0, 2) == "//";
    case 'w':
    case 'W':
      return i >= 2 && rest.substr(0, 1) == "." && to_lower(text.substr(i - 2, 3)) == "www";
    default:
      return false;
  }
}

/// Where `text`, at the start of a line, would make a heading, a list or a rule; npos if nowhere.
/// In the middle of a line those marks mean nothing, and are left to those who read the source.
std::size_t block_mark(std::string_view text) {
  const std::size_t start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return start;
  if (std::string_view("#+-=").find(text[start]) != std::string_view::npos) return start;
  const std::size_t end = text.find_first_not_of("0123456789", start);
  if (end == start || end == std::string_view::npos) return std::string_view::npos;
  return text[end] == '.' || text[end] == ')' ? end : std::string_view::npos;
}

/// Whether `text[i]` is to have a backslash before it.
bool is_markup(std::string_view text, std::size_t i) {
  // GFM, "Emphasis": an underscore inside a word is a letter like any other.
  const bool inside =
      i > 0 && i + 1 < text.size() && is_letter(text[i - 1]) && is_letter(text[i + 1]);
  if (text[i] == '_' && inside) return false;
  if (std::string_view("\\`*_[]~").find(text[i]) != std::string_view::npos) return true;
  return text[i] == '(' && i > 0 && text[i - 1] == ']';
}

/// Appends `text[i]`; `escaped`: with a backslash, unless it becomes an entity.
void append_markdown(std::string& out, char c, bool escaped) {
  switch (c) {
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '&':
      out += "&amp;";
      break;
    case '|':  // `\|` means two things in a table
      out += "&#124;";
      break;
    case '$':  // mathematics on GitHub, where a backslash does not help
      out += "&#36;";
      break;
    default:
      if (escaped) out += '\\';
      out += c;
  }
}

/// The longest run of backticks in `text`.
std::size_t longest_backticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string printable(std::string_view text, bool keep_newlines) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (const std::size_t plain = plain_run(text); plain > 0) {
      out += text.substr(0, plain);
      text.remove_prefix(plain);
      continue;
    }
    const Utf8Char next = next_utf8(text);
    const bool line_end = keep_newlines && (text[0] == '\n' || text.substr(0, 2) == "\r\n");
    if (!next.valid) {
      out += replacement;
    } else if (line_end) {
      if (text[0] == '\n') out += '\n';  // of CR LF only the LF stays
    } else if (next.code < 0x20 || (next.code >= 0x7F && next.code < 0xA0) ||
               is_deceptive(next.code)) {
      out += visible(next.code);
    } else {
      out += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return out;
}

std::string neutralize_commands(std::string_view text) {
  if (text.find("::") == std::string_view::npos && text.find("##[") == std::string_view::npos) {
    return std::string(text);  // as nearly always
  }
  std::string out;
  out.reserve(text.size() + 16);
  bool at_start = true;  // nothing but white space on this line so far
  while (!text.empty()) {
    const Utf8Char next = next_utf8(text);
    out += text.substr(0, next.length);
    const bool starts_command = at_start && text.substr(0, 2) == "::";
    const bool old_command = text.substr(0, 3) == "##[";
    if (starts_command || old_command) out += zero_width_space;
    const bool line_end = text[0] == '\n' || text[0] == '\r';
    at_start = line_end || (at_start && next.valid && may_precede_command(next.code));
    text.remove_prefix(next.length);
  }
  return out;
}

std::string escape_command_data(std::string_view text) {
  std::string out = replace_all(std::string(text), "%", "%25");
  out = replace_all(std::move(out), "\r", "%0D");
  return replace_all(std::move(out), "\n", "%0A");
}

std::string escape_command_property(std::string_view text) {
  std::string out = replace_all(escape_command_data(text), ":", "%3A");
  return replace_all(std::move(out), ",", "%2C");
}

std::string escape_markdown(std::string_view text) {
  const std::string clean = printable(text);
  const std::size_t mark = block_mark(clean);
  std::string out;
  out.reserve(clean.size() + clean.size() / 4);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    append_markdown(out, clean[i], i == mark || is_markup(clean, i));
    if (starts_link(clean, i)) out += zero_width_space;
  }
  return out;
}

std::string escape_markdown_cell(std::string_view text) {
  std::string line = replace_all(std::string(text), "\r\n", " ");
  std::replace(line.begin(), line.end(), '\n', ' ');
  return escape_markdown(line);
}

std::string markdown_code(std::string_view text) {
  const std::string clean = printable(text);
  // A table splits its row at `|` even inside a code span.
  if (clean.find('|') != std::string::npos) return "<code>" + escape_markdown(clean) + "</code>";
  if (clean.empty()) return "` `";
  const std::string fence(longest_backticks(clean) + 1, '`');
  const bool padded =
      clean.front() == '`' || clean.back() == '`' || (clean.front() == ' ' && clean.back() == ' ');
  const std::string_view pad = padded ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, pad, clean, pad, fence);
}

}  // namespace auto_sync
