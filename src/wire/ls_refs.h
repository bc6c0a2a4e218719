#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/listed_ref.h"
#include "wire/advertisement.h"
#include "wire/pkt_line.h"

namespace auto_sync::wire {

using AdvertisedRef = ListedRef;

/// A v2 `ls-refs` request with `peel` and one `ref-prefix` each (gitprotocol-v2(5)). It names no
/// capability of ours, so that it may be sent before the server's are known.
std::string ls_refs_request(const std::vector<std::string>& prefixes);

/// Reads the answer to `ls-refs`. An `unborn` HEAD is passed over, and so are names that git
/// itself would not take.
class LsRefsReader {
 public:
  /// Throws Error(remote): malformed, an `ERR` packet (with the server's words), SHA-256 ids.
  void feed(std::string_view bytes);
  /// The refs. Throws Error(remote, transient) unless the flush was seen.
  std::vector<ListedRef> finish();

 private:
  void on_packet(const Pkt& packet);
  void on_ref(std::string_view line);
  PktReader packets_;
  std::vector<ListedRef> refs_;
  bool ended_ = false;
};

}  // namespace auto_sync::wire
