#pragma once
#include "app/meter.h"
#include "app/push_edges.h"
#include "service/github_api.h"
#include "service/github_pulls.h"
#include "service/github_repository.h"

namespace auto_sync {

/// What is asked of GitHub's REST API.
struct GithubEdges {
  GithubApi& builds;   ///< the source's
  GithubPulls& pulls;  ///< the target's
  /// What it says of the target to the token that pushes; null where nothing is to be asked.
  GithubRepository* target = nullptr;
};

/// Everything a run touches the world with; main makes it of adapters, tests of fakes. A stage is
/// handed the part that it uses.
struct Edges {
  PushEdges push;
  GithubEdges github;
  Meter meter;

  const ReadEdges& read() const { return push.read; }
  Clock& clock() const { return meter.clock; }
};

}  // namespace auto_sync
