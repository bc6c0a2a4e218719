#pragma once
#include "app/push_refs.h"

namespace auto_sync {

/// Pushes what the plan says, as push_refs does, and sees to it that nothing is overwritten unless
/// its backup stands: whatever the server advertises, the backups go first, in a push of their own,
/// and the rest only once a listing has shown them. When one is refused or not seen, that is all
/// that is sent.
///
/// Once everything was accepted, the backups that have expired are deleted. Those that stay, for
/// whatever reason, are a warning.
///
/// What ended the plan after something may have been changed, such as a backup that was accepted
/// but is not listed, is the result's `failure`. Throws Error when nothing was changed: what
/// push_refs throws, and when the plan is `atomic` and the server is not.
PushEnd push_plan(const Plan& plan, const TargetListing& listing, Edges& edges);

}  // namespace auto_sync
