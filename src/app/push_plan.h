#pragma once
#include "app/push_refs.h"

namespace auto_sync {

/// Pushes what the plan says, as push_refs does, and sees to it that nothing is overwritten unless
/// its backup stands: both go in one atomic push where the target takes such, else the backups go
/// in a push of their own first, and when one of them is refused that is all that is sent.
///
/// Once everything was accepted, the backups that have expired are deleted. Those that stay, for
/// whatever reason, are a warning.
///
/// Throws Error, besides what push_refs throws, when the plan is `atomic` and the server is not,
/// and when a backup that went first was accepted but is not listed afterwards.
PushEnd push_plan(Plan plan, const TargetListing& listing, Edges& edges);

}  // namespace auto_sync
