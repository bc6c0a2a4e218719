#pragma once

namespace auto_sync {

/// What a run came to, and why: the one value that its sentence is made of (policy/headline.h),
/// together with the facts that the result holds anyway.
enum class Because {
  undecided,  ///< it ended before anything was decided: the failure says why
  // nothing was to be done
  same,                ///< the target has the commit
  source_went_on,      ///< the target has it, and more of the source's
  target_went_on,      ///< the target has it, and commits of its own, which is expected there
  only_our_merges,     ///< the target lacks nothing but merges that auto-sync made
  nothing_to_restore,  ///< a rollback to where the branch is
  // something was to be pushed
  first_sync,
  fast_forward,
  merge,
  overwrite,
  tags,  ///< the branch needs nothing, tags do
  rollback,
  recreation,  ///< a rollback of a branch that is gone
  pull_request,
  // nothing may be pushed
  gate_closed,
  tested_commit_gone,  ///< the source's branch no longer contains it
  paths_missing,
  own_commits,  ///< the target has commits that the carried one lacks
  unrelated,    ///< no commit in common
  source_gone,  ///< the way back would have to create the source's branch
  // it was not to be, or was refused
  preflight,          ///< a finding said that the push would be refused
  archived,           ///< the target is archived
  large_file,         ///< the new commits hold a file that the host refuses
  changed_each_time,  ///< somebody else was quicker, in every attempt
};

/// Whether the run ended, for this reason, with less pushed than there was to push.
inline bool stops(Because because) {
  switch (because) {
    case Because::gate_closed:
    case Because::tested_commit_gone:
    case Because::paths_missing:
    case Because::own_commits:
    case Because::unrelated:
    case Because::source_gone:
    case Because::preflight:
    case Because::archived:
    case Because::large_file:
    case Because::changed_each_time:
      return true;
    default:
      return false;
  }
}

}  // namespace auto_sync
