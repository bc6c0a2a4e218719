#pragma once
#include <functional>

#include "domain/sync_result.h"
#include "service/clock.h"
#include "service/commit_pack.h"
#include "service/git_remote.h"
#include "service/github_api.h"
#include "service/github_pulls.h"
#include "service/github_repository.h"
#include "service/object_store.h"
#include "service/transfer.h"

namespace auto_sync {

/// What a push touches the world with.
struct PushEdges {
  Transfer& transfer;
  GitTarget& target;
  GitSource& target_reader;
  GitSource& last_look;
  /// Asked for the name of a file that is too large.
  GitSource& source;
  ObjectStores& stores;
  Clock& clock;
  std::function<int()> interrupted;
};

/// Everything a run touches the world with; main makes it of adapters, tests of fakes.
struct Edges {
  GitSource& source;
  GitSource& target_reader;  ///< the target's own upload-pack: history of a diverged target, proof
  GitTarget& target;
  Transfer& transfer;
  /// The target's upload-pack once more, for the one look after an interrupted push: its requests
  /// go on although the run was interrupted, and take a second at most.
  GitSource& last_look;
  CommitPackReader& packs;
  ObjectStores& stores;
  GithubApi& api;
  GithubPulls& pulls;  ///< the target's
  Clock& clock;
  std::function<Traffic()> traffic = [] { return Traffic(); };  ///< so far
  std::function<int()> interrupted = [] { return 0; };          ///< the signal's number, or 0
  /// The same as `traffic` without what is asked beside the pipeline (app/beside.h).
  std::function<Traffic()> pipeline_traffic = [] { return Traffic(); };
  /// What REST says of the target to the token that pushes; null where nothing is to be asked.
  GithubRepository* target_repository = nullptr;

  PushEdges pushing() {
    return {transfer, target, target_reader, last_look, source, stores, clock, interrupted};
  }
};

}  // namespace auto_sync
