#pragma once
#include <string>
#include <string_view>

#include "domain/findings.h"
#include "domain/ledger.h"
#include "domain/run_end.h"
#include "domain/verdict.h"

namespace auto_sync {

/// The word for what became of a ref, as the JSON report spells it: `created`, `would_create`.
std::string_view verdict_word(Verdict verdict);
/// The same for people: "fast-forwarded", "would be created".
std::string_view verdict_text(Verdict verdict);
/// ✅, ➖, ⚠️, ❌ or 🔍. A tag in conflict is a warning: the run is what the branch is.
std::string_view verdict_icon(Verdict verdict, bool is_tag);
/// The verdict on a ref of this run.
Verdict verdict_in(const RunEnd& end, const LedgerRef& ref);

/// The icon of the whole run: ✅ synced, ℹ️ in sync, ⚠️ forced or blocked, ❌ conflict,
/// rejected or error, 🔍 dry run.
std::string_view status_icon(Status status);

/// Whether the run ended in a conflict, be it as a pull request, or would have (a dry run).
bool in_conflict(const RunEnd& end);
/// Whether the push overwrites something, or would have.
bool overwrites(const RunEnd& end);
/// Whether the target's branch did not exist before.
bool first_sync(const Findings& found);
/// Whether nobody can know what became of something that was sent; of the target branch; of a tag.
bool unconfirmed(const Ledger& ledger);
bool branch_unconfirmed(const Ledger& ledger);
/// How many commits the run brought to the target branch; nothing while the target's answer is not
/// known, and where nobody has counted them, as in a first sync.
std::optional<std::uint64_t> counted_commits(const Findings& found, const Ledger& ledger);
bool tags_unconfirmed(const Ledger& ledger);
/// The commit that was carried, when it is among the listed ones; else null.
const Commit* carried_commit(const Findings& found);

}  // namespace auto_sync
