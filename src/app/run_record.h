#pragma once
#include <functional>
#include <string>

#include "app/lost_commit.h"
#include "app/meter.h"
#include "app/push_refs.h"
#include "domain/plan.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// How one look at both sides, with what followed from it, ended.
enum class Attempt {
  ended,  ///< the result says how
  again,  ///< a side changed meanwhile: look and plan anew
  next,   ///< another commit is to be looked at, which is no repetition
};

/// Writes what a run finds out and does into its result. The pipelines share it.
class RunRecord {
 public:
  RunRecord(const Settings& settings, const Meter& meter, SyncResult& result)
      : settings_(settings), meter_(meter), result_(result) {}

  /// Runs one step and notes its time and traffic, however it ends.
  template <typename Work>
  auto phase(const std::string& name, Work work) {
    struct Note {
      RunRecord& record;
      const std::string& name;
      std::chrono::steady_clock::time_point started = record.meter_.clock.steady();
      Traffic before = record.meter_.pipeline_traffic();
      ~Note() {
        const std::chrono::duration<double> spent = record.meter_.clock.steady() - started;
        record.result_.cost.phases.push_back(
            {name, spent.count(), record.meter_.pipeline_traffic() - before});
      }
    } const note{*this, name};
    return work();
  }

  /// Where a push enters what became of each ref.
  Ledger& ledger() { return result_.ledger; }
  /// Makes attempts until one ends. Three are made at most for each commit; then the result is
  /// `rejected`.
  void attempts(const std::function<Attempt()>& attempt);
  /// The target's listing: the branch's tip before, which so far is the tip after, too.
  void target(const TargetListing& listing);
  /// Warns when a repository has moved, naming the input to update; `moved_to` empty: it has not.
  void move(const std::string& input, const RepositoryAddress& asked, const std::string& moved_to);
  void plan(const Plan& plan);
  /// Notes that a server lacked a commit, after which both sides are looked at anew. Whether it is
  /// the same as the last time, so that nobody's push explains it.
  bool loses_again(const LostCommit& lost);
  /// A finished push of what `plan` says; concludes the run. Throws Error(remote) when the target
  /// accepted what it does not list.
  void push(PushEnd end, const Plan& plan);
  /// What the run came to, and why; in a dry run what it would have come to. Where an earlier
  /// attempt did more than the last one found to do, that is what it came to.
  void conclude(Status status, Because because);
  /// Whether the target took the branch, in this attempt or an earlier one.
  bool branch_landed() const;
  /// Why a server refused, whether it refused refs or let nobody in; call once, at the end. An
  /// archived target makes the run `rejected`: no fault of a token.
  void refusals();

 private:
  void give_up();
  void add_warnings(const Plan& plan);

  const Settings& settings_;
  const Meter& meter_;
  SyncResult& result_;
  std::optional<LostCommit> lost_;
};

}  // namespace auto_sync
