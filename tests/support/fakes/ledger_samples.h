#pragma once
#include <optional>
#include <string>
#include <utility>

#include "domain/ledger.h"

namespace auto_sync {

/// Plans a ref, and nothing more.
inline void enter(Ledger& ledger, const PlannedRef& ref) {
  if (ledger.branch().empty() && ref.name.starts_with("refs/heads/")) ledger.name_branch(ref.name);
  ledger.plan(ref);
}

/// A command of this ref that was sent whole and answered so; `commits` of the branch.
inline Sending sending_of(const PlannedRef& ref, Answer answer, std::string words = {},
                          std::optional<std::uint64_t> commits = {}) {
  Sending sending;
  sending.action = ref.action;
  sending.old_id = ref.old_id;
  sending.new_id = ref.new_id;
  sending.commits = commits;
  sending.whole = true;
  sending.answer = answer;
  sending.words = std::move(words);
  return sending;
}

/// Plans a ref, sends it, and enters the answer; unless `listed` says otherwise a listing then
/// shows what one would expect: the new value of what was accepted, the old one of what was not.
inline void enter(Ledger& ledger, const PlannedRef& ref, Sending sending, bool listed = true) {
  enter(ledger, ref);
  const bool accepted = sending.answer == Answer::accepted;
  ledger.send(ref.name, std::move(sending));
  if (!listed) return;
  std::vector<ListedRef> shown;
  if (const auto& id = accepted ? ref.new_id : ref.old_id) shown.push_back({ref.name, *id, {}});
  ledger.see(shown, {ref});
}

inline void enter(Ledger& ledger, const PlannedRef& ref, Answer answer, std::string words = {}) {
  enter(ledger, ref, sending_of(ref, answer, std::move(words)));
}

}  // namespace auto_sync
