#pragma once
#include <optional>

#include "base/error.h"
#include "service/git_remote.h"

namespace auto_sync {

/// A commit that a server says it does not have ("not our ref"), although it was asked for because
/// the server, or the build, had named it. Once, that is somebody who has pushed meanwhile.
struct LostCommit {
  const GitSource* server = nullptr;
  std::optional<Oid> id;  ///< where the server names it

  bool operator==(const LostCommit&) const = default;
};

/// Error(remote) about that server: it names the commit, and says again and again that it lacks it.
Error names_and_lacks(const LostCommit& lost);

}  // namespace auto_sync
