#include "domain/ledger.h"

#include <algorithm>

namespace auto_sync {
namespace {

bool is_listed_as(const Sending& sending, const std::optional<Oid>& id) {
  return sending.seen && sending.seen->id == id;
}

/// Notes a listed value with the ref's last command.
void see_value(LedgerRef& ref, const std::optional<Oid>& id) {
  if (ref.sent.empty()) return;
  Sending& last = ref.sent.back();
  // Once it was seen where it was to go, whatever comes later is somebody else's doing.
  if (!is_listed_as(last, last.new_id)) last.seen = Listed{id};
}

/// Whether an unclear command can still turn out to have been taken: not once the ref was planned
/// anew from another value than it carries.
bool is_open(const LedgerRef& ref, const Sending& sending) {
  if (fate_of(sending) != Fate::unknown) return false;
  return sending.attempt == ref.attempt || !sending.seen || is_listed_as(sending, sending.old_id);
}

/// Whether the target was changed, or may have been.
bool may_have_changed(const LedgerRef& ref) {
  const Fate fate = fate_of(ref);
  return fate == Fate::landed || fate == Fate::unknown || fate == Fate::instead;
}

}  // namespace

void Ledger::begin_attempt() {
  ++attempt_;
  server_messages_.clear();
}

LedgerRef& Ledger::entry(const std::string& name) {
  const auto [place, is_new] = places_.try_emplace(name, refs_.size());
  if (is_new) refs_.emplace_back().planned.name = name;
  return refs_[place->second];
}

void Ledger::plan(const PlannedRef& ref) {
  LedgerRef& known = entry(ref.name);
  if (known.attempt != attempt_) see_value(known, ref.old_id);
  known.planned = ref;
  known.attempt = attempt_;
}

void Ledger::send(const std::string& name, Sending sending) {
  sending.attempt = attempt_;
  entry(name).sent.push_back(std::move(sending));
}

void Ledger::see(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs) {
  for (const PlannedRef& ref : refs) {
    const ListedRef* found = find_ref(listed, ref.name);
    see_value(entry(ref.name), found == nullptr ? std::nullopt : std::optional(found->id));
  }
}

void Ledger::found_in_branch(const std::unordered_set<Oid>& commits) {
  const auto place = places_.find(branch_);
  if (place == places_.end()) return;
  for (Sending& sending : refs_[place->second].sent) {
    const bool is_there = sending.new_id && commits.contains(*sending.new_id);
    if (is_there && fate_of(sending) == Fate::unknown) sending.seen = Listed{sending.new_id};
  }
}

std::vector<const LedgerRef*> Ledger::told() const {
  std::vector<const LedgerRef*> refs;
  for (const LedgerRef& ref : refs_) {
    if (ref.attempt != attempt_ && !may_have_changed(ref)) continue;
    refs.insert(ref.name() == branch_ ? refs.begin() : refs.end(), &ref);
  }
  return refs;
}

const LedgerRef* Ledger::find(std::string_view name) const {
  const auto found = places_.find(std::string(name));
  return found == places_.end() ? nullptr : &refs_[found->second];
}

std::optional<Listed> Ledger::branch_before() const {
  const LedgerRef* ref = find(branch_);
  return ref == nullptr || ref->sent.empty() ? branch_listed_ : value_before(*ref);
}

std::optional<Listed> Ledger::branch_after() const {
  const LedgerRef* ref = find(branch_);
  return ref == nullptr || ref->sent.empty() ? branch_listed_ : value_after(*ref);
}

bool Ledger::any(Fate fate) const {
  const std::vector<const LedgerRef*> refs = told();
  return std::any_of(refs.begin(), refs.end(),
                     [&](const LedgerRef* ref) { return fate_of(*ref) == fate; });
}

bool Ledger::changed_any() const {
  return std::any_of(refs_.begin(), refs_.end(), may_have_changed);
}

Fate fate_of(const Sending& sending) {
  const bool arrived = is_listed_as(sending, sending.new_id);
  const bool unmoved = is_listed_as(sending, sending.old_id) && sending.old_id != sending.new_id;
  switch (sending.answer) {
    case Answer::accepted:
      if (!sending.instead.empty() && !arrived) return Fate::instead;
      return unmoved ? Fate::unknown : Fate::landed;
    case Answer::refused:
      // By an earlier try of ours, or by a proxy that repeats requests; else somebody pushed just
      // the same. Who it was cannot be known, and the target has what it was to have.
      return arrived ? Fate::landed : Fate::refused;
    case Answer::turned_away:
      if (arrived) return Fate::landed;
      return !sending.whole || unmoved ? Fate::not_sent : Fate::unknown;
    case Answer::none:
      break;
  }
  if (!sending.whole) return Fate::not_sent;
  return arrived ? Fate::landed : Fate::unknown;
}

Fate fate_of(const LedgerRef& ref) {
  if (ref.sent.empty()) return Fate::not_sent;
  if (landed(ref) != nullptr) return Fate::landed;
  const bool unclear = std::any_of(ref.sent.begin(), ref.sent.end(),
                                   [&](const Sending& sending) { return is_open(ref, sending); });
  if (unclear) return Fate::unknown;
  // What was refused in an earlier attempt has been planned anew since.
  if (ref.sent.back().attempt != ref.attempt) return Fate::not_sent;
  return fate_of(ref.sent.back());
}

const Sending* landed(const LedgerRef& ref) {
  const auto found = std::find_if(ref.sent.rbegin(), ref.sent.rend(), [](const Sending& sending) {
    return fate_of(sending) == Fate::landed;
  });
  return found == ref.sent.rend() ? nullptr : &*found;
}

std::string refusal_words(const LedgerRef& ref) {
  return fate_of(ref) == Fate::refused ? ref.sent.back().words : std::string();
}

std::optional<Listed> value_before(const LedgerRef& ref) {
  for (const Sending& sending : ref.sent) {
    const Fate fate = fate_of(sending);
    if (fate == Fate::landed || fate == Fate::unknown) return Listed{sending.old_id};
  }
  return Listed{ref.planned.old_id};
}

std::optional<Listed> value_after(const LedgerRef& ref) {
  if (fate_of(ref) == Fate::unknown) return std::nullopt;
  if (ref.sent.empty() || ref.sent.back().attempt != ref.attempt) return Listed{ref.planned.old_id};
  const Sending& last = ref.sent.back();
  if (last.seen) return last.seen;
  return fate_of(last) == Fate::landed ? Listed{last.new_id} : Listed{last.old_id};
}

}  // namespace auto_sync
