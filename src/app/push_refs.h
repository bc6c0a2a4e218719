#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/push_edges.h"
#include "domain/large_file.h"
#include "domain/ledger.h"
#include "domain/plan.h"

namespace auto_sync {

/// How a push ended. What became of each ref is in the ledger.
struct PushEnd {
  enum class Kind {
    finished,        ///< each ref has its fate
    lease_lost,      ///< a ref is not where it was analysed: plan anew
    source_changed,  ///< the source lost a wanted commit: survey anew
  };
  Kind kind = Kind::finished;
  std::optional<Oid> lost_want;         ///< that commit, where the source names it
  std::optional<LargeFile> large_file;  ///< why nothing was sent, when the target would refuse it
  std::uint64_t pack_bytes = 0;
  std::uint64_t pack_objects = 0;
  std::vector<std::string> warnings;
};

/// Pushes the plan's updates, all or none where it is `atomic`, and lists the target afterwards.
/// What is sent, answered and listed goes into the ledger as it happens, so that it stands there
/// however this ends.
///
/// Nothing is ever sent a second time without such a listing in between, but on a kept connection
/// that turns out to be dead: then what left us is sent again, with the same old values, on
/// another. Where the target is unchanged it is sent once more after a try that was cut or ended
/// without a report, once with its length first and once as a pack that is not thin where the
/// server objects to the form: four times at most. Throws Error when the push could not be made, or
/// its end is not known.
PushEnd push_refs(const Plan& plan, const TargetListing& listing, const PushEdges& edges,
                  Ledger& ledger);

}  // namespace auto_sync
