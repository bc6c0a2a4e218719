#include "policy/plan_rollback.h"

#include <algorithm>
#include <set>

#include "base/escape.h"
#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/ref_name.h"
#include "policy/phrases.h"

namespace auto_sync {
namespace {

constexpr std::size_t backups_to_name = 8;

std::string list_backups(const std::vector<Backup>& backups) {
  std::string list;
  for (const Backup& backup : backups) {
    list += (list.empty() ? "" : ", ") + backup.time + " (" + backup.id.short_hex() + ")";
  }
  return list;
}

/// The branches that have backups, when the target branch has none.
std::string other_branches(const std::vector<ListedRef>& listed) {
  std::set<std::string> branches;
  for (const ListedRef& ref : listed) {
    const auto name = parse_backup_ref(ref.name);
    if (name && is_branch_ref(name->of)) branches.insert(short_ref_name(name->of));
  }
  const std::vector<std::string> names(branches.begin(), branches.end());
  return shorten(printable(join(names, ", ")), 500);
}

/// What there is to choose from, those whose time is nearest to `wanted` ("": the newest).
std::string advice(const Settings& settings, const std::vector<ListedRef>& listed,
                   const std::string& wanted) {
  std::vector<Backup> backups = backups_of(branch_ref(settings.target_branch), listed);
  if (backups.empty()) {
    const std::string others = other_branches(listed);
    return "Give the full id of a commit that the target has in its history" +
           (others.empty() ? "." : ", or set target_branch: there are backups of " + others + ".");
  }
  const auto later = std::find_if(backups.begin(), backups.end(),
                                  [&](const Backup& backup) { return backup.time < wanted; });
  const auto place = wanted.empty() ? 0 : static_cast<std::size_t>(later - backups.begin());
  const std::size_t half = backups_to_name / 2;
  const std::size_t start = std::min(place > half ? place - half : 0,
                                     backups.size() - std::min(backups.size(), backups_to_name));
  const std::size_t end = std::min(backups.size(), start + backups_to_name);
  const std::size_t all = backups.size();
  backups.resize(end);
  backups.erase(backups.begin(), backups.begin() + static_cast<std::ptrdiff_t>(start));
  return "Set rollback_to to one of its backups: " + list_backups(backups) +
         (backups.size() < all ? ", ... (" + std::to_string(all) + " in all)" : std::string()) +
         "; or to `previous`, or to the full id of a commit that the target has.";
}

RollbackGoal of_backup(const Backup& backup) {
  return {backup.id, backup.name};
}

}  // namespace

RollbackGoal find_rollback_goal(const Settings& settings, const std::vector<ListedRef>& listed) {
  const std::string& wanted = settings.rollback_to;
  if (const auto commit = Oid::parse(wanted)) return {*commit, {}};
  const std::string branch = branch_ref(settings.target_branch);
  const std::vector<Backup> backups = backups_of(branch, listed);
  if (wanted == "previous") {
    const ListedRef* tip = find_ref(listed, branch);
    const auto other = std::find_if(backups.begin(), backups.end(), [&](const Backup& backup) {
      return tip == nullptr || backup.id != tip->id;
    });
    if (other != backups.end()) return of_backup(*other);
    if (!backups.empty()) return of_backup(backups.front());
    throw Error(ErrorKind::usage, "There is no backup of " + target_name(settings) + ".",
                advice(settings, listed, {}));
  }
  const auto named = std::find_if(backups.begin(), backups.end(),
                                  [&](const Backup& backup) { return backup.time == wanted; });
  if (named != backups.end()) return of_backup(*named);
  throw Error(ErrorKind::usage,
              "There is no backup of " + target_name(settings) + " from " + wanted + ".",
              advice(settings, listed, wanted));
}

bool is_listed(const Oid& id, const std::vector<ListedRef>& listed) {
  return std::any_of(listed.begin(), listed.end(),
                     [&](const ListedRef& ref) { return ref.id == id; });
}

Error unknown_commit(const Settings& settings, const Oid& commit,
                     const std::vector<ListedRef>& listed) {
  return Error(ErrorKind::usage,
               settings.target.display_name() + " has no commit " + commit.hex() + ".",
               advice(settings, listed, {}));
}

Plan plan_rollback(const Settings& settings, const RollbackGoal& goal,
                   const std::optional<Oid>& tip) {
  Plan plan;
  plan.branch = {branch_ref(settings.target_branch), tip, std::nullopt, RefAction::skip, {}};
  if (tip == goal.commit) {
    plan.because = Because::nothing_to_restore;
    return plan;
  }
  plan.status = Status::rolled_back;
  plan.branch.new_id = goal.commit;
  plan.branch.action = tip ? RefAction::force : RefAction::create;
  plan.because = tip ? Because::rollback : Because::recreation;
  return plan;
}

}  // namespace auto_sync
