#include "service/tree_merge.h"

#include <set>

#include "service/apply_renames.h"
#include "service/merge_files.h"
#include "service/write_merge.h"

namespace auto_sync {

TreeMerge::TreeMerge(ObjectStore& store, const MergeTrees& trees,
                     const std::vector<MergeRule>& rules)
    : store_(store),
      trees_(trees),
      rules_(rules),
      walked_(walk_trees(store, {trees.base, trees.ours, trees.theirs})) {
  for (const std::size_t side : {our_side, their_side}) {
    renames_.emplace_back(walked_.ends[side], side);
  }
}

TreeMerge::MissingBlobs TreeMerge::missing() const {
  std::array<std::set<Oid>, 3> wanted;
  for (const std::size_t side : {our_side, their_side}) {
    const RenameFinder::Contents contents = renames_[side - our_side].needed();
    wanted[base_side].insert(contents.of_base.begin(), contents.of_base.end());
    wanted[side].insert(contents.of_side.begin(), contents.of_side.end());
  }
  for (const auto& [path, here] : walked_.paths) {
    // A deleted file's change on the other side: it is merged if the file turns out to be renamed.
    const bool renamed = walked_.ends[our_side].relevant.contains(path) ||
                         walked_.ends[their_side].relevant.contains(path);
    const bool on_both = (here.file_bits() & both_sides) == both_sides && here.matching == 0;
    if (here.settled || (!renamed && !on_both)) continue;
    for (const std::size_t side : {base_side, our_side, their_side}) {
      const auto& file = here.files[side];
      if (file && file->is_regular()) wanted[side].insert(file->id);
    }
  }
  MissingBlobs missing;
  for (const std::size_t side : {base_side, our_side, their_side}) {
    for (const Oid& id : wanted[side]) {
      const bool again = side == their_side && wanted[base_side].contains(id);
      if (again || store_.contains(id)) continue;
      (side == our_side ? missing.of_ours : missing.of_theirs).push_back(id);
    }
  }
  return missing;
}

MergeAnalysis TreeMerge::merge() {
  std::vector<Rename> renames;
  for (RenameFinder& side : renames_) {
    const std::vector<Rename> found = side.find(store_);
    renames.insert(renames.end(), found.begin(), found.end());
  }
  FileMerger files(store_, rules_);
  apply_renames(walked_.paths, std::move(renames), files);
  return write_merge(store_, trees_, walked_.paths, files);
}

}  // namespace auto_sync
