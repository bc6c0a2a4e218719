#include "policy/plan_tags.h"

namespace auto_sync {
namespace {

PlannedRef plan_tag(const TagFacts& tag, bool force) {
  PlannedRef planned{tag.source.name, tag.target_id, std::nullopt, RefAction::skip, {}};
  if (tag.same()) return planned;
  if (!tag.target_id) {
    planned.new_id = tag.source.id;
    planned.action = RefAction::create;
  } else if (force) {
    planned.new_id = tag.source.id;
    planned.action = RefAction::force;
    planned.reason = "moved, because force_sync is set";
  } else {
    planned.action = RefAction::conflict;
    planned.reason = "points to " + tag.target_id->short_hex() + " in the target and to " +
                     tag.source.id.short_hex() +
                     " in the source; a tag is moved only with force_sync";
  }
  return planned;
}

}  // namespace

std::vector<PlannedRef> plan_tags(const Settings& settings, const std::vector<TagFacts>& tags) {
  std::vector<PlannedRef> planned;
  for (const TagFacts& tag : tags) {
    if (settings.tags.mode == TagSelection::Mode::reachable && !tag.reachable) continue;
    planned.push_back(plan_tag(tag, settings.force_sync));
  }
  return planned;
}

}  // namespace auto_sync
