#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/commit.h"

namespace auto_sync {

/// How a file conflicts, in git's words (git-merge-tree(1), "Informational messages").
enum class ConflictKind {
  content,         ///< both sides changed the same lines
  add_add,         ///< both sides added it, differently
  modify_delete,   ///< one side changed what the other deleted
  rename_rename,   ///< renamed to two names, or two files renamed to one
  rename_delete,   ///< one side renamed what the other deleted
  rename_add,      ///< renamed to a name that the other side gave to a file of its own
  mode,            ///< both sides set another mode
  type,            ///< a file, a symbolic link or a submodule, depending on the side
  submodule,       ///< both sides moved the submodule
  symlink,         ///< both sides changed where the symbolic link points
  binary,          ///< both sides changed a file that has no lines to merge
  directory_file,  ///< a file on one side, a directory on the other
};

/// `content`, `add/add`, `modify/delete` and so on.
std::string_view to_string(ConflictKind kind);

/// One file that needs somebody to decide. Paths are the repository's own bytes.
struct ConflictedFile {
  std::string path;
  ConflictKind kind = ConflictKind::content;
  std::string source_path;              ///< what the source calls it; empty: it has no such file
  std::string target_path;              ///< what the target calls it; empty: it has no such file
  std::optional<Commit> source_commit;  ///< the source's last commit that touched it, where known
  std::optional<Commit> target_commit;  ///< the target's
};

/// What a three-way merge of a diverged pair comes to. The target is "ours", the source "theirs".
struct MergeAnalysis {
  bool known = false;   ///< whether there is an analysis at all
  std::string unknown;  ///< why there is none, or why it stopped at "not clean"

  bool clean = false;
  std::optional<Oid> tree;                ///< of a clean merge: what the merge commit holds
  std::vector<ConflictedFile> conflicts;  ///< by path; may be empty although `clean` is false
  std::vector<Oid> new_objects;           ///< trees and blobs of the merge that neither side has
};

}  // namespace auto_sync
