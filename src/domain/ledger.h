#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/listed_ref.h"
#include "domain/plan.h"

namespace auto_sync {

/// A ref's value as a listing showed it: none where the ref was not listed. That nobody has looked
/// is another thing, and is an empty std::optional<Listed>.
struct Listed {
  std::optional<Oid> id;
  bool operator==(const Listed&) const = default;
};

/// What the target answered to one command of a push.
enum class Answer {
  none,         ///< nothing about it: no report, or one that ended before it
  accepted,     ///< `ok`
  refused,      ///< `ng`, or an unpack error, which is of all of them
  turned_away,  ///< the whole push, by an HTTP status of 4xx in place of a report
};

/// One command of one push.
struct Sending {
  int attempt = 1;
  RefAction action = RefAction::skip;
  std::optional<Oid> old_id;
  std::optional<Oid> new_id;
  std::optional<std::uint64_t> commits;  ///< that it brings to a branch, where that is known
  bool whole = false;  ///< the push's last byte left us, so that the target may act on it
  Answer answer = Answer::none;
  std::string words;           ///< the server's own, when it refused
  std::string instead;         ///< the ref that a hook changed in this one's place, as it reports
  std::optional<Listed> seen;  ///< in the listing after it
};

/// What is known of a ref after everything that was sent.
enum class Fate {
  not_sent,  ///< nothing was sent, or nothing that the target could have acted on
  landed,    ///< the target took it, or stands where it was to go although it said otherwise
  refused,   ///< the target refused it
  instead,   ///< the target accepted it, and changed another ref in its place
  unknown,   ///< nobody can know: sent whole, and neither a report nor a listing settles it
};

/// Everything that happened to one ref of the target.
struct LedgerRef {
  PlannedRef planned;  ///< by the newest plan that has it
  int attempt = 1;     ///< of that plan
  std::vector<Sending> sent;

  const std::string& name() const { return planned.name; }
};

/// What was listed, planned, sent, answered and listed afterwards of each ref of the target, over
/// all attempts of a run. It is only ever added to; what is told of a run is derived from it.
class Ledger {
 public:
  /// The full name of the target branch, which most of what is told is about.
  void name_branch(std::string name) { branch_ = std::move(name); }
  /// Another attempt begins: what was refused before is going to be planned anew.
  void begin_attempt();
  int attempt() const { return attempt_; }
  /// The target branch in the listing that an attempt begins with.
  void list_branch(std::optional<Oid> tip) { branch_listed_ = Listed{tip}; }
  /// What is to happen to a ref in this attempt.
  void plan(const PlannedRef& ref);
  /// A command that is being sent; its answer comes with it.
  void send(const std::string& name, Sending sending);
  /// What a listing after a push shows of the refs with these names.
  void see(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs);
  /// The branch turned out to hold these commits, at its tip or behind it: an unclear command that
  /// was to bring one of them has been taken, and somebody has pushed since.
  void found_in_branch(const std::unordered_set<Oid>& commits);
  /// What the server said on the side of the newest push.
  void hear(std::string_view words) { server_messages_ = words; }
  /// An older backup that the server says it deleted.
  void prune(const std::string& name) { pruned_.push_back(name); }

  /// The refs that this attempt has planned, and those of earlier ones that were changed, or may
  /// have been; the branch first.
  std::vector<const LedgerRef*> told() const;
  const LedgerRef* find(std::string_view name) const;
  const std::string& branch() const { return branch_; }
  const std::string& server_messages() const { return server_messages_; }
  const std::vector<std::string>& pruned() const { return pruned_; }

  /// Whether the branch was listed at all.
  bool listed() const { return branch_listed_.has_value(); }
  /// The target branch before the run changed it; nothing when it was never listed.
  std::optional<Listed> branch_before() const;
  /// The target branch after the run; nothing when that is not known.
  std::optional<Listed> branch_after() const;
  /// Whether the fate of any ref that is told is this one.
  bool any(Fate fate) const;
  /// Whether any ref was changed, or another in its place, or may have been.
  bool changed_any() const;

 private:
  LedgerRef& entry(const std::string& name);

  std::string branch_;
  std::optional<Listed> branch_listed_;
  int attempt_ = 1;
  std::vector<LedgerRef> refs_;
  std::unordered_map<std::string, std::size_t> places_;  ///< in refs_, by name
  std::string server_messages_;
  std::vector<std::string> pruned_;
};

/// What became of one command, as far as its own answer and the listing after it tell.
Fate fate_of(const Sending& sending);
/// What became of a ref. An unclear push is settled by a later one that is not: both carry the same
/// old value, and only one of them can have been taken.
Fate fate_of(const LedgerRef& ref);
/// The newest command of the ref that the target took; null when it took none.
const Sending* landed(const LedgerRef& ref);
/// The server's words about a refused ref; empty where it was not refused or nothing was said.
std::string refusal_words(const LedgerRef& ref);
/// The ref's value before this run changed it, and after; nothing when it is not known.
std::optional<Listed> value_before(const LedgerRef& ref);
std::optional<Listed> value_after(const LedgerRef& ref);

}  // namespace auto_sync
