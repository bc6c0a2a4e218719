#pragma once
#include <optional>
#include <string>

#include "domain/event.h"
#include "policy/inputs.h"

namespace auto_sync {

/// What made this run happen. `payload` is the text of the file GITHUB_EVENT_PATH, which `main`
/// reads; none when there is no such file. Without GITHUB_EVENT_NAME the run is one by hand.
///
/// A `workflow_run` event must tell its run; the other kinds need no payload. Throws Error(usage)
/// for a payload that is missing, larger than 8 MiB, not JSON, nested too deeply or of another
/// shape, naming the field (webhook shapes: octokit/webhooks, `workflow_run` events).
EventContext parse_event(const Environment& environment, const std::optional<std::string>& payload);

}  // namespace auto_sync
