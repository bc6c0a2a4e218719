#pragma once
#include "app/push_refs.h"

namespace auto_sync {

/// Pushes what the plan says, as push_refs does, and sees to it that nothing is overwritten unless
/// its backup stands: whatever the server advertises, the backups go first, in a push of their own,
/// and the rest only once a listing has shown them. When one is refused, that is all that is sent.
///
/// Once everything was accepted, the backups that have expired are deleted. Those that stay, for
/// whatever reason, are a warning.
///
/// Throws Error, besides what push_refs throws, when the plan is `atomic` and the server is not,
/// and when a backup was accepted but is not listed afterwards.
PushEnd push_plan(const Plan& plan, const TargetListing& listing, const PushEdges& edges,
                  Ledger& ledger);

}  // namespace auto_sync
