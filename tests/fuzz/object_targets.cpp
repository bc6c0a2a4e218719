// Packs, and the objects in them.
#include <optional>
#include <tuple>
#include <utility>

#include "adapters/commit_object.h"
#include "adapters/tree_object.h"
#include "adapters/zlib_inflater.h"
#include "base/text.h"
#include "promises.h"
#include "service/pack_entries.h"
#include "targets.h"

namespace fuzz {
namespace {

using namespace auto_sync;

/// Counts what a pack holds.
class PackTally : public PackEntryObserver {
 public:
  std::string seen;
  void begin(const PackEntry& entry) override {
    seen += std::to_string(static_cast<int>(entry.type)) + " " + std::to_string(entry.object_size);
  }
  void data(std::string_view bytes) override { bytes_ += bytes.size(); }
  void end() override { seen += " " + std::to_string(std::exchange(bytes_, 0)) + "\n"; }

 private:
  std::uint64_t bytes_ = 0;
};

std::string read_pack(std::string_view input, std::size_t piece) {
  PackTally tally;
  ZlibInflaters inflaters;
  PackEntryReader reader(tally, inflaters);
  const std::string refused = refusal(ErrorKind::remote, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
  });
  if (!refused.empty()) return "refused";  // how much was understood before depends on the pieces
  return tally.seen + (reader.complete() ? "complete" : "cut");
}

const Oid object_id = *Oid::parse("1234567890123456789012345678901234567890");

/// The lines that git takes tree and parents from.
std::string first_lines(const Commit& commit) {
  std::string lines = "tree " + commit.tree.hex() + "\n";
  for (const Oid& parent : commit.parents) lines += "parent " + parent.hex() + "\n";
  return lines;
}

/// Whether `object` goes on with a whole line of a parent.
bool goes_on_with_parent(std::string_view object) {
  constexpr std::string_view keyword = "parent ";
  constexpr std::size_t end = keyword.size() + 2 * Oid::size;
  return object.starts_with(keyword) && object.size() > end && object[end] == '\n' &&
         Oid::parse(object.substr(keyword.size(), 2 * Oid::size));
}

/// A commit of the same tree, parents, times, author and subject, and of nothing else.
std::string written(const Commit& commit) {
  std::string object = first_lines(commit);
  object += "author " + commit.author + " <a@b> " + std::to_string(commit.author_time) + " +0000\n";
  object += "committer C <c@d> " + std::to_string(commit.commit_time) + " +0000\n";
  return object + "\n" + commit.subject;
}

bool same(const Commit& a, const Commit& b) {
  return std::tie(a.tree, a.parents, a.author, a.author_time, a.commit_time) ==
         std::tie(b.tree, b.parents, b.author, b.author_time, b.commit_time);
}

/// The entries of a tree that was understood, read without looking back.
TreeEntries plainly_read(std::string_view object) {
  TreeEntries entries;
  while (!object.empty()) {
    std::uint32_t mode = 0;
    for (; object[0] != ' '; object.remove_prefix(1)) {
      mode = mode * 8 + static_cast<std::uint32_t>(object[0] - '0');
    }
    const std::string_view name = object.substr(1, object.find('\0') - 1);
    object.remove_prefix(name.size() + 2);
    const std::uint32_t type = mode & 0170000U;  // git's canon_mode (cache.h, object.h)
    const std::uint32_t file = (mode & 0100U) != 0 ? 0100755 : 0100644;
    const std::uint32_t other = type == 0040000 || type == 0120000 ? type : 0160000;
    entries.push_back({std::string(name), static_cast<FileMode>(type == 0100000 ? file : other),
                       Oid::from_bytes(object.data())});
    object.remove_prefix(Oid::size);
  }
  return entries;
}

/// The entries in an order that tells equal names apart.
TreeEntries in_full_order(TreeEntries entries) {
  std::sort(entries.begin(), entries.end(), [](const TreeEntry& a, const TreeEntry& b) {
    return std::tie(a.name, a.mode, a.id) < std::tie(b.name, b.mode, b.id);
  });
  return entries;
}

}  // namespace

void run_commit(std::string_view input) {
  Commit commit;
  const std::string refused =
      refusal(ErrorKind::remote, [&] { commit = parse_commit_object(object_id, input); });
  if (!refused.empty()) {
    promise(refused.find(object_id.hex()) != std::string::npos, "a refusal names the commit");
    return;
  }
  promise(commit.id == object_id, "a commit keeps its id");
  const std::string lines = first_lines(commit);
  const std::string_view rest = input.substr(std::min(lines.size(), input.size()));
  promise(to_lower(input.substr(0, lines.size())) == lines && !goes_on_with_parent(rest),
          "tree and parents are those at the beginning (git's commit.c, parse_commit_buffer)");
  promise(commit.subject.find('\n') == std::string::npos, "a subject is one line");
  const Commit again = parse_commit_object(object_id, written(commit));
  promise(same(again, commit), "what was understood is understood once more");
  promise(again.subject == commit.subject, "a subject of one line is the subject");
  // Of an object that ends within what begins as a parent's line git says nothing.
  if (rest.find("\n\n") == std::string_view::npos || rest.starts_with("parent ")) return;
  const std::string longer = std::string(input) + "\n" + written(again);
  promise(same(parse_commit_object(object_id, longer), commit), "a message is no header");
}

void run_tree(std::string_view input) {
  TreeEntries entries;
  const std::string refused =
      refusal(ErrorKind::remote, [&] { entries = parse_tree_object(object_id, input); });
  if (!refused.empty()) {
    promise(refused.find(object_id.hex()) != std::string::npos, "a refusal names the tree");
    return;
  }
  promise(entries == plainly_read(input), "a tree has the entries that it has");
  const std::string formatted = format_tree_object(entries);
  const TreeEntries again = parse_tree_object(object_id, formatted);
  promise(std::is_sorted(again.begin(), again.end(), in_tree_order), "a tree is written in order");
  promise(in_full_order(again) == in_full_order(entries), "a tree written has the same entries");
}

void run_pack(std::string_view input) {
  check_pieces(input, read_pack);
}

}  // namespace fuzz
