#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// A way out: words, and commands to paste into a POSIX shell. Commands hold addresses, never
/// credentials: git asks for those, or has them.
struct Recovery {
  std::string name;         ///< `merge`, `rebase`, `force_sync`, `rollback_to`, `restore`
  std::string title;        ///< plain text, not escaped
  std::string explanation;  ///< plain text, not escaped
  std::vector<std::string> commands;
};

/// What resolves a conflict so that later syncs are fast-forwards again: merge, rebase, force_sync.
/// Empty when the run did not end in one.
std::vector<Recovery> conflict_recovery(const Settings& settings, const EventContext& event,
                                        const SyncResult& result);

/// What puts back the tips that the run has overwritten, from their backups where there are such;
/// empty when it has overwritten nothing.
std::vector<Recovery> overwrite_recovery(const Settings& settings, const EventContext& event,
                                         const Ledger& ledger);

/// `text` as one word of a POSIX shell, quoted only when it has to be.
std::string shell_word(std::string_view text);

}  // namespace auto_sync
