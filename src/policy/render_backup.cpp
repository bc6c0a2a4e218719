#include "policy/render_backup.h"

#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/ref_name.h"
#include "policy/render_markdown.h"

namespace auto_sync {
namespace {

const RefResult* standing(const Settings& settings, const SyncResult& result) {
  return result.backup_of(branch_ref(settings.target_branch));
}

const RefResult* planned(const Settings& settings, const SyncResult& result) {
  if (result.status != Status::dry_run) return nullptr;
  const std::string branch = branch_ref(settings.target_branch);
  for (const RefResult& ref : result.refs) {
    const auto name = parse_backup_ref(ref.planned.name);
    if (name && name->of == branch) return &ref;
  }
  return nullptr;
}

const std::optional<Oid>& kept_tip(const RefResult& backup) {
  return backup.planned.new_id ? backup.planned.new_id : backup.planned.old_id;
}

}  // namespace

std::string branch_backup(const Settings& settings, const SyncResult& result) {
  const RefResult* backup = standing(settings, result);
  return backup == nullptr ? std::string() : backup->planned.name;
}

std::string backup_line(const Settings& settings, const SyncResult& result) {
  const RefResult* backup = standing(settings, result);
  const bool there = backup != nullptr;
  if (!there) backup = planned(settings, result);
  if (backup == nullptr || !kept_tip(*backup)) return {};
  std::string line = commit_link(settings.target, *kept_tip(*backup)) +
                     (there ? " is kept under " : " would be kept under ") +
                     markdown_code(backup->planned.name);
  if (!result.pruned_backups.empty()) {
    line += "; " + counted(result.pruned_backups.size(), "older backup") + " deleted";
  }
  return line;
}

void write_backup(JsonWriter& json, const Settings& settings, const SyncResult& result) {
  json.key("backup");
  if (const RefResult* backup = standing(settings, result)) {
    json.object([&] {
      json.key("ref").text(backup->planned.name);
      json.key("time").text(parse_backup_ref(backup->planned.name)->time);
      json.key("tip").id(kept_tip(*backup));
    });
  } else {
    json.null();
  }
  json.key("pruned_backups").array(result.pruned_backups, [&](const std::string& name) {
    json.text(name);
  });
}

}  // namespace auto_sync
