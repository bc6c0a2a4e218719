#pragma once
#include <string>
#include <vector>

#include "app/edges.h"
#include "domain/large_file.h"
#include "domain/plan.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// How a push ended.
struct PushEnd {
  enum class Kind {
    finished,        ///< each ref has its verdict
    lease_lost,      ///< the target's branch is not where it was analysed: plan anew
    source_changed,  ///< the source lost a wanted commit: survey anew
  };
  Kind kind = Kind::finished;
  std::vector<RefResult> refs;
  Proof proof = Proof::not_needed;
  bool sent_unconfirmed = false;
  std::optional<Oid> target_after;  ///< the branch's value as last listed
  std::string server_messages;
  std::optional<LargeFile> large_file;  ///< why nothing was sent, when the target would refuse it
  std::uint64_t pack_bytes = 0;
  std::uint64_t pack_objects = 0;
  std::vector<std::string> pruned;  ///< older backups that were deleted
  std::vector<std::string> warnings;
  std::optional<Error> failure;  ///< what ended the plan after a part of it was pushed
};

/// Pushes the plan's updates, all or none where it is `atomic`, and proves it afterwards by listing
/// the target again.
///
/// Nothing is ever sent a second time without such a listing in between. It is sent once more when
/// the target is unchanged and the first try ended without a report, was refused for its form
/// (411, 408, 504: then with Content-Length; 400 or an unpack error: then not thin), or was cut.
/// Throws Error when the push could not be made and the target is as it was.
PushEnd push_refs(const Plan& plan, const TargetListing& listing, Edges& edges);

}  // namespace auto_sync
