#include "domain/verdict.h"

#include <algorithm>

#include "domain/backup_ref.h"
#include "domain/ref_name.h"

namespace auto_sync {
namespace {

/// The verdict on a ref of which nothing was sent, or nothing that counts.
Verdict planned_verdict(const PlannedRef& planned, bool dry_run) {
  switch (planned.action) {
    case RefAction::conflict:
      return Verdict::conflict;
    case RefAction::skip:
      return planned.left_alone ? Verdict::skipped : Verdict::up_to_date;
    case RefAction::create:
      return dry_run ? Verdict::would_create : Verdict::not_sent;
    case RefAction::fast_forward:
      return dry_run ? Verdict::would_fast_forward : Verdict::not_sent;
    case RefAction::merge:
      return dry_run ? Verdict::would_merge : Verdict::not_sent;
    case RefAction::force:
      return dry_run ? Verdict::would_force : Verdict::not_sent;
  }
  return Verdict::not_sent;
}

bool took(const LedgerRef& ref, RefAction action) {
  return std::any_of(ref.sent.begin(), ref.sent.end(), [&](const Sending& sending) {
    return sending.action == action && fate_of(sending) == Fate::landed;
  });
}

/// Of a ref that was changed, perhaps more than once: what a reader must know first.
Verdict done_verdict(const LedgerRef& ref) {
  if (took(ref, RefAction::force)) return Verdict::forced;
  if (took(ref, RefAction::merge)) return Verdict::merged;
  switch (landed(ref)->action) {
    case RefAction::create:
      return Verdict::created;
    case RefAction::force:
      return Verdict::forced;
    case RefAction::merge:
      return Verdict::merged;
    default:
      return Verdict::fast_forwarded;
  }
}

}  // namespace

Verdict verdict_on(const LedgerRef& ref, bool dry_run) {
  switch (fate_of(ref)) {
    case Fate::landed:
      return done_verdict(ref);
    case Fate::refused:
      return Verdict::rejected;
    case Fate::instead:
      return Verdict::redirected;
    case Fate::unknown:
      return Verdict::unconfirmed;
    case Fate::not_sent:
      break;
  }
  return planned_verdict(ref.planned, dry_run);
}

Change change_of(const LedgerRef& ref) {
  if (const Sending* last = landed(ref)) {
    const bool forced = verdict_on(ref, false) == Verdict::forced;
    return {forced ? RefAction::force : last->action, value_before(ref)->id, last->new_id};
  }
  if (fate_of(ref) == Fate::unknown) {
    const Sending& last = ref.sent.back();
    return {last.action, last.old_id, last.new_id};
  }
  return {ref.planned.action, ref.planned.old_id, ref.planned.new_id};
}

bool was_forced(const LedgerRef& ref) {
  return landed(ref) != nullptr && done_verdict(ref) == Verdict::forced && landed(ref)->old_id;
}

Proof proof_of(const Ledger& ledger) {
  Proof proof = Proof::not_needed;
  for (const LedgerRef* ref : ledger.told()) {
    for (const Sending& sending : ref->sent) {
      if (sending.answer != Answer::accepted && fate_of(sending) != Fate::landed) continue;
      if (!sending.seen) return Proof::unconfirmed;
      if (sending.seen->id != sending.new_id) proof = Proof::differs;
      if (proof == Proof::not_needed) proof = Proof::confirmed;
    }
  }
  return proof;
}

std::uint64_t commits_synced(const Ledger& ledger) {
  const LedgerRef* branch = ledger.find(ledger.branch());
  if (branch == nullptr) return 0;
  std::uint64_t commits = 0;
  for (const Sending& sending : branch->sent) {
    if (fate_of(sending) == Fate::landed) commits += sending.commits.value_or(0);
  }
  return commits;
}

bool commits_uncounted(const Ledger& ledger) {
  const LedgerRef* branch = ledger.find(ledger.branch());
  return branch != nullptr &&
         std::any_of(branch->sent.begin(), branch->sent.end(), [](const Sending& sending) {
           return fate_of(sending) == Fate::landed && !sending.commits;
         });
}

std::uint64_t tags_synced(const Ledger& ledger) {
  const std::vector<const LedgerRef*> refs = ledger.told();
  return static_cast<std::uint64_t>(
      std::count_if(refs.begin(), refs.end(), [](const LedgerRef* ref) {
        return is_tag_ref(ref->name()) && !is_backup_ref(ref->name()) && landed(*ref) != nullptr;
      }));
}

const LedgerRef* backup_of(const Ledger& ledger, std::string_view ref) {
  const LedgerRef* kept = nullptr;
  for (const LedgerRef* backup : ledger.told()) {
    const auto name = parse_backup_ref(backup->name());
    if (!name || name->of != ref) continue;
    const bool there = landed(*backup) != nullptr ||
                       (backup->planned.action == RefAction::skip && backup->planned.old_id);
    // The newest attempt's keeps what was overwritten in the end.
    if (there && (kept == nullptr || backup->attempt >= kept->attempt)) kept = backup;
  }
  return kept;
}

}  // namespace auto_sync
