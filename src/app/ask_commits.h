#pragma once
#include <vector>

#include "domain/commit.h"
#include "service/clock.h"
#include "service/commit_pack.h"
#include "service/git_remote.h"

namespace auto_sync {

/// The answer to a question about history.
struct CommitAnswer {
  FetchAnswer fetch;
  std::vector<Commit> commits;
  std::vector<Oid> others;  ///< trees, blobs and tags that came with them
};

/// Asks for commits only and indexes what comes; tried again on transient errors, as nothing is
/// changed by asking. At most 1 GiB is taken.
CommitAnswer ask_commits(GitSource& from, CommitPackReader& packs, Clock& clock,
                         FetchQuestion question);

}  // namespace auto_sync
