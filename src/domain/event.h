#pragma once
#include <optional>
#include <string>

#include "domain/build_run.h"

namespace auto_sync {

enum class EventKind {
  workflow_run,
  schedule,
  workflow_dispatch,
  push,
  repository_dispatch,
  other,
  none
};

/// What made this run happen: from GITHUB_EVENT_NAME, GITHUB_EVENT_PATH and the runner's variables.
struct EventContext {
  EventKind kind = EventKind::none;
  std::string name;             ///< GITHUB_EVENT_NAME, empty when run by hand
  std::string repository;       ///< owner/name the payload speaks of, else GITHUB_REPOSITORY
  std::optional<BuildRun> run;  ///< the payload's claim, for workflow_run; never believed unread
  std::string actor;
  std::string workflow;  ///< our own workflow's name
  std::string run_id;    ///< our own run
  std::string run_number;
  std::string run_url;  ///< our own run's page, empty when run by hand
};

}  // namespace auto_sync
