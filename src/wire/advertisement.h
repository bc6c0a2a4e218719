#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/listed_ref.h"
#include "wire/capabilities.h"
#include "wire/pkt_line.h"

namespace auto_sync::wire {

/// Reads `info/refs`: the smart HTTP advertisement of a service, in protocol v0/v1
/// (gitprotocol-http(5), "Smart Server Response") or v2 (capabilities only). Names that git
/// itself would not take are passed over.
class AdvertisementReader {
 public:
  /// `service`: `git-upload-pack` or `git-receive-pack`.
  explicit AdvertisementReader(std::string service) : service_(std::move(service)) {}
  /// Throws Error(remote): anything that is not such an advertisement, an `ERR` packet (with the
  /// server's words), a repository with SHA-256 object names.
  void feed(std::string_view bytes);
  /// Throws Error(remote, transient) unless the last flush was seen.
  void finish() const;

  int version() const { return version_; }  ///< 0, 1 or 2
  const Capabilities& capabilities() const { return capabilities_; }
  const std::vector<ListedRef>& refs() const { return refs_; }
  const std::vector<Oid>& haves() const { return haves_; }  ///< `.have` lines
  const std::vector<Oid>& shallow() const { return shallow_; }

 private:
  /// What comes next. Servers of v2 may leave the service's line and its flush out.
  enum class Part { service, service_flush, version_or_ref, ref, capability, nothing };
  void on_packet(const Pkt& packet);
  void on_flush();
  void on_line(std::string_view line);
  void on_service(std::string_view line);
  void on_first_line(std::string_view line);
  void on_ref_line(std::string_view line);
  void add_ref(const Oid& id, std::string_view name);
  void check_object_format() const;

  std::string service_;
  PktReader packets_;
  Part part_ = Part::service;
  int version_ = 0;
  bool capabilities_seen_ = false;
  Capabilities capabilities_;
  std::vector<ListedRef> refs_;
  std::vector<Oid> haves_;
  std::vector<Oid> shallow_;
};

}  // namespace auto_sync::wire
