#pragma once
#include <string>
#include <string_view>

#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// The word for what became of a ref, as the JSON report spells it: `created`, `fast_forwarded`,
/// `merged`, `forced`, `up_to_date`, `skipped`, `conflict`, `rejected`, `unconfirmed`, `not_sent`,
/// and in a dry run `would_create`, `would_fast_forward`, `would_merge`, `would_force`.
std::string_view verdict_word(const SyncResult& result, const RefResult& ref);
/// The same for people: "fast-forwarded", "would be created".
std::string_view verdict_text(std::string_view verdict_word);
/// ✅, ➖, ⚠️, ❌ or 🔍. A tag in conflict is a warning: the run is what the branch is.
std::string_view verdict_icon(std::string_view verdict_word, bool is_tag);

/// The icon of the whole run: ✅ synced, ℹ️ in sync, ⚠️ forced or blocked, ❌ conflict,
/// rejected or error, 🔍 dry run.
std::string_view status_icon(Status status);

/// The sentence that says what happened, on one line; of a dry run, what would have happened.
std::string headline(const Settings& settings, const SyncResult& result);

/// Whether the run ended in a conflict, be it as a pull request, or would have (a dry run).
bool in_conflict(const SyncResult& result);
/// Whether the push overwrites something, or would have.
bool overwrites(const SyncResult& result);
/// Whether `ref` was overwritten, as far as is known.
bool was_forced(const RefResult& ref);
/// Whether the target's branch did not exist before.
bool first_sync(const SyncResult& result);
/// The commit that was carried, when it is among the listed ones; else null.
const Commit* carried_commit(const SyncResult& result);

}  // namespace auto_sync
