#pragma once
#include <cstddef>
#include <string>

#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// The refs for a table's cell: one line each, `limit` at most, the ones that went wrong first,
/// then how many others there are.
std::string refs_cell(const Settings& settings, const SyncResult& result, std::size_t limit);

/// The refs as a table: verdict, tip before and after, and why; "" when there are none.
std::string refs_table(const Settings& settings, const SyncResult& result);

/// What the target's server said about refused refs, and on its side channel, quoted whole;
/// "" when it said nothing.
std::string server_words(const Ledger& ledger, std::size_t max_bytes);

}  // namespace auto_sync
