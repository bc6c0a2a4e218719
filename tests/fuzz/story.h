#pragma once
#include <string_view>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace fuzz {

/// A run to be told, in which strangers chose every text that strangers can choose.
struct Story {
  auto_sync::Settings settings;
  auto_sync::EventContext event;
  auto_sync::SyncResult result;
  /// Only the texts that others wrote decide how much is told: without line breaks in them the
  /// report has the same lines.
  bool keeps_its_lines = true;
};

/// Makes a run of any bytes: parts between record separators (0x1E), of which the first decides how
/// the run went, byte by byte, and the others are the texts, used in turn. `line_breaks`: whether
/// those of the texts stay; else each is a space.
Story make_story(std::string_view input, bool line_breaks);

}  // namespace fuzz
