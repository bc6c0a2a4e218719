#include "unit/adapters/mutated_objects.h"

#include <git2/sys/mempack.h>
#include <git2/sys/repository.h>

#include <algorithm>
#include <cctype>

#include "adapters/libgit2_session.h"
#include "support/fakes/seeded_random.h"

namespace auto_sync::testing {
namespace {

using Lines = std::vector<std::string>;

std::string hex_id(Random& random) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string id;
  for (int i = 0; i < 40; ++i) id += digits[random.below(16)];
  return id;
}

std::string person(Random& random) {
  static const Lines names = {"A U Thor ", "", " ", "J\xf6rg ", "A <b> ", "> ", "< ", "A\tB "};
  static const Lines mails = {"<a@example.org>", "<>", "<a", "a>", "<a>b>", "<<a>>", "", "<a >"};
  static const Lines dates = {" 1700000000",
                              " 1",
                              " 0",
                              " -1",
                              " -86400",
                              "7",
                              "  12",
                              "",
                              " +5",
                              " x",
                              " 0x10",
                              " 5x6",
                              " 1e9",
                              " --1",
                              "\t9",
                              " \v8",
                              " 4294967296",
                              " - 3",
                              " 9223372036854775807",
                              " 9223372036854775808",
                              " 18446744073709551615",
                              " 18446744073709551616",
                              " -9999999999999999999999",
                              " 00000000000000000000000000012"};
  static const Lines zones = {" +0000", " -0800", " +9999", "", " Z", "+0100", " > 3 +0000", " +"};
  if (!random.one_in(3)) {
    return "A U Thor <a@example.org> " + std::to_string(random.below(2'000'000'000)) + " +0200";
  }
  return random.pick(names) + random.pick(mails) + random.pick(dates) + random.pick(zones);
}

std::string message(Random& random) {
  static const Lines messages = {
      "Subject\n", "", "\n", "parent 1\n\ntree 2\n", "no newline", "committer A <a> 5 +0000\n",
      "a > 77\n"};
  return random.pick(messages);
}

/// Changes one line of the header, or where it stands.
void change_lines(Random& random, Lines& lines) {
  if (lines.empty()) return;
  const auto any = [&] {
    return lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size()));
  };
  std::string& line = *any();
  switch (random.below(9)) {
    case 0:
      return std::iter_swap(any(), any());
    case 1: {
      const std::string moved = line;
      lines.erase(lines.begin() + (&line - lines.data()));
      lines.insert(lines.empty() ? lines.end() : any(), moved);
      return;
    }
    case 2: {
      const std::string again = line;
      lines.insert(any(), again);
      return;
    }
    case 3:
      lines.erase(any());
      return;
    case 4:
      line.insert(0, " ");  // folded into the line before
      return;
    case 5:
      line += '\r';
      return;
    case 6:
      std::transform(line.begin(), line.end(), line.begin(), [](unsigned char c) {
        return static_cast<char>(std::isalpha(c) != 0 ? c ^ 0x20U : c);
      });
      return;
    case 7:
      line.resize(random.below(line.size() + 1));
      return;
    default:
      line += std::string(random.one_in(20) ? 65'536 : random.below(3), 'x');
  }
}

/// Changes single bytes.
void change_bytes(Random& random, std::string& object) {
  static const std::string signs("\0\n\r\t\v <>-+0aF", 13);
  const std::size_t at = random.below(std::min<std::size_t>(object.size() + 1, 400));
  switch (random.below(4)) {
    case 0:
      object.resize(at);
      return;
    case 1:
      object.insert(at, 1, signs[random.below(signs.size())]);
      return;
    case 2:
      if (at < object.size()) object.erase(at, 1);
      return;
    default:
      if (at < object.size()) object[at] = signs[random.below(signs.size())];
  }
}

/// An object of this header and message, changed in up to three places.
std::string mutated(Random& random, Lines header, const std::string& text) {
  const bool whole = random.one_in(10);
  for (std::size_t i = whole ? 3 : random.below(3); i < 3; ++i) change_lines(random, header);
  std::string object;
  for (const std::string& line : header) object += line + "\n";
  object += "\n" + text;
  for (std::size_t i = whole ? 2 : random.below(3); i < 2; ++i) change_bytes(random, object);
  return object;
}

std::string commit(Random& random) {
  static const Lines others = {"encoding ISO-8859-1",
                               "gpgsig -----BEGIN-----\n x\n -----END-----",
                               "gpgsig one\n two",
                               "mergetag object x\n type commit\n tag y",
                               "author Twice <t> 3 +0000",
                               "HG:extra x",
                               ""};
  Lines lines = {"tree " + hex_id(random)};
  for (std::size_t parents = random.below(4); parents > 0; --parents) {
    lines.push_back("parent " + hex_id(random));
  }
  lines.push_back("author " + person(random));
  lines.push_back("committer " + person(random));
  for (std::size_t more = random.below(3); more > 0; --more) lines.push_back(random.pick(others));
  if (random.one_in(6)) lines.push_back("parent " + hex_id(random));
  if (random.one_in(6)) lines.insert(lines.begin() + 1, "tree " + hex_id(random));
  return mutated(random, lines, message(random));
}

std::string tree_name(Random& random) {
  static const Lines odd = {".",
                            "..",
                            "...",
                            ".git",
                            ".GIT",
                            ".git ",
                            ".git. .",
                            ".git::$DATA",
                            ".gitx",
                            "git~1",
                            "GIT~1.",
                            "git~2",
                            "a\\.git",
                            "a\\git~1",
                            ".git\\a",
                            ".g\u200cit",
                            "\ufeff.git",
                            ".gi\u200d",
                            ".git\xff",
                            ".git\u200f",
                            ".gitmodules",
                            ".gitModules ",
                            "gitmod~1",
                            "gitmod~5",
                            "gi7eba~1",
                            "GI7E~123",
                            "gi7eb~0x",
                            "a\\gitmod~1",
                            "gi\u202eT",
                            ".gitmodules:x",
                            ".gitmodules\u206a",
                            "a/b",
                            "/",
                            "a/",
                            "\xc3\x28",
                            "~1234567",
                            ".gitmodules\\a"};
  if (random.one_in(5)) return random.pick(odd);
  std::string name(1, static_cast<char>('a' + random.below(4)));
  if (random.one_in(2)) name += random.pick(Lines{".", "-", "0", "\xe9", ".b", "b"});
  return random.one_in(50) ? name + std::string(5'000, 'n') : name;
}

std::string tree_mode(Random& random) {
  static const Lines odd = {"0100644", "100664", "100600",  "40755",    "040000",
                            "0",       "1",      "7777777", "20100644", "37777700000040000",
                            "10064a",  "",       "-100644", "100648"};
  static const Lines usual = {"100644", "100755", "40000", "120000", "160000"};
  return random.one_in(8) ? random.pick(odd) : random.pick(usual);
}

std::string tree(Random& random) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (std::size_t i = 1 + random.below(5); i > 0; --i) {
    const std::string name = tree_name(random);
    const std::string mode = tree_mode(random);
    entries.emplace_back(name + (mode == "40000" ? "/" : ""), mode + " " + name);
  }
  if (!random.one_in(4)) std::sort(entries.begin(), entries.end());
  if (!random.one_in(4)) {
    entries.erase(std::unique(entries.begin(), entries.end(),
                              [](const auto& a, const auto& b) { return a.first == b.first; }),
                  entries.end());
  }
  std::string object;
  for (const auto& [key, entry] : entries) {
    object += entry + std::string(1, '\0');
    for (int i = 0; i < 20; ++i) object += static_cast<char>(random.below(256));
  }
  if (random.one_in(5)) change_bytes(random, object);
  return object;
}

template <typename Make>
std::vector<std::string> many(std::uint64_t seed, std::size_t count, Make make) {
  Random random(seed);
  std::vector<std::string> made;
  made.reserve(count);
  for (std::size_t i = 0; i < count; ++i) made.push_back(make(random));
  return made;
}

}  // namespace

std::vector<std::string> mutated_commits(std::uint64_t seed, std::size_t count) {
  return many(seed, count, commit);
}

std::vector<std::string> mutated_tags(std::uint64_t seed, std::size_t count,
                                      const std::vector<TagTarget>& targets) {
  return many(seed, count, [&](Random& random) {
    const TagTarget& target = random.pick(targets);
    Lines lines = {"object " + target.id, "type " + target.type, "tag v1",
                   "tagger " + person(random)};
    if (random.one_in(6)) lines.push_back("object " + random.pick(targets).id);
    if (random.one_in(6)) lines.push_back("type " + random.pick(targets).type);
    return mutated(random, lines, message(random));
  });
}

std::vector<std::string> mutated_trees(std::uint64_t seed, std::size_t count) {
  return many(seed, count, tree);
}

std::vector<std::string> write_objects(GitRepo& repo, git_object_t type,
                                       const std::vector<std::string>& objects) {
  start_libgit2();
  const Libgit2Ptr<git_odb> odb = new_libgit2_odb();
  git_odb_backend* memory = nullptr;
  check_libgit2(git_mempack_new(&memory));
  check_libgit2(git_odb_add_backend(odb.get(), memory, 1));  // which owns it from now on
  git_repository* wrapped = nullptr;
  check_libgit2(git_repository_wrap_odb(&wrapped, odb.get()));
  const Libgit2Ptr<git_repository> repository(wrapped);
  git_packbuilder* made = nullptr;
  check_libgit2(git_packbuilder_new(&made, wrapped));
  const Libgit2Ptr<git_packbuilder> builder(made);
  std::vector<std::string> ids;
  for (const std::string& object : objects) {
    git_oid id{};
    check_libgit2(git_odb_write(&id, odb.get(), object.data(), object.size(), type));
    check_libgit2(git_packbuilder_insert(made, &id, nullptr));
    ids.push_back(from_libgit2(id).hex());
  }
  git_buf pack{};
  check_libgit2(git_packbuilder_write_buf(&pack, made));
  repo.run({"index-pack", "--stdin"}, {pack.ptr, pack.size});
  git_buf_dispose(&pack);
  return ids;
}

}  // namespace auto_sync::testing
