#pragma once
#include <optional>
#include <vector>

#include "app/beside.h"
#include "app/read_edges.h"
#include "domain/plan.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// What one analysis asks beside the pipeline: whether the carried commit has the required paths,
/// and which files the target sees change. Neither delays the push, except that `on_missing_path:
/// stop` needs its answer first.
class SideQuestions {
 public:
  SideQuestions(const Settings& settings, const ReadEdges& edges, SyncResult& result)
      : settings_(settings), edges_(edges), result_(result) {}

  /// Asks for the required paths, if there are any, while the histories are compared.
  void ask_paths(const Oid& carried);
  /// The plan, or the one that missing paths make of it. Waits for the answer only where it may
  /// stop the plan; throws Error when there is none then.
  Plan judged(Plan plan);
  /// Asks for the changed files, if they are wanted, while the plan is carried out.
  void ask_files(const Plan& plan);
  /// Waits for what is still open and notes it in the result. A question that failed is a warning.
  void collect();

 private:
  std::vector<RequiredPath> take_paths();

  const Settings& settings_;
  const ReadEdges& edges_;
  SyncResult& result_;
  Oid carried_;
  std::optional<Beside<std::vector<RequiredPath>>> paths_;
  std::optional<Beside<FileChanges>> files_;
};

}  // namespace auto_sync
