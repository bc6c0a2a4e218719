#include "policy/run_sentence.h"

#include <algorithm>
#include <vector>

#include "base/escape.h"
#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/ref_name.h"
#include "domain/verdict.h"
#include "policy/judge_preflight.h"
#include "policy/judge_push.h"
#include "policy/judge_trees.h"
#include "policy/large_file.h"
#include "policy/phrases.h"
#include "policy/plan_backups.h"
#include "policy/plan_pull_request.h"

namespace auto_sync {
namespace {

const std::string not_known = " Whether what was sent has arrived is not known.";

std::string short_id(const std::optional<Oid>& id) {
  return id ? id->short_hex() : std::string("nothing");
}

/// Makes the sentences of one run, whichever way it went.
class Sentences {
 public:
  Sentences(const Settings& settings, const SyncResult& result)
      : settings_(settings),
        result_(result),
        ledger_(result.ledger),
        branch_(result.ledger.find(result.ledger.branch())) {}

  std::string done() const;
  std::string in_a_dry_run() const;

 private:
  std::string target() const { return target_name(settings_); }
  std::string source() const {
    return settings_.source.display_name() + " " + settings_.sync_branch;
  }
  std::string carried() const { return short_id(result_.found.source_sha); }
  std::string ahead() const;
  std::string behind() const {
    return commits_phrase(result_.found.history ? result_.found.history->behind : std::nullopt);
  }
  bool branch_moved() const { return branch_ != nullptr && landed(*branch_) != nullptr; }
  Change change() const { return branch_ == nullptr ? Change() : change_of(*branch_); }
  std::size_t tags(bool planned) const;
  std::string push(RefAction action) const;
  std::string rejection() const;
  std::string conflict() const;
  std::string stopped() const;
  bool source_has_newer() const;
  std::string unchanged() const;
  std::string pushed_by_then() const;

