#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/ledger.h"

namespace auto_sync {

/// What a push came to, as the ledger has it: pure questions about the refs that it carried.

/// Whether the target answered to each of them.
bool all_answered(const Ledger& ledger, const std::vector<PlannedRef>& refs);
/// Whether each stands where it was to go, by this run or by somebody else.
bool all_landed(const Ledger& ledger, const std::vector<PlannedRef>& refs);
/// Whether somebody else changed one of the refs that were refused: the target lists it at a value
/// that is neither the analysed nor the planned one. Hosts word a lost lease in many ways, so the
/// listing decides and no text.
bool lease_was_lost(const Ledger& ledger, const std::vector<PlannedRef>& refs);
/// Whether one was refused, and is listed as it was before.
bool any_refused_as_before(const Ledger& ledger, const std::vector<PlannedRef>& refs);
/// Whether all of them were listed, after the push, at the value that was analysed before it.
bool stand_as_before(const Ledger& ledger, const std::vector<PlannedRef>& refs);
/// The first backup that was refused; null when none was.
const LedgerRef* refused_backup(const Ledger& ledger);
/// What to say when a server that was asked to take all or none let something move alone: refs that
/// it hides do not count in its transaction. Nothing when it kept to it.
std::optional<std::string> moved_apart(const Plan& plan, const Ledger& ledger);
/// The error of a push that left something unknown: what the target accepted, and, listed several
/// times, does not show; or what it refused after an earlier try of which nothing is known.
Error unseen_push(const Ledger& ledger);
/// The error of a push that has no report: why (`failure`), and what is known of the target.
Error push_error(const std::optional<Error>& failure, const Ledger& ledger,
                 const std::vector<PlannedRef>& refs);

}  // namespace auto_sync
