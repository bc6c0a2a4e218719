#include "adapters/commit_object.h"

#include <algorithm>
#include <charconv>
#include <string>

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

Oid parse_id(const Oid& commit, std::string_view hex) {
  if (const auto id = Oid::parse(hex)) return *id;
  throw Error(ErrorKind::remote, "commit " + commit.hex() + " is malformed",
              "Run `git fsck` on the repository it comes from.");
}

}  // namespace

Commit parse_commit_object(const Oid& id, std::string_view object) {
  Commit commit;
  commit.id = id;
  std::string_view encoding;
  std::string_view rest = object;
  bool has_tree = false;
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    if (line.empty()) break;  // the message follows
    if (take_prefix(line, "tree ")) {
      commit.tree = parse_id(id, line);
      has_tree = true;
    } else if (take_prefix(line, "parent ")) {
      commit.parents.push_back(parse_id(id, line));
    } else if (take_prefix(line, "author ")) {
      const Signature author = parse_signature(line);
      commit.author = author.name.substr(0, longest_text + 1);
      commit.author_time = author.time;
    } else if (take_prefix(line, "committer ")) {
      commit.commit_time = parse_signature(line).time;
    } else if (take_prefix(line, "encoding ")) {
      encoding = line;
    }
  }
  if (!has_tree) parse_id(id, {});
  commit.subject = first_paragraph(rest);
  commit.is_our_merge = commit.parents.size() == 2 && names_merged(rest, commit.parents[1]);
  if (is_latin1(encoding)) {
    commit.author = latin1_to_utf8(commit.author);
    commit.subject = latin1_to_utf8(commit.subject);
  }
  commit.author = shorten(commit.author, longest_text);
  commit.subject = shorten(commit.subject, longest_text);
  return commit;
}

}  // namespace auto_sync
