#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/oid.h"
#include "wire/fetch_refusal.h"
#include "wire/pkt_line.h"
#include "wire/sideband.h"

namespace auto_sync::wire {

/// The arguments of a v2 `fetch` (gitprotocol-v2(5), "fetch"). Duplicates among wants and haves
/// are left out of the request.
struct FetchRequest {
  std::vector<Oid> wants;
  std::vector<Oid> haves;
  bool done = false;
  bool thin_pack = false;
  bool ofs_delta = true;
  bool no_progress = true;
  std::string filter;  ///< empty: none
  std::optional<std::uint32_t> deepen;
};

/// The request's body. It names no capability of ours, so that it may be sent before the
/// server's are known.
std::string fetch_request(const FetchRequest& request);

/// Reads the answer to `fetch` while it arrives: acknowledgments, shallow-info, packfile.
class FetchReader {
 public:
  /// `on_pack` gets the raw pack's bytes, `on_progress` band 2's text; both may be empty.
  FetchReader(SidebandHandler on_pack, SidebandHandler on_progress);
  /// Throws Error(remote): malformed, band 3 with the server's words, or an `ERR` packet within a
  /// pack.
  void feed(std::string_view bytes);
  /// Throws Error(remote, transient) when the answer is cut: inside a packet, before its flush.
  void finish();

  /// What an `ERR` packet in place of an answer says; what follows it is not read.
  const std::optional<FetchRefusal>& refusal() const { return refusal_; }
  /// Whether the section of acknowledgments was opened: the server has dealt with our haves.
  bool acknowledgments_seen() const { return acknowledgments_seen_; }
  const std::vector<Oid>& acknowledged() const { return acknowledged_; }
  bool ready() const { return ready_; }
  const std::vector<Oid>& shallow() const { return shallow_; }
  const std::vector<Oid>& unshallow() const { return unshallow_; }
  /// Whether the packfile section was opened.
  bool pack_seen() const { return pack_seen_; }

 private:
  enum class Section { none, acknowledgments, shallow_info, packfile };
  void on_packet(const Pkt& packet);
  void on_line(std::string_view line);
  void open_section(std::string_view line);
  void on_acknowledgment(std::string_view line);
  void on_shallow(std::string_view line);

  SidebandHandler on_pack_;
  SidebandHandler on_progress_;
  PktReader packets_;
  Section section_ = Section::none;
  std::optional<FetchRefusal> refusal_;
  bool ended_ = false;
  bool acknowledgments_seen_ = false;
  std::vector<Oid> acknowledged_;
  bool ready_ = false;
  std::vector<Oid> shallow_;
  std::vector<Oid> unshallow_;
  bool pack_seen_ = false;
};

}  // namespace auto_sync::wire
