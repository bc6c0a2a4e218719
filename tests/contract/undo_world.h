#pragma once
#include <map>
#include <string>
#include <vector>

#include "contract/world.h"

namespace auto_sync::testing {

/// A target with a commit of its own, which a forced sync overwrites.
class UndoWorld : public World {
 public:
  UndoWorld() {
    grow(3, 2);
    target.commit("main", {{"own.txt", "theirs\n"}}, "Only in the target");
  }

  Outcome force() {
    inputs["force_sync"] = "true";
    inputs.erase("rollback_to");
    return run();
  }

  Outcome roll_back(const std::string& to) {
    inputs.erase("force_sync");
    inputs["rollback_to"] = to;
    return run();
  }

  /// Everything in the target's two places for backups of branches: ref -> id.
  std::map<std::string, std::string> backups() {
    std::map<std::string, std::string> found;
    for (const auto& [name, id] : target.refs()) {
      if (name.starts_with("refs/auto-sync/backup/") ||
          name.starts_with("refs/tags/auto-sync-backup/")) {
        found[name] = id;
      }
    }
    return found;
  }

  std::vector<RequestRecord> pushes() {
    std::vector<RequestRecord> found;
    for (const RequestRecord& request : standin.requests()) {
      if (request.phase == "push") found.push_back(request);
    }
    return found;
  }
};

}  // namespace auto_sync::testing
