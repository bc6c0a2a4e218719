#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/oid.h"
#include "wire/capabilities.h"
#include "wire/pkt_line.h"

namespace auto_sync::wire {

struct AdvertisedRef {
  std::string name;
  Oid id;
  std::optional<Oid> peeled;
};

/// A v2 `ls-refs` request with `peel` and one `ref-prefix` each (gitprotocol-v2(5)).
std::string ls_refs_request(const std::vector<std::string>& prefixes);

/// Reads the answer to `ls-refs`. An `unborn` HEAD is passed over; an `ERR` packet is thrown as
/// Error(remote) with the server's words.
class LsRefsReader {
 public:
  void feed(std::string_view bytes);
  std::vector<AdvertisedRef> finish();  ///< throws Error(remote) unless the flush was seen

 private:
  void on_packet(const Pkt& packet);
  PktReader packets_;
  std::vector<AdvertisedRef> refs_;
  bool ended_ = false;
};

/// Reads `info/refs`: the smart HTTP advertisement of a service, in protocol v0/v1
/// (gitprotocol-http(5), "Smart Server Response") or v2 (capabilities only).
class AdvertisementReader {
 public:
  explicit AdvertisementReader(std::string service) : service_(std::move(service)) {}
  void feed(std::string_view bytes);
  /// Throws Error(remote) for anything that is not such an advertisement, and
  /// for a repository whose object-format is not sha1.
  void finish();

  int version() const { return version_; }  ///< 0, 1 or 2
  const Capabilities& capabilities() const { return capabilities_; }
  const std::vector<AdvertisedRef>& refs() const { return refs_; }
  const std::vector<Oid>& haves() const { return haves_; }  ///< `.have` lines
  const std::vector<Oid>& shallow() const { return shallow_; }

 private:
  void on_packet(const Pkt& packet);
  void on_ref_line(std::string_view line);
  std::string service_;
  PktReader packets_;
  int version_ = 0;
  bool service_seen_ = false;
  bool first_ref_seen_ = false;
  int flushes_ = 0;
  Capabilities capabilities_;
  std::vector<AdvertisedRef> refs_;
  std::vector<Oid> haves_;
  std::vector<Oid> shallow_;
};

}  // namespace auto_sync::wire
