#pragma once
#include <chrono>
#include <cstdint>
#include <string>

#include "service/byte_stream.h"
#include "service/clock.h"
#include "service/pack_header.h"

namespace auto_sync {

/// Watches a pack on its way to `next`: reads its header, counts bytes, and logs a line about
/// every two seconds for as long as it takes.
class TransferProgress : public ByteSink {
 public:
  TransferProgress(ByteSink& next, Clock& clock);

  /// Throws Error(remote) when the first bytes are no pack's (gitformat-pack(5): "PACK", version
  /// 2 or 3, object count).
  void write(std::string_view bytes) override;

  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t objects() const { return objects_; }

 private:
  void read_header(std::string_view bytes);
  void log_line();

  ByteSink& next_;
  Clock& clock_;
  PackHeader header_;
  std::uint64_t bytes_ = 0;
  std::uint64_t objects_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point last_line_;
};

}  // namespace auto_sync