  const Settings& settings_;
  const SyncResult& result_;
  const Ledger& ledger_;
  const LedgerRef* branch_;
};

std::string Sentences::ahead() const {
  const std::uint64_t counted_commits = commits_synced(ledger_);
  if (counted_commits > 0 && change().action != RefAction::merge) {
    return commits_phrase(counted_commits);
  }
  return commits_phrase(result_.found.history ? result_.found.history->ahead : std::nullopt);
}

std::size_t Sentences::tags(bool planned) const {
  std::size_t count = 0;
  for (const LedgerRef* ref : ledger_.told()) {
    if (!is_tag_ref(ref->name()) || is_backup_ref(ref->name())) continue;
    if (planned ? ref->planned.new_id.has_value() : landed(*ref) != nullptr) ++count;
  }
  return count;
}

/// What was done to the branch.
std::string Sentences::push(RefAction action) const {
  const Change moved = change();
  const std::string to = short_id(moved.new_id);
  const std::string from = short_id(moved.old_id);
  if (settings_.rolls_back()) {
    if (action == RefAction::create) {
      return "Rolled back: " + target() + ", which was gone, is at " + to + " again.";
    }
    const auto lost = result_.found.history ? result_.found.history->behind : std::nullopt;
    return "Rolled back " + target() + " from " + from + " to " + to +
           (lost && *lost > 0 ? ", leaving " + counted(*lost, "commit") + " behind." : ".");
  }
  switch (action) {
    case RefAction::create:
      return "First sync: created " + target() + " at " + to + ".";
    case RefAction::merge:
      return "Merged " + ahead() + " of " + source() + " into " + target() + ", which had " +
             behind() + " of its own; now at " + to + ".";
    case RefAction::force:
      return "Forced " + target() + " from " + from + " to " + to + ", leaving " + behind() +
             " of the target behind.";
    default:
      return "Synced " + ahead() + " to " + target() + ", now at " + to + ".";
  }
}

/// Of a run whose push was refused, at least in part.
std::string Sentences::rejection() const {
  const std::string server = "Rejected: the server of " + settings_.target.display_name();
  if (const LedgerRef* backup = refused_backup(ledger_)) {  // those go first, and alone
    return server + " refused the backup " + backup->name() + ", so nothing was overwritten. " +
           backup_remedy(settings_.backup);
  }
  std::size_t sent = 0;
  std::size_t refused = 0;
  for (const LedgerRef* ref : ledger_.told()) {
    const Fate fate = fate_of(*ref);
    if (fate == Fate::instead) {
      return server + " accepted " + ref->name() + ", but changed " +
             shorten(printable(ref->sent.back().instead), 200) + " in its place.";
    }
    const bool own = !is_backup_ref(ref->name()) || fate == Fate::refused;
    sent += own && fate != Fate::not_sent ? 1 : 0;
    refused += fate == Fate::refused ? 1 : 0;
  }
  return server + " refused " + counted(refused, "ref") + " of " + std::to_string(sent) + ".";
}

std::string Sentences::conflict() const {
  std::string what;
  if (result_.end.because == Because::unrelated) {
    what = "the two histories have no commit in common";
    if (settings_.on_conflict == OnConflict::pull_request) {
      what += ", and GitHub takes no pull request between such histories";
    }
  } else {
    what = target() + " has " + behind() + " that " + carried() + " of " +
           settings_.source.display_name() + " lacks";
    if (result_.found.history && result_.found.history->relation == Relation::unsettled) {
      what += " (how many is not known, since the histories could not be read far enough)";
    }
    if (result_.found.history && result_.found.history->source_has_target) {
      what += " (" + settings_.sync_branch + " has them: a green build of a later commit will do)";
    }
  }
  return "Conflict detected: " + what + ".";
}

/// Why nothing, or nothing more, was pushed.
std::string Sentences::stopped() const {
  switch (result_.end.because) {
    case Because::gate_closed:
      return result_.found.gate ? result_.found.gate->reason : std::string("The gate is closed.");
    case Because::tested_commit_gone: {
      const std::optional<Oid> tested =
          result_.found.gate ? result_.found.gate->tested_commit : std::nullopt;
      return "Blocked: the tested commit " + short_id(tested ? tested : result_.found.source_sha) +
             " is no longer in " + source() +
             ". The branch was rewritten after the build; build it again.";
    }
    case Because::paths_missing:
      return "Blocked: " + missing_paths_sentence(result_.found.required_paths,
                                                  result_.found.source_sha.value_or(Oid()));
    case Because::own_commits:
    case Because::unrelated:
      return conflict();
    case Because::source_gone:
      return "Conflict detected: " + target() + " is gone; a source is never created.";
    case Because::preflight: {
      const PreflightFinding* stop = find_stop(result_.found.preflight);
      return "Rejected before anything was sent: " +
             (stop == nullptr ? std::string("it would be refused.") : stop->finding);
    }
    case Because::archived:
      for (const Explanation& cause : result_.found.explanations) {
        if (cause.kind == RefusalKind::archived) {
          return "Rejected before anything was sent: " + cause.meaning;
        }
      }
      return "Rejected before anything was sent: the target is archived.";
    case Because::large_file:
      return large_file_sentence(settings_, result_.found.large_file.value_or(LargeFile()));
    case Because::changed_each_time:
      return "Rejected: " + target() + " changed each time it was about to be pushed, " +
             std::to_string(result_.cost.attempts) + " times.";
    default:
      return {};
  }
}

/// Whether the way back found commits of the source's own: that is no conflict.
bool Sentences::source_has_newer() const {
  return settings_.is_way_back && settings_.on_conflict == OnConflict::fail &&
         (result_.end.because == Because::own_commits || result_.end.because == Because::unrelated);
}

/// Why there was nothing to do, or nothing more.
std::string Sentences::unchanged() const {
  const std::string unclear = ledger_.any(Fate::unknown) ? not_known : "";
  const std::string nothing_to_do = unclear.empty() ? ": nothing to do." : "." + unclear;
  switch (result_.end.because) {
    case Because::same:
      return target() + " already has " + carried() + nothing_to_do;
    case Because::source_went_on:
      return target() + " already has " + carried() + " and " + behind() + " more of the source" +
             nothing_to_do;
    case Because::target_went_on:
      return target() + " already has " + carried() + ", and " + behind() + " of its own" +
             nothing_to_do;
    case Because::only_our_merges:
      return target() + " lacks nothing of " + settings_.source.display_name() +
             " but merges that auto-sync made" + nothing_to_do;
    case Because::own_commits:  // of the source's, on the way back
    case Because::unrelated:
      if (result_.found.history && result_.found.history->relation == Relation::target_ahead) {
        return target() + " already has " + carried() + ", and newer commits of its own." + unclear;
      }
      return target() +
             " has newer commits of its own: it is brought up to date once they are synced." +
             unclear;
    case Because::nothing_to_restore:
      return target() + " is at " + carried() + " already: nothing to roll back.";
    default:
      return {};
  }
}

/// Of a run that stopped: what an earlier attempt had brought, or that nothing was.
std::string Sentences::pushed_by_then() const {
  std::vector<std::string> names;
  bool unclear = false;
  std::vector<const LedgerRef*> refs = ledger_.told();
  if (result_.way_back) {  // which may have pushed what it could not propose
    const std::vector<const LedgerRef*> back = result_.way_back->ledger.told();
    refs.insert(refs.end(), back.begin(), back.end());
  }
  bool only_backups = true;
  for (const LedgerRef* ref : refs) {
    unclear = unclear || fate_of(*ref) == Fate::unknown;
    if (landed(*ref) == nullptr) continue;
    names.push_back(short_ref_name(ref->name()));
    only_backups = only_backups && is_backup_ref(ref->name());
  }
  if (!unclear && only_backups && result_.end.because == Because::changed_each_time) {
    const std::string kept =
        names.empty() ? "" : ", though " + counted(names.size(), "backup") + " went ahead";
    return " Nothing was overwritten" + kept + "; run the sync again.";
  }
  if (!names.empty()) {
    constexpr std::size_t named_at_most = 5;
    const std::size_t all = names.size();
    names.resize(std::min(all, named_at_most));
    return " By then it had pushed " + join(names, ", ") +
           (all > named_at_most ? " and " + std::to_string(all - named_at_most) + " more" : "") +
           ".";
  }
  if (unclear) return not_known;
  const bool says_so =
      result_.end.because == Because::gate_closed || result_.end.because == Because::preflight ||
      result_.end.because == Because::archived || result_.end.because == Because::large_file ||
      result_.end.because == Because::tested_commit_gone;
  if (says_so) return {};
  return settings_.is_way_back ? " No ref was moved that way." : " Nothing was pushed.";
}

std::string Sentences::done() const {
  if (result_.end.because == Because::pull_request && result_.pull_request &&
      result_.found.history) {
    return pull_request_headline(*result_.pull_request, *result_.found.history, settings_.dry_run);
  }
  if (stops(result_.end.because) && !source_has_newer()) {
    return settings_.dry_run ? stopped() : stopped() + pushed_by_then();
  }
  if (ledger_.any(Fate::refused) || ledger_.any(Fate::instead)) return rejection();
  const std::string rest = source_has_newer() ? " " + unchanged() : std::string();
  if (branch_moved()) return push(change().action) + rest;
  if (const std::size_t count = tags(false); count > 0) {
    return "Synced " + counted(count, "tag") + " to " + settings_.target.display_name() +
           (rest.empty() ? "; " + settings_.target_branch + " was in sync already." : "." + rest);
  }
  return unchanged();
}

std::string planned_branch_text(const SyncResult& result, const PlannedRef& branch) {
  const std::string to = branch.new_id ? " to " + branch.new_id->short_hex() : std::string();
  const auto ahead = result.found.history ? result.found.history->ahead : std::nullopt;
  switch (branch.action) {
    case RefAction::create:
      return "would be created" + (branch.new_id ? " at " + branch.new_id->short_hex() : to);
    case RefAction::fast_forward:
      return "would be fast-forwarded" + (ahead ? " by " + counted(*ahead, "commit") : "") + to;
    case RefAction::merge:
      return "would be merged with " + (ahead ? counted(*ahead, "commit") : "the commits") +
             " of the source";
    case RefAction::force:
      return "would be overwritten" +
             (branch.old_id ? ", from " + branch.old_id->short_hex() : std::string()) + to;
    case RefAction::skip:
    case RefAction::conflict:
      break;
  }
  return "would stay as it is";
}

/// "would be fast-forwarded by 7 commits to 5e6f7a8", or why nothing would be done.
std::string Sentences::in_a_dry_run() const {
  const std::size_t sent_tags = tags(true);
  if (branch_ == nullptr) return done();
  const bool moves = branch_->planned.new_id.has_value();
  if (result_.end.because == Because::pull_request || stops(result_.end.because) ||
      (!moves && sent_tags == 0)) {
    return done();
  }
  std::string text = target() + " " + planned_branch_text(result_, branch_->planned);
  if (sent_tags > 0) text += ", and " + counted(sent_tags, "tag") + " would be pushed";
  const bool merge_comes_back = settings_.direction == Direction::both &&
                                result_.end.because == Because::merge &&
                                result_.found.source_sha == result_.found.source_tip;
  if (merge_comes_back) text += "; " + source() + " would then be fast-forwarded to the merge";
  return text + ".";
}

}  // namespace

std::string run_sentence(const Settings& settings, const SyncResult& result) {
  const Sentences sentences(settings, result);
  return settings.dry_run ? sentences.in_a_dry_run() : sentences.done();
}

}  // namespace auto_sync
