#include "adapters/commit_object.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace auto_sync {
namespace {

/// Cuts the first line off `rest` and returns it without its LF.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

/// Removes `prefix` from the front of `line`, when it is there.
bool take_prefix(std::string_view& line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return false;
  line.remove_prefix(prefix.size());
  return true;
}

struct Signature {
  std::string_view name;
  std::int64_t time = 0;
};

/// `Name <mail> seconds zone`. The last `>` ends the mail: names and mails may hold others.
Signature parse_signature(std::string_view line) {
  Signature signature;
  const std::size_t mail = line.find('<');
  if (mail == std::string_view::npos) return signature;
  signature.name = line.substr(0, mail);
  while (signature.name.ends_with(' ')) signature.name.remove_suffix(1);
  const std::size_t mail_end = line.rfind('>');
  if (mail_end == std::string_view::npos) return signature;
  std::string_view time = line.substr(mail_end + 1);
  take_prefix(time, " ");
  std::from_chars(time.data(), time.data() + time.size(), signature.time);
  return signature;
}

/// A name or a subject, in bytes: no list or report shows more.
constexpr std::size_t longest_text = 1'000;

/// The first paragraph of a message, on one line; more than is shown is left out.
std::string first_paragraph(std::string_view message) {
  std::string subject;
  while (!message.empty()) {
    std::string_view line = take_line(message);
    const std::size_t last = line.find_last_not_of(" \t\r");
    if (last == std::string_view::npos) {
      if (subject.empty()) continue;
      break;
    }
    if (!subject.empty()) subject += ' ';
    subject += line.substr(0, std::min(last, longest_text) + 1);
    if (subject.size() > longest_text) break;
  }
  return subject;
}

bool is_latin1(std::string_view encoding) {
  const std::string name = to_lower(encoding);
  return name == "iso-8859-1" || name == "iso8859-1" || name == "latin1" || name == "latin-1";
}

std::string latin1_to_utf8(std::string_view text) {
  std::string utf8;
  utf8.reserve(text.size());
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x80) {
      utf8 += byte;
    } else {
      utf8 += static_cast<char>(0xC0 | (code >> 6));
      utf8 += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return utf8;
}

/// Whether the message has the trailer of our merges, for just that commit.
bool names_merged(std::string_view message, const Oid& merged) {
  const std::string trailer = "\n" + std::string(merge_trailer) + ": " + merged.hex();
  return message.find(trailer) != std::string_view::npos;
}

/// What git says of a header that it does not read (commit.c, parse_commit_buffer).
Error bogus(const Oid& id, const std::string& what) {
  return Error(ErrorKind::remote, "bogus commit object " + id.hex() + ": " + what,
               "git does not read it either: run `git fsck` on the repository it comes from.");
}

/// Cuts a line of `keyword`, an id and LF off `rest`; nothing when that is not what stands there.
std::optional<Oid> take_id(std::string_view& rest, std::string_view keyword) {
  const std::size_t length = keyword.size() + 2 * Oid::size;
  if (!rest.starts_with(keyword) || rest.size() <= length || rest[length] != '\n') {
    return std::nullopt;
  }
  const std::optional<Oid> id = Oid::parse(rest.substr(keyword.size(), 2 * Oid::size));
  if (id) rest.remove_prefix(length + 1);
  return id;
}

/// The parents, which stand directly after the tree: what calls itself one elsewhere is none. An
/// object that ends within a parent's line has no such parent, one that ends with it is bogus.
std::vector<Oid> take_parents(const Commit& commit, std::string_view& rest) {
  constexpr std::string_view keyword = "parent ";
  constexpr std::size_t line = keyword.size() + 2 * Oid::size + 1;
  std::vector<Oid> parents;
  while (rest.size() >= line && rest.starts_with(keyword)) {
    const std::optional<Oid> parent =
        rest.size() > line ? take_id(rest, keyword) : std::optional<Oid>();
    if (!parent) throw bogus(commit.id, "one of its parents is no object id");
    if (*parent == commit.tree) throw bogus(commit.id, "its tree is one of its parents");
    parents.push_back(*parent);
  }
  return parents;
}

/// A number as strtoumax(3) reads it, which git reads dates with: what is negative counts from the
/// largest number down, what is too large is the largest, what is no number is 0.
std::uint64_t parse_timestamp(std::string_view text) {
  const bool negative = take_prefix(text, "-");
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec == std::errc::result_out_of_range) return std::numeric_limits<std::uint64_t>::max();
  return negative ? 0 - number : number;
}

/// The date that git orders commits by, from what follows the parents: that of the second line when
/// the two are an author's and a committer's, else 0 (commit.c, parse_commit_date, of git 2.41 and
/// later: older ones stop at the first `>`).
std::uint64_t commit_date(std::string_view rest) {
  if (!take_line(rest).starts_with("author")) return 0;
  const std::size_t end = rest.find('\n');
  if (!rest.starts_with("committer") || end == std::string_view::npos) return 0;
  const std::string_view line = rest.substr(0, end);
  const std::size_t mail_end = line.rfind('>');
  if (mail_end == std::string_view::npos) return 0;
  const std::size_t date = line.find_first_not_of(" \t\r", mail_end + 1);
  if (date == std::string_view::npos) return 0;
  const bool is_number = line[date] == '-' || (line[date] >= '0' && line[date] <= '9');
  return is_number ? parse_timestamp(line.substr(date)) : 0;
}

}  // namespace

Commit parse_commit_object(const Oid& id, std::string_view object) {
  Commit commit;
  commit.id = id;
  std::string_view rest = object;
  const std::optional<Oid> tree = take_id(rest, "tree ");
  if (!tree || rest.empty()) throw bogus(id, "it does not begin with its tree");
  commit.tree = *tree;
  commit.parents = take_parents(commit, rest);
  commit.commit_time = commit_date(rest);
  std::string_view encoding;
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    if (line.empty()) break;  // the message follows
    if (take_prefix(line, "author ")) {
      const Signature author = parse_signature(line);
      commit.author = author.name.substr(0, longest_text + 1);
      commit.author_time = author.time;
    } else if (take_prefix(line, "encoding ")) {
      encoding = line;
    }
  }
  commit.subject = first_paragraph(rest);
  commit.claims_our_merge = commit.parents.size() == 2 && names_merged(rest, commit.parents[1]);
  if (is_latin1(encoding)) {
    commit.author = latin1_to_utf8(commit.author);
    commit.subject = latin1_to_utf8(commit.subject);
  }
  commit.author = shorten(commit.author, longest_text);
  commit.subject = shorten(commit.subject, longest_text);
  return commit;
}

}  // namespace auto_sync
