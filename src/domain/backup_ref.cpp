#include "domain/backup_ref.h"

#include <algorithm>

#include "domain/ref_name.h"

namespace auto_sync {
namespace {

/// Where backups of one kind of ref lie, in both forms.
struct BackupPlace {
  std::string_view kind;  ///< what the kept ref's name begins with
  std::string_view as_ref;
  std::string_view as_tag;
};

constexpr BackupPlace places[] = {
    {"refs/heads/", "refs/auto-sync/backup/", "refs/tags/auto-sync-backup/"},
    {"refs/tags/", "refs/auto-sync/backup-tags/", "refs/tags/auto-sync-backup-tags/"},
};

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `<branch>/<time>`, as it stands behind a place.
std::optional<BackupName> parse_rest(std::string_view kind, std::string_view rest) {
  const std::size_t slash = rest.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  const std::string_view time = rest.substr(slash + 1);
  if (!is_backup_time(time)) return std::nullopt;
  return BackupName{std::string(kind).append(rest.substr(0, slash)), std::string(time)};
}

}  // namespace

bool is_backup_time(std::string_view text) {
  return text.size() == 16 && is_digits(text.substr(0, 8)) && text[8] == 'T' &&
         is_digits(text.substr(9, 6)) && text[15] == 'Z';
}

bool is_backup_ref(std::string_view name) {
  return std::any_of(std::begin(places), std::end(places), [&](const BackupPlace& place) {
    return name.starts_with(place.as_ref) || name.starts_with(place.as_tag);
  });
}

std::optional<BackupName> parse_backup_ref(std::string_view name) {
  for (const BackupPlace& place : places) {
    for (const std::string_view prefix : {place.as_ref, place.as_tag}) {
      if (name.starts_with(prefix)) return parse_rest(place.kind, name.substr(prefix.size()));
    }
  }
  return std::nullopt;
}

std::string backup_ref(std::string_view ref, std::string_view time, bool as_tag) {
  const BackupPlace& place = is_tag_ref(ref) ? places[1] : places[0];
  return std::string(as_tag ? place.as_tag : place.as_ref)
      .append(short_ref_name(ref))
      .append("/")
      .append(time);
}

std::vector<Backup> backups_of(std::string_view ref, const std::vector<ListedRef>& listed) {
  std::vector<Backup> found;
  for (const ListedRef& kept : listed) {
    const auto name = parse_backup_ref(kept.name);
    if (name && name->of == ref) found.push_back({kept.name, name->time, kept.id});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Backup& a, const Backup& b) { return a.time > b.time; });
  return found;
}

}  // namespace auto_sync
