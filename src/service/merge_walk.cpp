#include "service/merge_walk.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "domain/tree_fault.h"
#include "service/tree_walk_limits.h"

namespace auto_sync {
namespace {

/// The side that kept a directory which the other removed is remembered while below it; this is
/// the mark of a directory in which that side has added files.
constexpr unsigned gained_files = all_bits;

/// What is kept of the paths that the sides differ in.
constexpr std::size_t merge_bytes_at_most = 48U << 20;

using Names = std::map<std::string, MergePath>;

/// Two versions are the same, mode and id; of directories, the id.
bool same(const MergePath& path, std::size_t a, std::size_t b) {
  return (path.files[a] || path.trees[a]) && path.files[a] == path.files[b] &&
         path.trees[a] == path.trees[b];
}

/// The entries of a tree that git would take.
TreeEntries sound_tree(ObjectStore& store, const Oid& id) {
  constexpr std::size_t name_bytes_shown = 80;
  TreeEntries entries = store.tree(id);
  if (const auto faulty = find_fault(entries)) {
    throw Error(ErrorKind::remote,
                "the tree " + id.hex() + " has an entry that git does not take: `" +
                    printable(shorten(faulty->name, name_bytes_shown)) + "` " +
                    std::string(describe(faulty->fault)),
                "Run `git fsck` on the repository, and take the entry out by hand.");
  }
  return entries;
}

class Walk {
 public:
  explicit Walk(ObjectStore& store) : store_(store) {}

  WalkedTrees run(const std::array<Oid, 3>& roots) {
    directory("", {roots[0], roots[1], roots[2]}, 0);
    for (const std::size_t side : {our_side, their_side}) visit_deferred(side);
    return std::move(found_);
  }

 private:
  struct Deferred {
    std::string path;
    unsigned removal;
    unsigned matching;  ///< of files and directories alike
  };

  Names names_in(const std::array<std::optional<Oid>, 3>& trees);
  void directory(const std::string& path, const std::array<std::optional<Oid>, 3>& trees,
                 unsigned removal);
  void entry(const std::string& directory, const std::string& path, MergePath here,
             unsigned removal);
  void note_directory(const std::string& path, const MergePath& here, unsigned removal);
  void note_files(const std::string& path, const MergePath& here, unsigned removal);
  void visit_deferred(std::size_t side);
  void keep_side(MergePath& here, std::size_t side, unsigned matching) const;

