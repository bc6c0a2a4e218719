#include "service/write_merge.h"

#include <algorithm>
#include <set>

namespace auto_sync {
namespace {

class MergeWriter {
 public:
  MergeWriter(ObjectStore& store, const MergePaths& paths, FileMerger& files)
      : store_(store), paths_(paths), files_(files) {
    for (const auto& [path, here] : paths) children_[directory_of(path)].push_back(&path);
  }

  MergeAnalysis run(const MergeTrees& roots);

 private:
  std::optional<Oid> directory(const std::string& path,
                               const std::array<std::optional<Oid>, 3>& trees);
  std::optional<FileVersion> decide(const std::string& path, const MergePath& here);
  MergedFile decide_file(const std::string& path, const MergePath& here);
  MergedFile merge_both(const std::string& path, const MergePath& here);
  void conflict(const std::string& path, const MergePath& here, ConflictKind kind);

  ObjectStore& store_;
  const MergePaths& paths_;
  FileMerger& files_;
  std::map<std::string, std::vector<const std::string*>> children_;
  bool clean_ = true;
  std::vector<ConflictedFile> conflicts_;
  std::vector<Oid> written_;
};

MergeAnalysis MergeWriter::run(const MergeTrees& roots) {
  MergeAnalysis analysis;
  analysis.known = true;
  const std::optional<Oid> tree = directory("", {roots.base, roots.ours, roots.theirs});
  analysis.clean = clean_;
  if (analysis.clean) {
    analysis.tree = tree ? *tree : store_.write_tree({});
    const std::set<Oid> blobs(files_.written().begin(), files_.written().end());
    const std::set<Oid> trees(written_.begin(), written_.end());
    analysis.new_objects.assign(trees.begin(), trees.end());
    analysis.new_objects.insert(analysis.new_objects.end(), blobs.begin(), blobs.end());
  }
  std::sort(conflicts_.begin(), conflicts_.end(),
            [](const ConflictedFile& a, const ConflictedFile& b) { return a.path < b.path; });
  analysis.conflicts = std::move(conflicts_);
  return analysis;
}

/// The merged directory; nothing when it is empty. Trees are written even where the merge will
/// turn out to conflict: nobody then asks for them.
std::optional<Oid> MergeWriter::directory(const std::string& path,
                                          const std::array<std::optional<Oid>, 3>& trees) {
  TreeEntries entries;
  const auto below = children_.find(path);
  if (below == children_.end()) return std::nullopt;
  for (const std::string* child : below->second) {
    if (const auto version = decide(*child, paths_.at(*child))) {
      entries.push_back({base_name(*child), version->mode, version->id});
    }
  }
  if (entries.empty()) return std::nullopt;
  const Oid id = store_.write_tree(std::move(entries));
  if (std::find(trees.begin(), trees.end(), std::optional(id)) == trees.end()) {
    written_.push_back(id);
  }
  return id;
}

void MergeWriter::conflict(const std::string& path, const MergePath& here, ConflictKind kind) {
  clean_ = false;
  // A file that went to two places is told once, by its old path.
  const std::string& old_path = here.names[base_side];
  if (kind == ConflictKind::rename_rename && !old_path.empty() && old_path != path &&
      paths_.at(old_path).path_conflict == ConflictKind::rename_rename) {
    return;
  }
  const auto name_in = [&](std::size_t side) {
    if (!here.names[side].empty()) return here.names[side];
    return here.files[side] ? path : std::string();
  };
  conflicts_.push_back({path, kind, name_in(their_side), name_in(our_side), {}, {}});
}

std::optional<FileVersion> MergeWriter::decide(const std::string& path, const MergePath& here) {
  if (here.settled) return here.outcome;
  std::optional<FileVersion> tree;
  if (here.tree_bits() != 0) {
    if (const auto id = directory(path, here.trees)) tree = FileVersion{FileMode::directory, *id};
  }
  const unsigned bits = here.file_bits();
  if (bits == 0 || (tree && bits == base_bit)) return tree;
  const MergedFile file = decide_file(path, here);
  if (tree && file.version) {
    conflict(path, here, ConflictKind::directory_file);
    return tree;
  }
  if (file.conflict) conflict(path, here, *file.conflict);
  return tree ? tree : file.version;
}

MergedFile MergeWriter::decide_file(const std::string& path, const MergePath& here) {
  const unsigned bits = here.file_bits();
  const auto only = [&](std::size_t side) -> MergedFile {
    return {here.files[side], here.files[side] ? here.path_conflict : std::nullopt};
  };
  if (here.matching == both_sides) return only(our_side);
  if (here.matching != 0) return only((here.matching & our_bit) != 0 ? their_side : our_side);
  if ((bits & both_sides) == both_sides) return merge_both(path, here);
  if (bits == base_bit) return {std::nullopt, here.path_conflict};
  const std::size_t side = (bits & our_bit) != 0 ? our_side : their_side;
  if ((bits & base_bit) == 0) return only(side);
  return {here.files[side], here.path_conflict ? here.path_conflict : ConflictKind::modify_delete};
}

MergedFile MergeWriter::merge_both(const std::string& path, const MergePath& here) {
  const FileVersion& ours = *here.files[our_side];
  const FileVersion& theirs = *here.files[their_side];
  if (!ours.same_type(theirs)) return {ours, ConflictKind::type};
  MergedFile file = files_.merge(path, here.files[base_side], ours, theirs);
  if (file.conflict && here.collision) file.conflict = here.collision;
  if (here.path_conflict) file.conflict = here.path_conflict;
  return file;
}

}  // namespace

MergeAnalysis write_merge(ObjectStore& store, const MergeTrees& roots, const MergePaths& paths,
                          FileMerger& files) {
  return MergeWriter(store, paths, files).run(roots);
}

}  // namespace auto_sync
