#include "app/counted_runs.h"

#include <algorithm>
#include <utility>

namespace auto_sync {
namespace {

constexpr unsigned event_page_size = 100;  // the most that GitHub gives

bool newer(const BuildRun& a, const BuildRun& b) {
  return a.run_number > b.run_number;
}

}  // namespace

CountedRuns::CountedRuns(NamedWorkflows& workflows, std::string wanted, RunQuery query)
    : workflows_(workflows), wanted_(std::move(wanted)), query_(std::move(query)) {}

/// Those of a page that count and were not on another, the newest first.
std::deque<BuildRun> CountedRuns::new_ones(std::vector<BuildRun> runs) {
  std::deque<BuildRun> found;
  for (BuildRun& run : runs) {
    if (seen_.insert(run.id).second && !why_not_counted(run, query_.branch)) {
      found.push_back(std::move(run));
    }
  }
  std::stable_sort(found.begin(), found.end(), newer);
  return found;
}

void CountedRuns::read_first_page() {
  RunPage page = workflows_.runs(wanted_, query_);
  listings_.push_back({{}, 1, false, new_ones(std::move(page.runs))});
  complete_ = !page.more;
}

/// Reads pages until there is a run, or the end.
void CountedRuns::read_on(Listing& listing) {
  RunQuery query = query_;
  query.event = listing.event;
  query.per_page = event_page_size;
  while (listing.runs.empty() && listing.more) {
    query.page = ++listing.page;
    RunPage page = workflows_.runs(wanted_, query);
    const bool full = page.runs.size() == event_page_size;
    listing.runs = new_ones(std::move(page.runs));
    const bool last = listing.page * event_page_size >= runs_listed_at_most;
    // GitHub names no next page after its last one, whether or not there are more runs.
    if (last && full) cut_off_ = true;
    listing.more = page.more && !last;
  }
}

std::optional<BuildRun> CountedRuns::next() {
  if (listings_.empty()) read_first_page();
  for (;;) {
    Listing* newest = nullptr;
    for (Listing& listing : listings_) {
      read_on(listing);
      if (listing.runs.empty()) continue;
      if (newest == nullptr || newer(listing.runs.front(), newest->runs.front())) newest = &listing;
    }
    if (newest != nullptr) {
      BuildRun run = std::move(newest->runs.front());
      newest->runs.pop_front();
      return run;
    }
    if (complete_) return std::nullopt;
    complete_ = true;
    for (const std::string_view event : counted_events) {
      listings_.push_back({std::string(event), 0, true, {}});
    }
  }
}

}  // namespace auto_sync
