#pragma once
#include <string>
#include <vector>

#include "base/log.h"
#include "base/secret.h"
#include "domain/repository.h"

namespace auto_sync {

/// Which of the source's tags travel with the branch (input `tags`).
struct TagSelection {
  enum class Mode { reachable, all, none, patterns };
  Mode mode = Mode::reachable;
  std::vector<std::string> patterns;  ///< globs on the short tag name, for Mode::patterns
};

/// What the inputs say, parsed and checked: every value is usable as it is.
struct Settings {
  RepositoryAddress source;
  RepositoryAddress target;
  Secret source_token;  ///< empty: anonymous
  Secret target_token;

  std::string sync_branch = "main";    ///< in the source
  std::string target_branch = "main";  ///< never empty
  std::vector<std::string> build_workflows;
  bool require_build = true;
  bool sync_tip = false;  ///< `sync_commit: tip`: the branch's tip once the gate has passed
  bool force_sync = false;
  bool dry_run = false;
  TagSelection tags;
  bool atomic = false;
  bool fail_when_blocked = false;
  std::string report_dir = "auto-sync-report";

  std::string api_url = "https://api.github.com";
  std::string server_url = "https://github.com";
  log::Level log_level = log::Level::info;

  /// Whether the build is asked at all: `force_sync` skips it, as the users' documentation says.
  bool gate_on() const { return require_build && !force_sync; }
};

}  // namespace auto_sync
