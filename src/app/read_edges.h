#pragma once
#include "service/clock.h"
#include "service/commit_pack.h"
#include "service/git_remote.h"
#include "service/object_store.h"

namespace auto_sync {

/// What both sides are read with: their refs, histories, trees and files.
struct ReadEdges {
  GitSource& source;
  GitSource& target;  ///< its own upload-pack: history of a diverged target, proof
  CommitPackReader& packs;
  ObjectStores& stores;
  Clock& clock;
};

}  // namespace auto_sync