  ObjectStore& store_;
  WalkedTrees found_;
  std::array<std::vector<Deferred>, 3> deferred_;
  std::array<bool, 3> may_defer_{false, true, true};
  WalkBudget budget_{merge_bytes_at_most};
};

/// The names in any of the trees, in the order of trees.
Names Walk::names_in(const std::array<std::optional<Oid>, 3>& trees) {
  Names names;
  for (std::size_t side = 0; side < trees.size(); ++side) {
    if (!trees[side]) continue;
    for (TreeEntry& entry : sound_tree(store_, *trees[side])) {
      MergePath& here = names[entry.name];
      if (entry.is_directory()) {
        here.trees[side] = entry.id;
      } else {
        here.files[side] = FileVersion{entry.mode, entry.id};
      }
    }
  }
  return names;
}

void Walk::directory(const std::string& path, const std::array<std::optional<Oid>, 3>& trees,
                     unsigned removal) {
  const auto level = static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
  budget_.enter_tree(level);
  std::vector<std::pair<std::string, MergePath>> entries;
  for (auto& [name, here] : names_in(trees)) {
    if (removal != 0 && here.file_bits() == removal) removal = gained_files;
    entries.emplace_back(name, std::move(here));
  }
  const auto tree_name = [](const auto& entry) {
    return entry.second.tree_bits() != 0 ? entry.first + "/" : entry.first;
  };
  std::sort(entries.begin(), entries.end(),
            [&](const auto& a, const auto& b) { return tree_name(a) < tree_name(b); });
  for (auto& [name, here] : entries) {
    std::string full = path;
    if (!full.empty()) full += '/';
    full += name;
    budget_.keep(sizeof(MergePath) + 2 * (full.size() + sizeof(std::string)));
    entry(path, full, std::move(here), removal);
  }
}

void Walk::entry(const std::string& directory_path, const std::string& path, MergePath here,
                 unsigned removal) {
  const bool ours_same = same(here, base_side, our_side);
  const bool theirs_same = same(here, base_side, their_side);
  const bool sides_same = same(here, our_side, their_side);
  const auto settle = [&](std::size_t side) {
    here.settled = true;
    here.outcome =
        here.trees[side] ? FileVersion{FileMode::directory, *here.trees[side]} : here.files[side];
    found_.paths.emplace(path, std::move(here));
  };
  if (ours_same && theirs_same) return settle(base_side);
  if (here.file_bits() == all_bits) {
    if (sides_same || theirs_same) return settle(our_side);
    if (ours_same) return settle(their_side);
  }
  unsigned matching = ours_same     ? base_bit | our_bit
                      : theirs_same ? base_bit | their_bit
                      : sides_same  ? both_sides
                                    : 0;
  const unsigned trees = here.tree_bits();
  if (removal != gained_files &&
      (trees == (base_bit | our_bit) || trees == (base_bit | their_bit))) {
    removal = trees & both_sides;
  }
  note_directory(path, here, removal);
  const unsigned files = here.file_bits();
  if (removal == gained_files && (files == our_bit || files == their_bit)) {
    const std::size_t other = files == our_bit ? their_side : our_side;
    found_.ends[other].removed_directories[directory_path] = DirectoryUse::self;
  }
  here.matching = matching & files;
  note_files(path, here, removal);
  if (trees == 0) {
    found_.paths.emplace(path, std::move(here));
    return;
  }
  std::size_t side = ours_same ? their_side : theirs_same ? our_side : base_side;
  if (files == 0 && (trees == our_bit || trees == their_bit)) {
    matching = all_bits & ~trees;
    side = trees == our_bit ? our_side : their_side;
  }
  const std::array<std::optional<Oid>, 3> below = here.trees;
  found_.paths.emplace(path, std::move(here));
  if (removal != gained_files && side != base_side && may_defer_[side]) {
    deferred_[side].push_back({path, removal, matching});
  } else {
    directory(path, below, removal);
  }
}

/// Notes a directory that a side removed.
void Walk::note_directory(const std::string& path, const MergePath& here, unsigned removal) {
  const unsigned trees = here.tree_bits();
  if (trees == all_bits || (trees & base_bit) == 0) return;
  const DirectoryUse use = removal == gained_files ? DirectoryUse::ancestor : DirectoryUse::none;
  for (const std::size_t side : {our_side, their_side}) {
    if (!here.trees[side]) found_.ends[side].removed_directories[path] = use;
  }
}

/// Notes a file that a side deleted or added.
void Walk::note_files(const std::string& path, const MergePath& here, unsigned removal) {
  const unsigned files = here.file_bits();
  if (files == 0 || files == all_bits) return;
  for (const std::size_t side : {our_side, their_side}) {
    RenameEnds& ends = found_.ends[side];
    if (here.files[base_side] && !here.files[side]) {
      ends.deleted.push_back({path, *here.files[base_side]});
      if (here.matching == 0) {
        ends.relevant[path] = SourceUse::content;
      } else if (removal == gained_files) {
        ends.relevant[path] = SourceUse::location;
      }
    } else if (!here.files[base_side] && here.files[side]) {
      ends.added.push_back({path, *here.files[side]});
    }
  }
}

void Walk::visit_deferred(std::size_t side) {
  may_defer_[side] = found_.ends[side].relevant.empty();
  for (const Deferred& put_off : std::exchange(deferred_[side], {})) {
    MergePath& here = found_.paths.at(put_off.path);
    if (may_defer_[side]) {
      keep_side(here, side, put_off.matching);
    } else {
      directory(put_off.path, here.trees, put_off.removal);
    }
  }
}

/// Lets one side's version of a directory stand. A file of that side at the same path is decided
/// like any other that only one side added.
void Walk::keep_side(MergePath& here, std::size_t side, unsigned matching) const {
  for (std::size_t i = 0; i < here.files.size(); ++i) {
    if ((matching & (1U << i)) == 0) continue;
    here.files[i].reset();
    here.trees[i].reset();
  }
  here.matching = 0;
  if (here.file_bits() != 0) return;
  here.settled = true;
  if (here.trees[side]) here.outcome = FileVersion{FileMode::directory, *here.trees[side]};
}

}  // namespace

WalkedTrees walk_trees(ObjectStore& store, const std::array<Oid, 3>& roots) {
  return Walk(store).run(roots);
}

}  // namespace auto_sync
