#pragma once
#include <string>
#include <vector>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// A run to be rendered, complete and always the same.
struct Sample {
  std::string name;  ///< of its files in tests/fixtures/reports
  Settings settings;
  EventContext event;
  SyncResult result;
};

/// One sample per way a run can end.
std::vector<Sample> all_samples();
/// The sample of that name.
Sample sample(const std::string& name);

/// The backup that `forced` made.
PlannedRef sample_backup();
/// A rollback to the tip that `forced` overwrote, which lost nothing in turn.
Sample rolled_back(Sample forced);

/// Both ways: a merge commit in the target, and then in the source too.
Sample merged(Sample synced, const HistoryFacts& diverged);

/// What is known of both histories, to be changed.
HistoryFacts& history_of(Sample& run);

/// An id made of one repeated hexadecimal digit pair: sample_oid(0xab) is abab...
Oid sample_oid(unsigned char byte);

/// The same conflict, proposed as a pull request.
Sample with_pull_request(Sample conflict);

}  // namespace auto_sync
