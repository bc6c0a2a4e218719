#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "service/git_remote.h"

namespace auto_sync {

/// What one push is to carry.
struct TransferRequest {
  std::vector<PlannedRef> commands;  ///< the branch first
  /// Asked of the source for the pack; without wants the target has every object already.
  FetchQuestion question;
  /// A pack of objects made here, which neither side has; empty: none. They travel with the
  /// source's pack, in one push.
  std::string own_pack;
  bool atomic = false;
  bool with_length = false;  ///< spool the pack first and send it with Content-Length
};

/// Thrown through a pack's pipe when the source has lost a want: not an error of the run, which
/// plans anew.
struct WantGone {
  std::optional<Oid> want;  ///< where the source names it
};

struct TransferOutcome {
  PushReport report;
  std::uint64_t pack_bytes = 0;
  std::uint64_t pack_objects = 0;
  bool want_gone = false;        ///< the source lost a commit meanwhile; nothing was sent
  std::optional<Oid> lost_want;  ///< which, where it names it
};

/// Carries objects and ref updates from the source to the target.
class Transfer {
 public:
  virtual ~Transfer() = default;
  /// Begins to fetch what carry() will probably be asked for, so that it need not wait; a carry()
  /// for the same objects takes it over, any other drops it. Nothing is sent to the target.
  /// What was begun before is dropped.
  virtual void begin(const FetchQuestion& /*question*/) {}
  /// Gives up what begin() began: it is not going to be carried.
  virtual void drop() {}
  /// Throws Error when nothing can have been changed on the target.
  virtual TransferOutcome carry(const TransferRequest& request) = 0;
};

}  // namespace auto_sync
