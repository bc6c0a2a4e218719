#pragma once
#include <stop_token>

#include "service/clock.h"
#include "service/spool.h"
#include "service/transfer.h"

namespace auto_sync {

/// Streams the source's pack into the target's push while it arrives: the fetch writes into a
/// bounded pipe from a thread of its own, the push reads from it. Memory does not depend on the
/// pack's size. Only a request `with_length` puts the pack into a temporary file.
class PackRelay : public Transfer {
 public:
  static constexpr std::size_t pipe_capacity = 2U << 20;

  PackRelay(GitSource& source, GitTarget& target, Spooler& spooler, Clock& clock,
            std::stop_token stop)
      : source_(source),
        target_(target),
        spooler_(spooler),
        clock_(clock),
        stop_(std::move(stop)) {}

  TransferOutcome carry(const TransferRequest& request) override;

 private:
  TransferOutcome push_without_objects(const TransferRequest& request);
  TransferOutcome push_spooled(const TransferRequest& request);
  TransferOutcome push_streamed(const TransferRequest& request);

  GitSource& source_;
  GitTarget& target_;
  Spooler& spooler_;
  Clock& clock_;
  std::stop_token stop_;
};

}  // namespace auto_sync
