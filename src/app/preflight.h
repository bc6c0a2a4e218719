#pragma once
#include <optional>

#include "app/beside.h"
#include "app/read_edges.h"
#include "app/run_record.h"
#include "domain/plan.h"
#include "domain/preflight.h"
#include "service/github_repository.h"

namespace auto_sync {

/// What can be known before a push of whether it would be refused. Only of a target on the server
/// whose REST API is ours; elsewhere none of this asks anything.
///
/// An ordinary run asks one question, beside the history's: the repository itself. A dry run asks
/// for the branch's rules as well, and for the trees of the new commits; an ordinary run does that
/// only for a classic token without the scope `workflow`. After a refused push the branch's rules
/// are asked, to explain it. Time and bytes are the phase `preflight`.
class Preflight {
 public:
  /// `github` is asked of the target; null where nothing is to be asked.
  Preflight(const Settings& settings, GithubRepository* github, const ReadEdges& edges,
            RunRecord& record, SyncResult& result)
      : settings_(settings), github_(github), edges_(edges), record_(record), result_(result) {}

  /// Starts asking on a thread of its own; once in a run.
  void start();
  /// Waits for the answers, puts the findings into the result and says whether the push is certain
  /// to be refused: the run is then concluded as `rejected`. `false` when nothing was started.
  bool stops(const Plan& plan, const Oid& carried, const TargetListing& target);
  /// Asks for the branch's rules when the push of the branch was refused.
  void look_back(const Plan& plan);

 private:
  PreflightFacts ask();
  void look_at_workflows(const Plan& plan, const Oid& carried, const TargetListing& target);

  const Settings& settings_;
  GithubRepository* github_;
  const ReadEdges& edges_;
  RunRecord& record_;
  SyncResult& result_;
  bool started_ = false;  ///< asked once, whatever the number of attempts
  std::optional<Beside<PreflightFacts>> asked_;
  PreflightFacts facts_;
};

}  // namespace auto_sync
