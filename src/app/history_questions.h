#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "app/ask_commits.h"
#include "app/lost_commit.h"
#include "app/read_edges.h"
#include "domain/commit_graph.h"

namespace auto_sync {

/// The questions that exploring a pair of histories asks, with answers that are held to what was
/// asked: where a commit's absence would tell something, the opposite question must bear it out.
/// Both sides may be asked at the same time.
class HistoryQuestions {
 public:
  explicit HistoryQuestions(const ReadEdges& edges) : edges_(edges) {}

  /// Whether a server no longer had a commit that was asked for. What came then tells nothing.
  bool gone() const { return lost().has_value(); }
  /// Which, and whose: the first.
  std::optional<LostCommit> lost() const {
    const std::lock_guard lock(mutex_);
    return lost_;
  }

  /// The commits of the source's `tip` that whoever has `have` lacks, if the source knows `have`
  /// and thinks that it is reached; else the answer has no pack.
  CommitAnswer beyond(const Oid& tip, const Oid& have, const AnnouncedCount& announced);
  /// The commits of `tip` that are not behind `base`; the source must have both. Empty when `base`
  /// contains `tip`, which is proven by their own difference. `tip` is not `base`.
  CommitGraph difference(const Oid& tip, const Oid& base);
  /// The commits of `tip` that are not behind any of `haves`, which `side` must have, newest first.
  /// `tip` must not be behind them.
  std::vector<Commit> own_commits(GitSource& side, const Oid& tip, const std::vector<Oid>& haves);
  /// The commits that are less than `depth` steps behind any of `tips`, without holes. The target
  /// may be `unreadable`: it is pushed to, and need not be read.
  CommitAnswer nearest(GitSource& side, const std::vector<Oid>& tips, std::uint32_t depth);

  /// Any other question.
  CommitAnswer ask(GitSource& side, const FetchQuestion& question,
                   const AnnouncedCount& announced = {});

 private:
  CommitGraph ask_difference(const Oid& tip, const Oid& base);

  const ReadEdges& edges_;
  mutable std::mutex mutex_;
  std::optional<LostCommit> lost_;
};

}  // namespace auto_sync
