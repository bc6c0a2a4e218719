#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/oid.h"

namespace auto_sync {

/// The trailer that a merge commit of ours has; its value is the commit that was merged.
inline constexpr std::string_view merge_trailer = "Auto-Sync-Commit";

/// A commit as a report needs it. Texts are the commit's own bytes: escape before printing.
struct Commit {
  Oid id;
  Oid tree;
  std::vector<Oid> parents;
  std::string author;             ///< name only: reports carry no mail addresses
  std::int64_t author_time = 0;   ///< seconds since the epoch
  std::uint64_t commit_time = 0;  ///< the same, as git orders commits by it: unsigned
  std::string subject;            ///< first paragraph on one line
  /// A merge whose trailer names its second parent. Anybody can write that: whether auto-sync made
  /// it is for app/verify_merges to find out.
  bool claims_our_merge = false;
};

}  // namespace auto_sync
