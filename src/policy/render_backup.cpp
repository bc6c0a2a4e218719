#include "policy/render_backup.h"

#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/ref_name.h"
#include "domain/verdict.h"
#include "policy/render_markdown.h"

namespace auto_sync {
namespace {

const LedgerRef* standing(const Settings& settings, const Ledger& ledger) {
  return backup_of(ledger, branch_ref(settings.target_branch));
}

const LedgerRef* planned(const Settings& settings, const SyncResult& result) {
  if (result.end.status != Status::dry_run) return nullptr;
  const std::string branch = branch_ref(settings.target_branch);
  for (const LedgerRef* ref : result.ledger.told()) {
    const auto name = parse_backup_ref(ref->name());
    if (name && name->of == branch) return ref;
  }
  return nullptr;
}

const std::optional<Oid>& kept_tip(const LedgerRef& backup) {
  return backup.planned.new_id ? backup.planned.new_id : backup.planned.old_id;
}

}  // namespace

std::string branch_backup(const Settings& settings, const Ledger& ledger) {
  const LedgerRef* backup = standing(settings, ledger);
  return backup == nullptr ? std::string() : backup->name();
}

std::string backup_line(const Settings& settings, const SyncResult& result) {
  const LedgerRef* backup = standing(settings, result.ledger);
  const bool there = backup != nullptr;
  if (!there) backup = planned(settings, result);
  if (backup == nullptr || !kept_tip(*backup)) return {};
  std::string line = commit_link(settings.target, *kept_tip(*backup)) +
                     (there ? " is kept under " : " would be kept under ") +
                     markdown_code(backup->name());
  if (!result.ledger.pruned().empty()) {
    line += "; " + counted(result.ledger.pruned().size(), "older backup") + " deleted";
  }
  return line;
}

void write_backup(JsonWriter& json, const Settings& settings, const Ledger& ledger) {
  json.key("backup");
  if (const LedgerRef* backup = standing(settings, ledger)) {
    json.object([&] {
      json.key("ref").text(backup->name());
      json.key("time").text(parse_backup_ref(backup->name())->time);
      json.key("tip").id(kept_tip(*backup));
    });
  } else {
    json.null();
  }
  json.key("pruned_backups").array(ledger.pruned(), [&](const std::string& name) {
    json.text(name);
  });
}

}  // namespace auto_sync
