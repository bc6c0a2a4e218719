#include "policy/render_trees.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/render_markdown.h"

namespace auto_sync {
namespace {

constexpr std::size_t path_limit = 500;
constexpr std::size_t missing_limit = 10;

std::string_view change_word(FileChange change) {
  switch (change) {
    case FileChange::added:
      return "added";
    case FileChange::deleted:
      return "deleted";
    case FileChange::modified:
      break;
  }
  return "modified";
}

std::string path_cell(const std::string& path) {
  return markdown_code(shorten(path, path_limit));
}

}  // namespace

std::string files_line(const Findings& found) {
  if (!found.files) return {};
  const FileChanges& files = *found.files;
  if (files.total() == 0) return "no file changes";
  return with_thousands(files.added) + " added, " + with_thousands(files.modified) + " modified, " +
         with_thousands(files.deleted) + " deleted";
}

std::string files_fold(const Findings& found, std::size_t limit) {
  if (!found.files || found.files->first.empty()) return {};
  const auto& first = found.files->first;
  const std::size_t shown = std::min(first.size(), limit);
  std::string table = "| File | Change |\n|:--|:--|\n";
  for (std::size_t i = 0; i < shown; ++i) {
    table += table_row({path_cell(first[i].path), change_word(first[i].change)});
  }
  const std::uint64_t total = found.files->total();
  if (total > shown) table += "\nand " + with_thousands(total - shown) + " more\n";
  return folded(counted(total, "file") + " changed", table);
}

std::string files_story(const SyncResult& result, std::size_t limit) {
  if (!result.found.files) return {};
  const bool merged = result.end.came_to() == Status::merged;
  return "From the target's tip to the " + std::string(merged ? "merge" : "commit carried") + ": " +
         files_line(result.found) + ". A renamed file counts as one deleted and one added.\n\n" +
         files_fold(result.found, limit);
}

std::string required_paths_table(const Findings& found) {
  if (found.required_paths.empty()) return {};
  std::string table = "| Path | In the commit carried |\n|:--|:--|\n";
  for (const RequiredPath& path : found.required_paths) {
    table += table_row({path_cell(path.pattern), path.present ? "✅ present" : "❌ missing"});
  }
  return table;
}

std::string required_paths_cell(const Findings& found) {
  const auto& paths = found.required_paths;
  if (paths.empty()) return {};
  std::string missing;
  std::size_t count = 0;
  for (const RequiredPath& path : paths) {
    if (path.present || ++count > missing_limit) continue;
    missing += (missing.empty() ? "" : ", ") + path_cell(path.pattern);
  }
  if (count == 0) return "✅ " + counted(paths.size(), "path") + " present";
  if (count > missing_limit) missing += " and " + std::to_string(count - missing_limit) + " more";
  return "❌ missing: " + missing;
}

void write_files(JsonWriter& json, const Findings& found) {
  json.key("files");
  if (!found.files) return json.null();
  json.object([&] {
    json.key("added").number(found.files->added);
    json.key("modified").number(found.files->modified);
    json.key("deleted").number(found.files->deleted);
    json.key("first").array(found.files->first, [&](const ChangedFile& file) {
      json.object([&] {
        json.key("path").text(file.path);
        json.key("change").text(change_word(file.change));
      });
    });
  });
}

void write_required_paths(JsonWriter& json, const Findings& found) {
  json.key("required_paths").array(found.required_paths, [&](const RequiredPath& path) {
    json.object([&] {
      json.key("path").text(path.pattern);
      json.key("present").boolean(path.present);
    });
  });
}

}  // namespace auto_sync
