#include "policy/directions.h"

#include <utility>

namespace auto_sync {
namespace {

Settings exchanged(Settings settings) {
  std::swap(settings.source, settings.target);
  std::swap(settings.source_token, settings.target_token);
  std::swap(settings.sync_branch, settings.target_branch);
  settings.direction = Direction::reverse;
  settings.reversed = true;
  return settings;
}

}  // namespace

Settings settings_of_run(Settings settings) {
  if (settings.direction != Direction::reverse) return settings;
  return exchanged(std::move(settings));
}

Settings way_forward(Settings settings) {
  if (settings.on_conflict == OnConflict::fail) settings.on_conflict = OnConflict::merge;
  return settings;
}

Settings way_back(Settings settings) {
  settings.is_way_back = true;
  settings.on_conflict = OnConflict::fail;
  settings.force_sync = false;
  return exchanged(std::move(settings));
}

Settings proposing_way_back(Settings settings) {
  settings = way_back(std::move(settings));
  settings.on_conflict = OnConflict::pull_request;
  return settings;
}

}  // namespace auto_sync
