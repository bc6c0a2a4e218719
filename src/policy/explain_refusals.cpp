#include "policy/explain_refusals.h"

#include <algorithm>
#include <utility>

#include "base/escape.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/refusals.h"

namespace auto_sync {
namespace {

constexpr std::size_t quote_limit = 8'000;
constexpr std::size_t name_limit = 200;
/// So many causes are told apart; what is unknown beyond them is not quoted one by one.
constexpr std::size_t causes_limit = 50;

bool same_cause(const Explanation& a, const Explanation& b) {
  return a.name == b.name && a.meaning == b.meaning && a.remedy == b.remedy &&
         a.reasons == b.reasons && a.quote == b.quote;
}

Explanation explain(FoundRefusal found, const Captures& sides) {
  found.captures.insert(sides.begin(), sides.end());
  const KnownRefusal& row = *found.row;
  Explanation made;
  made.name = row.name;
  made.kind = row.kind;
  made.meaning = fill(row.meaning, found.captures);
  made.remedy = fill(row.remedy, found.captures);
  made.reasons = std::move(found.reasons);
  made.link = row.link;
  return made;
}

/// Gathers the causes of one push, each once.
class Causes {
 public:
  Causes(const Settings& settings, const SyncResult& result)
      : sides_(side_names(settings)), words_(result.ledger.server_messages()) {
    for (const LedgerRef* ref : result.ledger.told()) {
      if (fate_of(*ref) == Fate::refused) refused_.push_back(ref);
    }
  }

  std::vector<Explanation> all();

 private:
  void read_reasons();
  void read_words();
  void settle_the_rest();
  void settle_followers();
  Explanation all_or_none() const;
  Explanation unknown(const LedgerRef& ref) const;
  void add(Explanation cause, std::vector<std::string> refs);
  bool is_explained(const std::string& ref) const;
  std::vector<std::string> open_refs() const;
  /// The refused ref that the words name, if they name one.
  std::vector<std::string> named(const FoundRefusal& found) const;

