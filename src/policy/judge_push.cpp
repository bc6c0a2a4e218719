#include "policy/judge_push.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "domain/backup_ref.h"

namespace auto_sync {
namespace {

/// Whether `holds` is true of the last command of every one of `refs`.
template <typename Holds>
bool all_last(const Ledger& ledger, const std::vector<PlannedRef>& refs, Holds holds) {
  return std::all_of(refs.begin(), refs.end(), [&](const PlannedRef& ref) {
    const LedgerRef* known = ledger.find(ref.name);
    return known != nullptr && !known->sent.empty() && holds(*known, known->sent.back());
  });
}

}  // namespace

bool all_answered(const Ledger& ledger, const std::vector<PlannedRef>& refs) {
  return all_last(ledger, refs, [](const LedgerRef&, const Sending& last) {
    return last.answer == Answer::accepted || last.answer == Answer::refused;
  });
}

bool all_landed(const Ledger& ledger, const std::vector<PlannedRef>& refs) {
  return all_last(ledger, refs, [](const LedgerRef&, const Sending& last) {
    return fate_of(last) == Fate::landed;
  });
}

bool lease_was_lost(const Ledger& ledger, const std::vector<PlannedRef>& refs) {
  return !all_last(ledger, refs, [](const LedgerRef& ref, const Sending& last) {
    if (last.answer != Answer::refused || !last.seen || landed(ref) != nullptr) return true;
    return last.seen->id == last.old_id || last.seen->id == last.new_id;
  });
}

bool any_refused_as_before(const Ledger& ledger, const std::vector<PlannedRef>& refs) {
  return !all_last(ledger, refs, [](const LedgerRef&, const Sending& last) {
    return last.answer != Answer::refused || !last.seen || last.seen->id != last.old_id;
  });
}

bool stand_as_before(const Ledger& ledger, const std::vector<PlannedRef>& refs) {
  return all_last(ledger, refs, [](const LedgerRef&, const Sending& last) {
    return last.seen && last.seen->id == last.old_id;
  });
}

const LedgerRef* refused_backup(const Ledger& ledger) {
  for (const LedgerRef* ref : ledger.told()) {
    if (is_backup_ref(ref->name()) && fate_of(*ref) == Fate::refused) return ref;
  }
  return nullptr;
}

std::optional<std::string> moved_apart(const Plan& plan, const Ledger& ledger) {
  if (!plan.atomic) return std::nullopt;
  std::string refused;
  std::string taken;
  for (const PlannedRef& update : plan.updates()) {
    if (is_backup_ref(update.name)) continue;
    const LedgerRef* ref = ledger.find(update.name);
    const Fate fate = ref == nullptr ? Fate::not_sent : fate_of(*ref);
    if (fate == Fate::refused) refused = update.name;
    if (fate == Fate::landed && taken.empty()) taken = update.name;
  }
  if (refused.empty() || taken.empty()) return std::nullopt;
  return "The server took " + taken + " although it refused " + refused +
         " and `atomic` asked for all or none: refs that a server hides (`receive.hideRefs`) do "
         "not count in its atomic pushes.";
}

Error unseen_push(const Ledger& ledger) {
  std::string name;
  bool accepted = true;
  for (const LedgerRef* ref : ledger.told()) {
    if (fate_of(*ref) != Fate::unknown) continue;
    if (name.empty()) name = ref->name();
    accepted = accepted && ref->sent.back().answer == Answer::accepted;
  }
  if (!accepted) {
    return Error(ErrorKind::remote,
                 "Whether the target took " + name +
                     " is not known: an earlier try had been sent whole and was not answered.",
                 "Run the sync again: it finds out what arrived.");
  }
  return Error(ErrorKind::remote,
               "The server said that it took " + name +
                   ", but lists it where it was before: whether the push holds is not known.",
               "If its listing only lags behind, the next run finds the target in sync.");
}

Error push_error(const std::optional<Error>& failure, const Ledger& ledger,
                 const std::vector<PlannedRef>& refs) {
  const std::string words = shorten(printable(trim(ledger.server_messages()), true), 300);
  Error why = failure.value_or(
      Error(ErrorKind::remote, "The target took the push but never reported on it" +
                                   (words.empty() ? "." : "; it said: \"" + words + "\".")));
  const bool unclear = std::any_of(refs.begin(), refs.end(), [&](const PlannedRef& ref) {
    return fate_of(*ledger.find(ref.name)) == Fate::unknown;
  });
  if (!unclear && why.kind() != ErrorKind::remote) return why;
  if (!unclear) {
    const bool may_pass = why.transient() || why.hint().empty();
    const std::string stands = ledger.any(Fate::landed)
                                   ? "What had been pushed by then is in the report"
                                   : "The target is unchanged";
    return why.saying(why.what(),
                      may_pass ? stands + "; run the sync again." : stands + ". " + why.hint());
  }
  return why.saying(
      why.what(),
      "Everything had been sent by then. Listed afterwards, the target was as before; "
      "whether it takes the push yet cannot be known. Run the sync again: it finds out.");
}

}  // namespace auto_sync
