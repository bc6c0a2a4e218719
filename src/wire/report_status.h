#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wire/pkt_line.h"

namespace auto_sync::wire {

/// What report-status or report-status-v2 says (gitprotocol-pack(5), "Report Status").
struct StatusReport {
  struct Ref {
    std::string name;
    bool ok = false;
    std::string message;  ///< of an `ng`; its first 4 KiB
    std::string instead;  ///< of an `option refname`: the ref that a hook changed in its place
  };
  bool seen = false;  ///< an `unpack` line came
  std::string unpack_error;
  std::vector<Ref> refs;
};

/// Reads the answer of receive-pack, with side-band-64k (band 1 holds the pkt-lines of the report,
/// band 2 and 3 the server's words) or without. Keeps what it says of the refs that were sent, and
/// nothing of any other; of several verdicts on one ref the last.
class ReportStatusReader {
 public:
  /// What a report may have, words and keep-alive packets included.
  static constexpr std::uint64_t bytes_at_most = 16U << 20;

  /// `sent`: the names of the refs in the push.
  ReportStatusReader(bool sideband, const std::vector<std::string>& sent);
  /// Throws Error(remote) for malformed packets, and beyond bytes_at_most: what came before stands.
  /// Words of band 3 and of an `ERR`
  /// packet are kept, not thrown: they are the reason of the refusal.
  void feed(std::string_view bytes);
  /// The report as far as it came; a cut answer is one with `seen` false or fewer refs.
  const StatusReport& report() const { return report_; }
  /// Bands 2 and 3 and `ERR` packets, NUL bytes and all; the first MiB of them.
  const std::string& server_messages() const { return messages_; }
  /// Whether the server gave up and said so, in band 3 or an `ERR` packet.
  bool broken_off() const { return broken_off_; }

 private:
  void on_band_packet(const Pkt& packet);
  void on_report_packet(const Pkt& packet);
  void on_option(std::string_view line);
  bool keep_error_packet(const Pkt& packet);
  void keep_words(std::string_view words);
  void keep_verdict(std::string_view name, bool ok, std::string_view message);

  bool sideband_;
  bool broken_off_ = false;
  std::uint64_t taken_ = 0;
  std::unordered_map<std::string, std::optional<std::size_t>> verdicts_;  ///< where in the report
  std::optional<std::size_t> above_;  ///< in the report: the ref that an option is about
  PktReader outer_;
  PktReader inner_;
  StatusReport report_;
  std::string messages_;
};

}  // namespace auto_sync::wire
