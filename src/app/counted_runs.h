#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "app/named_workflows.h"
#include "policy/decide_gate.h"

namespace auto_sync {

/// The runs of one workflow that count (policy/decide_gate.h), the newest first, asked for no
/// further than they are taken. One page of whatever runs there are nearly always holds what is
/// looked for. Where it does not, each event that counts is listed for itself, page after page, so
/// that runs which do not count, of forks' pull requests above all, hide nothing: 1,000 of each, as
/// many as GitHub lists.
class CountedRuns {
 public:
  /// `query`: which branch, and maybe which commit; its page size is that of the first page.
  CountedRuns(NamedWorkflows& workflows, std::string wanted, RunQuery query);

  /// The next older run; nothing when there is none, or none that GitHub lists.
  /// Throws what NamedWorkflows::runs throws.
  std::optional<BuildRun> next();
  /// How far was looked so far.
  RunSearch search() const { return {seen_.size(), cut_off_}; }

 private:
  /// The runs of one event.
  struct Listing {
    std::string event;
    unsigned page = 0;  ///< the last one that was read
    bool more = true;
    std::deque<BuildRun> runs;
  };
  void read_first_page();
  void read_on(Listing& listing);
  std::deque<BuildRun> new_ones(std::vector<BuildRun> runs);

  NamedWorkflows& workflows_;
  std::string wanted_;
  RunQuery query_;
  std::vector<Listing> listings_;  ///< the first page's, later one for each event
  bool complete_ = false;          ///< there is no other listing to read
  bool cut_off_ = false;
  std::unordered_set<std::uint64_t> seen_;
};

}  // namespace auto_sync
