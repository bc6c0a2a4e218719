#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/oid.h"

namespace auto_sync {

/// A pull request as GitHub tells it (REST, schema `pull-request-simple`).
struct PullRequest {
  std::uint64_t number = 0;
  std::string url;  ///< its page
  std::string body;
  std::optional<Oid> head;  ///< the tip of its branch; of a closed one, when it was closed
  bool open = false;
  bool merged = false;
};

/// What becomes of the pull request that carries the commits of a conflict.
enum class PullRequestAction {
  open,
  update,   ///< the open one tells the new story
  keep,     ///< the open one tells it already, or its text is somebody else's
  decline,  ///< somebody closed one with this very commit: it is not proposed again
};

/// The pull request of a run, for the report.
struct PullRequestResult {
  PullRequestAction action = PullRequestAction::open;
  std::string repository;    ///< owner/name
  std::string branch;        ///< where the commits are
  std::string base;          ///< the branch that they are proposed to
  std::uint64_t number = 0;  ///< 0: there is none (yet)
  std::string url;
  bool merged = false;  ///< of a declined one: it was merged, as other commits
  bool done = false;    ///< opened or updated as `action` says
};

}  // namespace auto_sync
