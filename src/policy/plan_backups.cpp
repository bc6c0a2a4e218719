#include "policy/plan_backups.h"

#include <algorithm>
#include <string>

#include "domain/backup_ref.h"
#include "policy/render_time.h"

namespace auto_sync {
namespace {

/// The first second from `now` on that no backup of the ref has.
std::string free_time(const std::vector<Backup>& backups,
                      std::chrono::system_clock::time_point now) {
  const auto taken = [&](const std::string& time) {
    return std::any_of(backups.begin(), backups.end(),
                       [&](const Backup& backup) { return backup.time == time; });
  };
  while (taken(utc_compact(now))) now += std::chrono::seconds(1);
  return utc_compact(now);
}

PlannedRef keep(const PlannedRef& overwritten, const std::vector<Backup>& backups, bool as_tag,
                std::chrono::system_clock::time_point now) {
  const Oid& value = *overwritten.old_id;
  if (!backups.empty() && backups.front().id == value) {
    return {backups.front().name,
            value,
            std::nullopt,
            RefAction::skip,
            "keeps " + value.short_hex() + " already",
            true};
  }
  return {backup_ref(overwritten.name, free_time(backups, now), as_tag), std::nullopt, value,
          RefAction::create, "keeps what was overwritten"};
}

}  // namespace

void plan_backups(const BackupSettings& settings, const std::vector<ListedRef>& listed,
                  std::chrono::system_clock::time_point now, Plan& plan) {
  if (!settings.on) return;
  for (const PlannedRef& ref : plan.updates()) {
    if (ref.action != RefAction::force || !ref.old_id) continue;
    const std::vector<Backup> backups = backups_of(ref.name, listed);
    plan.backups.push_back(keep(ref, backups, settings.as_tag, now));
    const bool is_new = plan.backups.back().action == RefAction::create;
    for (std::size_t i = settings.keep - (is_new ? 1 : 0); i < backups.size(); ++i) {
      plan.expired_backups.push_back(
          {backups[i].name, backups[i].id, std::nullopt, RefAction::skip, {}});
    }
  }
}

std::string backup_remedy(const BackupSettings& settings) {
  if (settings.as_tag) {
    return "Let this token create tags auto-sync-backup/** there, or set `backup: false` to "
           "overwrite without a backup.";
  }
  return "Set `backup_as: tag` to keep backups as tags, or `backup: false` to overwrite without "
         "one.";
}

}  // namespace auto_sync
