#pragma once
#include <cstddef>
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

/// What is done about a target with commits of its own (input `on_conflict`).
enum class OnConflict { fail, merge, pull_request, force };

/// Which side a merge prefers where both changed the same lines (input `merge_strategy`).
enum class MergeFavor { none, ours, theirs, both };

/// A preference for the paths that a pattern matches; the last rule that matches a path counts.
struct MergeRule {
  std::string pattern;  ///< as in `require_paths`: `*` stops at a slash, `**` does not
  MergeFavor favor = MergeFavor::none;
};

/// Who a commit of ours is by (input `committer`: `Name <mail@example.org>`).
struct Identity {
  std::string name = "auto-sync";
  std::string email = "auto-sync@users.noreply.github.com";
};

/// The pull request that `on_conflict: pull_request` opens or updates.
struct PullRequestSettings {
  std::string branch;  ///< of the target; empty: `auto-sync/` and the target branch
  std::vector<std::string> labels;
  std::vector<std::string> reviewers;  ///< logins, or `org/team`
  std::vector<std::string> assignees;
};

/// Whether, and where, an overwritten tip is kept.
struct BackupSettings {
  bool on = true;
  bool as_tag = false;    ///< `refs/tags/auto-sync-backup/` instead of `refs/auto-sync/backup/`
  std::size_t keep = 10;  ///< of a branch; older ones are pruned
};

enum class ListFiles { when_it_matters, always, never };
enum class OnMissingPath { warn, stop };
enum class Direction { forward, reverse, both };

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

  OnConflict on_conflict = OnConflict::fail;
  std::vector<MergeRule> merge_rules;
  Identity committer;
  PullRequestSettings pull_request;
  BackupSettings backup;
  std::string
      rollback_to;  ///< `previous`, a backup's timestamp, or a commit id; empty: no rollback
  ListFiles list_files = ListFiles::when_it_matters;
  std::vector<std::string> require_paths;
  OnMissingPath on_missing_path = OnMissingPath::warn;
  Direction direction = Direction::forward;

  /// Source and target have exchanged their roles (policy/directions.h): what is read from is what
  /// the inputs call the target.
  bool reversed = false;
  /// The second half of `direction: both`: what is written to is the users' source.
  bool is_way_back = false;

  std::string report_dir = "auto-sync-report";

  std::string api_url = "https://api.github.com";
  std::string server_url = "https://github.com";
  log::Level log_level = log::Level::info;

  /// Whether the target branch is restored instead of synced.
  bool rolls_back() const { return !rollback_to.empty(); }
  /// Whether the build is asked at all: `force_sync` skips it, as the users' documentation says; on
  /// the way back there is none, and a rollback asks nothing of the source.
  bool gate_on() const {
    return require_build && !force_sync && !rolls_back() && direction != Direction::reverse;
  }
  /// Whether a target that is no ancestor of the carried commit is overwritten.
  bool may_overwrite() const { return force_sync || on_conflict == OnConflict::force; }

  /// What the inputs call the side that is read from, and the one that is written to: `source` or
  /// `target`.
  std::string source_role() const { return reversed ? "target" : "source"; }
  std::string target_role() const { return reversed ? "source" : "target"; }
  std::string target_token_input() const { return target_role() + "_token"; }
  /// The inputs that name the branch read from, and the one written to.
  std::string source_branch_input() const { return reversed ? "target_branch" : "sync_branch"; }
  std::string target_branch_input() const { return reversed ? "sync_branch" : "target_branch"; }
};

}  // namespace auto_sync
