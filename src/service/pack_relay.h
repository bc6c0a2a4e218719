#pragma once
#include <memory>
#include <stop_token>

#include "service/checksum.h"
#include "service/clock.h"
#include "service/pack_download.h"
#include "service/spool.h"
#include "service/transfer.h"

namespace auto_sync {

/// Streams the source's pack into the target's push while it arrives (service/pack_download.h).
/// Memory does not depend on the pack's size. Only a request `with_length` puts the pack into a
/// temporary file. Objects of ours join the pack on its way out (service/extended_pack.h).
class PackRelay : public Transfer {
 public:
  PackRelay(GitSource& source, GitTarget& target, Spooler& spooler, Checksums& checksums,
            Clock& clock, std::stop_token stop)
      : source_(source),
        target_(target),
        spooler_(spooler),
        checksums_(checksums),
        clock_(clock),
        stop_(std::move(stop)) {}

  void begin(const FetchQuestion& question) override;
  void drop() override;
  TransferOutcome carry(const TransferRequest& request) override;

 private:
  TransferOutcome push_without_objects(const TransferRequest& request);
  TransferOutcome push_spooled(const TransferRequest& request);
  TransferOutcome push_streamed(const TransferRequest& request);
  PushReport push(const TransferRequest& request, ByteSource& pack);
  std::unique_ptr<PackDownload> download(const FetchQuestion& question);

  GitSource& source_;
  GitTarget& target_;
  Spooler& spooler_;
  Checksums& checksums_;
  Clock& clock_;
  std::stop_token stop_;
  std::unique_ptr<PackDownload> begun_;
};

}  // namespace auto_sync