  Captures sides_;
  const std::string& words_;
  std::vector<const LedgerRef*> refused_;
  std::vector<Explanation> causes_;
  bool names_refs_ = false;  ///< the words on the side said of some refs why they were refused
  /// Those that fell with others, told last.
  std::vector<std::pair<FoundRefusal, std::string>> followers_;
};

void Causes::add(Explanation cause, std::vector<std::string> refs) {
  const auto known = std::find_if(causes_.begin(), causes_.end(),
                                  [&](const Explanation& one) { return same_cause(one, cause); });
  Explanation& entry = known == causes_.end() ? causes_.emplace_back(std::move(cause)) : *known;
  for (std::string& ref : refs) {
    if (std::find(entry.refs.begin(), entry.refs.end(), ref) == entry.refs.end()) {
      entry.refs.push_back(std::move(ref));
    }
  }
}

std::vector<std::string> Causes::named(const FoundRefusal& found) const {
  const auto captured = found.captures.find("ref");
  if (captured == found.captures.end()) return {};
  std::vector<std::string> names;
  for (const LedgerRef* ref : refused_) {
    const std::string& name = ref->name();
    const auto& said = captured->second;
    if (std::find(said.begin(), said.end(), name) != said.end()) names.push_back(name);
  }
  return names;
}

bool Causes::is_explained(const std::string& ref) const {
  const bool is_cause = std::any_of(causes_.begin(), causes_.end(), [&](const Explanation& cause) {
    return std::find(cause.refs.begin(), cause.refs.end(), ref) != cause.refs.end();
  });
  return is_cause || std::any_of(followers_.begin(), followers_.end(),
                                 [&](const auto& follower) { return follower.second == ref; });
}

/// Refused refs that nothing explains yet.
std::vector<std::string> Causes::open_refs() const {
  std::vector<std::string> open;
  for (const LedgerRef* ref : refused_) {
    if (!is_explained(ref->name())) open.push_back(ref->name());
  }
  return open;
}

/// What the server reported of each ref.
void Causes::read_reasons() {
  for (const LedgerRef* ref : refused_) {
    for (FoundRefusal& found : find_refusals(refusal_words(*ref))) {
      if (found.row->kind == RefusalKind::follower) {
        followers_.emplace_back(std::move(found), ref->name());
      } else if (!found.row->is_vague) {
        add(explain(std::move(found), sides_), {ref->name()});
      }
    }
  }
}

/// What it said on the side: first what names a ref, then what may be about any that is left.
void Causes::read_words() {
  std::vector<FoundRefusal> general;
  for (FoundRefusal& found : find_refusals(words_)) {
    if (found.row->is_vague) continue;
    std::vector<std::string> refs = named(found);
    if (refs.empty()) {
      general.push_back(std::move(found));
    } else {
      names_refs_ = true;
      add(explain(std::move(found), sides_), std::move(refs));
    }
  }
  const std::vector<std::string> open = open_refs();
  for (FoundRefusal& found : general) add(explain(std::move(found), sides_), open);
}

Explanation Causes::unknown(const LedgerRef& ref) const {
  Explanation made;
  made.name = "unknown";
  const std::string& role = sides_.at("role").front();
  made.meaning = "The " + role +
                 "'s server refused this in words that auto-sync does not know; they are quoted "
                 "whole.";
  made.remedy = "If the words do not say what to do, ask whoever runs the " + role + "'s server.";
  if (causes_.size() >= causes_limit) return made;
  const std::string words = refusal_words(ref);
  made.quote = words.empty() ? "(no reason given)" : words;
  if (!trim(words_).empty()) made.quote += "\n" + words_;
  made.quote = printable(shorten(made.quote, quote_limit), true);
  return made;
}

/// Of a ref that a hook declined with all others, having said of some of those why.
Explanation Causes::all_or_none() const {
  Explanation made;
  made.kind = RefusalKind::follower;
  made.name = "all_or_none";
  made.meaning = "A hook on the " + sides_.at("role").front() +
                 "'s server takes all of a push or nothing; of this ref it said nothing.";
  made.remedy = "See why the other one was refused.";
  return made;
}

/// Refs of which the server said only that, or in unknown words why.
void Causes::settle_the_rest() {
  const std::vector<std::string> open = open_refs();
  for (const LedgerRef* ref : refused_) {
    if (std::find(open.begin(), open.end(), ref->name()) == open.end()) continue;
    std::vector<FoundRefusal> found = find_refusals(refusal_words(*ref));
    if (found.empty()) {
      add(unknown(*ref), {ref->name()});
      continue;
    }
    if (names_refs_ && found.front().row->kind == RefusalKind::all_or_none) {
      add(all_or_none(), {ref->name()});
      continue;
    }
    Explanation vague = explain(std::move(found.front()), sides_);
    if (!trim(words_).empty()) vague.quote = printable(shorten(words_, quote_limit), true);
    add(std::move(vague), {ref->name()});
  }
}

/// Refs that fell with others, which are named, as far as the server said which.
void Causes::settle_followers() {
  std::vector<std::string> causes;
  for (const LedgerRef* ref : refused_) {
    const bool follows =
        std::any_of(followers_.begin(), followers_.end(),
                    [&](const auto& follower) { return follower.second == ref->name(); });
    if (!follows) causes.push_back(printable(shorten(short_ref_name(ref->name()), name_limit)));
  }
  for (auto& [found, ref] : followers_) {
    if (!causes.empty()) found.captures["cause"] = causes;
    Explanation follower = explain(std::move(found), sides_);
    add(std::move(follower), {ref});
  }
}

std::vector<Explanation> Causes::all() {
  if (refused_.empty()) return {};
  read_reasons();
  read_words();
  settle_the_rest();
  settle_followers();
  return std::move(causes_);
}

/// What the error that ended the run quotes of a server that let nobody in.
std::vector<Explanation> explain_failure(const Settings& settings, const Failure& failure) {
  std::vector<Explanation> causes;
  if (failure.kind != ErrorKind::access && failure.kind != ErrorKind::remote) return causes;
  const Captures names = side_names(settings, failure.side == Side::source);
  for (FoundRefusal& found : find_refusals(failure.message)) {
    if (!found.row->is_vague) causes.push_back(explain(std::move(found), names));
  }
  return causes;
}

}  // namespace

Captures side_names(const Settings& settings, bool at_source) {
  Captures names;
  names["role"] = {at_source ? settings.source_role() : settings.target_role()};
  names["other"] = {at_source ? settings.target_role() : settings.source_role()};
  names["branch_input"] = {at_source ? settings.source_branch_input()
                                     : settings.target_branch_input()};
  return names;
}

std::vector<Explanation> explain_refusals(const Settings& settings, const SyncResult& result) {
  std::vector<Explanation> causes = Causes(settings, result).all();
  if (causes.empty() && result.end.failure) causes = explain_failure(settings, *result.end.failure);
  return causes;
}

}  // namespace auto_sync
