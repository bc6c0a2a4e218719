#include "service/apply_renames.h"

#include <algorithm>

namespace auto_sync {
namespace {

/// Both sides renamed the same file.
void apply_both(MergePaths& paths, const Rename& ours, const Rename& theirs) {
  MergePath& old = paths.at(ours.from);
  if (ours.to == theirs.to) {
    MergePath& place = paths.at(ours.to);
    place.files[base_side] = old.files[base_side];
    place.names[base_side] = ours.from;
    old.files = {};
    return;
  }
  for (const std::string& path : {ours.from, ours.to, theirs.to}) {
    MergePath& marked = paths.at(path);
    marked.path_conflict = ConflictKind::rename_rename;
    marked.names = {ours.from, ours.to, theirs.to};
  }
}

/// The other side has a file of its own where this side moved one to: the renamed file is merged
/// first, and the outcome then competes with the other's file.
void collide(const Rename& rename, MergePath& old, MergePath& place, FileMerger& files) {
  const std::size_t other = other_side(rename.side);
  const FileVersion& renamed = *place.files[rename.side];
  const FileVersion& stayed = *old.files[other];
  const MergedFile merged = rename.side == our_side
                                ? files.merge(rename.from, old.files[base_side], renamed, stayed)
                                : files.merge(rename.from, old.files[base_side], stayed, renamed);
  place.files[rename.side] = merged.version;
  place.collision = place.collision ? ConflictKind::rename_rename : ConflictKind::rename_add;
  if (merged.conflict) place.path_conflict = place.collision;
  old.files = {};
}

/// One side renamed the file.
void apply_one(MergePaths& paths, const Rename& rename, FileMerger& files) {
  MergePath& old = paths.at(rename.from);
  MergePath& place = paths.at(rename.to);
  if (old.settled || !old.files[base_side] || !place.files[rename.side]) return;
  const std::size_t other = other_side(rename.side);
  const bool deleted = !old.files[other];
  const bool type_changed =
      !deleted && old.files[other]->is_regular() != place.files[rename.side]->is_regular();
  const bool collision = place.files[other].has_value() && !type_changed;

  if (collision && !deleted) return collide(rename, old, place, files);
  if (deleted) place.path_conflict = ConflictKind::rename_delete;
  if (!collision) {
    place.files[base_side] = old.files[base_side];
    place.names[base_side] = rename.from;
    if (type_changed) {
      old.files[base_side].reset();
      return;
    }
    if (!deleted) {
      place.files[other] = old.files[other];
      place.names[other] = rename.from;
    }
  }
  old.files = {};
}

}  // namespace

void apply_renames(MergePaths& paths, std::vector<Rename> renames, FileMerger& files) {
  std::stable_sort(renames.begin(), renames.end(), [](const Rename& a, const Rename& b) {
    return std::pair(a.from, a.side) < std::pair(b.from, b.side);
  });
  for (std::size_t i = 0; i < renames.size(); ++i) {
    if (i + 1 < renames.size() && renames[i].from == renames[i + 1].from) {
      apply_both(paths, renames[i], renames[i + 1]);
      ++i;
    } else {
      apply_one(paths, renames[i], files);
    }
  }
}

}  // namespace auto_sync
