#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/listed_ref.h"

namespace auto_sync {

/// A ref of the target that keeps the value which another ref had before it was overwritten:
///
///     refs/auto-sync/backup/<branch>/<time>        refs/tags/auto-sync-backup/<branch>/<time>
///     refs/auto-sync/backup-tags/<tag>/<time>      refs/tags/auto-sync-backup-tags/<tag>/<time>
///
/// where the time is UTC, `20260102T030405Z`, so that names sort by age. The names on the right are
/// for hosts that take nothing outside of refs/heads and refs/tags.
struct BackupName {
  std::string of;    ///< the full name of the ref whose value is kept
  std::string time;  ///< `20260102T030405Z`
};

/// Whether `text` has the form of a backup's time.
bool is_backup_time(std::string_view text);
/// Whether the name lies where backups lie, whatever its form: such a tag is never carried.
bool is_backup_ref(std::string_view name);
/// What the name of a backup says; nothing for any name that is not exactly of the form above.
std::optional<BackupName> parse_backup_ref(std::string_view name);
/// The name of the backup of `ref`, a branch or a tag by its full name.
std::string backup_ref(std::string_view ref, std::string_view time, bool as_tag);

/// A backup as the target lists it.
struct Backup {
  std::string name;  ///< of the ref
  std::string time;
  Oid id;
};

/// The backups of `ref` (its full name) among the listed refs, of both forms, newest first.
std::vector<Backup> backups_of(std::string_view ref, const std::vector<ListedRef>& listed);

}  // namespace auto_sync
