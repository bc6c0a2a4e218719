#include "policy/select_tags.h"

#include <fnmatch.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "domain/backup_ref.h"
#include "domain/ref_name.h"

namespace auto_sync {
namespace {

bool selected(const TagSelection& selection, const std::string& name) {
  switch (selection.mode) {
    case TagSelection::Mode::none:
      return false;
    case TagSelection::Mode::reachable:
    case TagSelection::Mode::all:
      return true;
    case TagSelection::Mode::patterns:
      break;
  }
  const std::string tag = short_ref_name(name);
  return std::any_of(
      selection.patterns.begin(), selection.patterns.end(),
      [&](const std::string& pattern) { return fnmatch(pattern.c_str(), tag.c_str(), 0) == 0; });
}

}  // namespace

std::vector<TagFacts> select_tags(const TagSelection& selection,
                                  const std::vector<ListedRef>& source_refs,
                                  const std::vector<ListedRef>& target_refs) {
  std::unordered_map<std::string_view, Oid> on_target;
  for (const ListedRef& ref : target_refs) on_target.emplace(ref.name, ref.id);

  std::vector<TagFacts> tags;
  for (const ListedRef& ref : source_refs) {
    if (!is_tag_ref(ref.name) || !is_valid_ref_name(ref.name) || is_backup_ref(ref.name)) continue;
    if (!selected(selection, ref.name)) continue;
    const auto found = on_target.find(ref.name);
    tags.push_back({ref, found == on_target.end() ? std::nullopt : std::optional(found->second)});
  }
  return tags;
}

}  // namespace auto_sync
