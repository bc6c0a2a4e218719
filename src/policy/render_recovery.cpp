#include "policy/render_recovery.h"

#include <algorithm>

#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/ref_name.h"
#include "policy/render_verdict.h"

namespace auto_sync {
namespace {

/// Enough for git to find a host's repository: `HOST/owner/name` away from github.com.
std::string gh_repository(const Settings& settings, const std::string& repository) {
  const std::string scheme_end = "://";
  const auto start = settings.server_url.find(scheme_end);
  const std::string host = start == std::string::npos
                               ? settings.server_url
                               : settings.server_url.substr(start + scheme_end.size());
  return host == "github.com" ? repository : host + "/" + repository;
}

/// The commands that both ways share: a clone of the source, with the target's commits fetched.
std::vector<std::string> both_sides(const Settings& settings) {
  return {"git clone " + shell_word(settings.source.url) + " sync-recovery", "cd sync-recovery",
          "git fetch " + shell_word(settings.target.url) + " " +
              shell_word(branch_ref(settings.target_branch))};
}

std::string push_to_source(const Settings& settings) {
  return "git push origin " + shell_word("HEAD:" + branch_ref(settings.sync_branch));
}

Recovery merge(const Settings& settings, const Findings& found, const Oid& tip) {
  const std::string target = settings.target.display_name();
  const std::string source = settings.source.display_name();
  const bool unrelated = found.history && found.history->relation == Relation::unrelated;
  Recovery way{"merge", "Merge: keep every commit as it is",
               "Brings the target's commits into " + source + " " + settings.sync_branch +
                   ". Once that merge is built and green, the next sync is a fast-forward.",
               both_sides(settings)};
  way.commands.push_back("git switch -C sync-recovery " +
                         shell_word("origin/" + settings.sync_branch));
  way.commands.push_back(
      "git merge " + std::string(unrelated ? "--allow-unrelated-histories " : "") + "-m " +
      shell_word("Merge " + settings.target_branch + " of " + target) + " " + tip.hex());
  way.commands.push_back(push_to_source(settings));
  return way;
}

Recovery rebase(const Settings& settings, const Oid& tip) {
  const std::string branch = branch_ref(settings.target_branch);
  Recovery way{"rebase", "Rebase: replay the target's commits on top of the source",
               "A straight history: the target's commits get new ids, and " +
                   settings.target.display_name() + " " + settings.target_branch +
                   " is overwritten, but only if it still is what this run saw.",
               both_sides(settings)};
  way.commands.push_back("git switch -C sync-recovery " + tip.hex());
  way.commands.push_back("git rebase " + shell_word("origin/" + settings.sync_branch));
  way.commands.push_back(push_to_source(settings));
  way.commands.push_back("git push " +
                         shell_word("--force-with-lease=" + branch + ":" + tip.hex()) + " " +
                         shell_word(settings.target.url) + " " + shell_word("HEAD:" + branch));
  return way;
}

std::string what_is_lost(const Findings& found) {
  const auto behind = found.history ? found.history->behind : std::nullopt;
  return behind ? counted(*behind, "commit") + " of the target" : "the target's own commits";
}

Recovery overwrite(const Settings& settings, const EventContext& event, const SyncResult& result,
                   const Oid& tip) {
  Recovery way{"force_sync",
               "Overwrite: let the source win",
               "Run again with force_sync: true. The build is then not asked, and " +
                   what_is_lost(result.found) + " would no longer be on " +
                   settings.target.display_name() + " " + settings.target_branch +
                   ". The overwritten tip is " + tip.hex() +
                   "; the report of that run says how to restore it.",
               {}};
  if (!event.workflow.empty() && !event.repository.empty()) {
    way.commands.push_back("gh workflow run " + shell_word(event.workflow) + " --repo " +
                           shell_word(gh_repository(settings, event.repository)) +
                           " -f force_sync=true");
  }
  return way;
}

/// Runs again with `rollback_to`. The time is named rather than `previous`, so that it still is the
/// right one after later runs.
Recovery roll_back(const Settings& settings, const EventContext& event, const std::string& time) {
  Recovery way{"rollback_to",
               "Roll back with auto-sync",
               "Run again with rollback_to: " + time + " (or `previous`, for the newest backup). " +
                   "Only the target is asked, and what the rollback replaces is kept in turn.",
               {}};
  if (!event.workflow.empty() && !event.repository.empty()) {
    way.commands.push_back("gh workflow run " + shell_word(event.workflow) + " --repo " +
                           shell_word(gh_repository(settings, event.repository)) +
                           " -f rollback_to=" + time);
  }
  return way;
}

/// Fetches the overwritten tip by its backup's name, else by its id, and puts it back unless the
/// ref has moved since.
Recovery restore(const Settings& settings, const std::string& name, const Change& change,
                 const LedgerRef* backup) {
  const std::string url = shell_word(settings.target.url);
  const std::string old_id = change.old_id->hex();
  const std::string lease = shell_word("--force-with-lease=" + name + ":" + change.new_id->hex());
  const std::string update = shell_word(old_id + ":" + name);
  const std::string kept = backup == nullptr ? "Servers keep overwritten commits for a while only."
                                             : "The target keeps it as " + backup->name() + ".";
  return {"restore",
          "Restore " + short_ref_name(name) + " with git",
          "It was " + old_id + " before. " + kept + " In any git repository:",
          {"git fetch " + url + " " + (backup == nullptr ? old_id : shell_word(backup->name())),
           "git push " + lease + " " + url + " " + update}};
}

/// Whether a run with `rollback_to` restores that ref: it knows the target's branch alone.
bool can_roll_back(const Settings& settings, const std::string& ref) {
  return settings.direction == Direction::forward && ref == branch_ref(settings.target_branch);
}

}  // namespace

std::vector<Recovery> conflict_recovery(const Settings& settings, const EventContext& event,
                                        const SyncResult& result) {
  const std::optional<Oid> before = result.target_before();
  if (!in_conflict(result.end) || !before) return {};
  const Oid& tip = *before;
  return {merge(settings, result.found, tip), rebase(settings, tip),
          overwrite(settings, event, result, tip)};
}

std::vector<Recovery> overwrite_recovery(const Settings& settings, const EventContext& event,
                                         const Ledger& ledger) {
  std::vector<Recovery> ways;
  for (const LedgerRef* ref : ledger.told()) {
    const Change change = change_of(*ref);
    if (!was_forced(*ref) || !change.old_id || !change.new_id) continue;
    const LedgerRef* backup = backup_of(ledger, ref->name());
    if (backup != nullptr && can_roll_back(settings, ref->name())) {
      ways.push_back(roll_back(settings, event, parse_backup_ref(backup->name())->time));
    }
    ways.push_back(restore(settings, ref->name(), change, backup));
  }
  return ways;
}

std::string shell_word(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
  });
  if (plain) return std::string(text);
  return "'" + replace_all(std::string(text), "'", "'\\''") + "'";
}

}  // namespace auto_sync
