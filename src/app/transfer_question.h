#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "service/git_remote.h"

namespace auto_sync {

/// What the source is asked for, so that the target gets `wanted` and has everything else: its
/// haves are the values that were analysed (among them, where one is known, a commit that both
/// sides have: what a diverged target points to tells the source nothing), every ref of the target
/// and its `.have` lines. Tags that both sides have (`same_tags`, full names) are left out: next to
/// a common commit hundreds of them cost the source more time than they ever save. What the target
/// has is not wanted.
///
/// `commits`: how many are expected, when that is known. A few are asked for as a thin pack, which
/// then is a fraction of a whole one; many are not, nor an unknown number: for every base that a
/// thin pack leaves out, the target's index-pack reads the base, compresses it anew and appends it,
/// one after the other, which takes longer than the bytes saved on any link that CI has
/// (docs/performance.md).
FetchQuestion transfer_question(const std::vector<Oid>& analysed, const std::vector<Oid>& wanted,
                                const TargetListing& listing,
                                const std::unordered_set<std::string>& same_tags,
                                const std::optional<std::uint64_t>& commits);

/// The most commits that are asked for as a thin pack.
inline constexpr std::uint64_t thin_commits = 100;

}  // namespace auto_sync
