#pragma once
#include <cstdint>
#include <functional>
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
  std::vector<Oid> wanted;  ///< those of the wants that came, commits or not
};

/// Told how many objects a pack announces.
using AnnouncedCount = std::function<void(std::uint64_t objects)>;

/// Asks for commits only and indexes what comes; tried again on transient errors, as nothing is
/// changed by asking. At most 1 GiB is taken; of what nobody asked for (a blob, say) nothing is
/// kept. Throws Error(remote), beside what GitSource::fetch does, for an answer to a question
/// without haves that lacks a want. `announced` is called as soon as it is known how many objects
/// come, which is before they do.
CommitAnswer ask_commits(GitSource& from, CommitPackReader& packs, Clock& clock,
                         FetchQuestion question, const AnnouncedCount& announced = {});

}  // namespace auto_sync
