#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace auto_sync::wire {

/// gitprotocol-common(5), "pkt-line Format"; delim and response-end from gitprotocol-v2(5).
enum class PktKind { data, flush, delim, response_end };

struct Pkt {
  PktKind kind = PktKind::flush;
  std::string_view payload;  ///< of a data packet, as sent (a trailing LF included)
  /// The payload without one trailing LF.
  std::string_view line() const;
};

inline constexpr std::size_t max_pkt_payload = 65516;

inline constexpr std::string_view flush_pkt = "0000";
inline constexpr std::string_view delim_pkt = "0001";

/// Appends a data packet. `payload` is at most max_pkt_payload bytes, else Error(internal).
void append_pkt(std::string& out, std::string_view payload);

/// The server's words when `packet` is an `ERR` packet (gitprotocol-common(5), "error-line"); a
/// server may send one in place of any other.
std::optional<std::string_view> error_words(const Pkt& packet);
/// Throws Error(remote) with these words, printable, when there are any.
void refuse_error_packet(const Pkt& packet);

/// Cuts a byte stream, in pieces of any size, into packets. A payload that lies whole in the
/// piece given is handed on without a copy.
class PktReader {
 public:
  using Handler = std::function<void(const Pkt&)>;
  /// Calls `handler` for each packet that is complete. Throws Error(remote) for a length that is
  /// no hexadecimal number, or is 0003, or too large.
  void feed(std::string_view bytes, const Handler& handler);
  /// The stream has ended: throws Error(remote, transient) if it ended inside a packet.
  void finish() const;

 private:
  std::string pending_;
};

}  // namespace auto_sync::wire
