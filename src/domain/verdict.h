#pragma once
#include "domain/ledger.h"

namespace auto_sync {

/// What is told of a ref in one word.
enum class Verdict {
  created,
  fast_forwarded,
  merged,
  forced,
  up_to_date,
  skipped,  ///< left alone, for a reason that is told
  conflict,
  rejected,
  redirected,   ///< accepted, but the server changed another ref in its place
  unconfirmed,  ///< sent, and nobody can know whether it was taken
  not_sent,
  would_create,
  would_fast_forward,
  would_merge,
  would_force,
};

/// The verdict on a ref; in a dry run the plan is all there is.
Verdict verdict_on(const LedgerRef& ref, bool dry_run);

/// What is told to have been done to a ref, or to be planned: of a ref that the target took, what
/// it was before this run and what it was moved to.
struct Change {
  RefAction action = RefAction::skip;
  std::optional<Oid> old_id;
  std::optional<Oid> new_id;
};
Change change_of(const LedgerRef& ref);

/// Whether the ref, a branch or tag of the user's own or a backup, was overwritten by this run.
bool was_forced(const LedgerRef& ref);

/// What the listing after the push said of what the target had accepted.
enum class Proof { not_needed, confirmed, differs, unconfirmed };
Proof proof_of(const Ledger& ledger);

/// How many commits the run brought to the target branch; 0 where nobody counted them.
std::uint64_t commits_synced(const Ledger& ledger);
/// Whether the branch took commits that nobody has counted, as a first sync's.
bool commits_uncounted(const Ledger& ledger);
/// How many tags the run created or moved, without backups.
std::uint64_t tags_synced(const Ledger& ledger);
/// The ref that keeps the value which `ref` (its full name) had before, as far as is known: one
/// that this run made, or one that it found. Null when there is none.
const LedgerRef* backup_of(const Ledger& ledger, std::string_view ref);

}  // namespace auto_sync
