#pragma once
#include <string>
#include <vector>

#include "contract/endings.h"
#include "contract/world.h"

namespace auto_sync::testing {

/// A world in conflict (the source two commits ahead, the target one of its own) whose runs are to
/// propose a pull request.
class PullWorld : public World {
 public:
  PullWorld();

  /// Runs, and checks that the target branch stands where it did, whatever came of the run.
  Outcome propose();
  /// The source gets another commit, and a green build of it.
  void carry_on(const std::string& subject = "One more");

  /// The target's pull requests, the oldest first.
  std::vector<Json> pulls() { return standin.repository(target_name).pulls; }
  void change_pull(std::size_t index, const std::string& member, const Json& value);
  /// Closes the oldest, as a maintainer would.
  void close_pull() { change_pull(0, "state", "closed"); }

  /// Requests of the last run with this method, to the API.
  std::size_t api_requests(const std::string& method);
  std::size_t pushes();
};

/// Requests that post to this path, a regular expression.
RequestMatch posted(const std::string& path);

}  // namespace auto_sync::testing
