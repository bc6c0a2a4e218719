#include "wire/pkt_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "wire/reply.h"

namespace auto_sync::wire {
namespace {

constexpr std::size_t header_size = 4;

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The length that the four digits tell, header included; 0, 1 and 2 are flush, delim and
/// response-end.
std::size_t told_length(std::string_view header) {
  std::size_t length = 0;
  for (const char c : header) {
    const int digit = digit_value(c);
    if (digit < 0) {
      throw malformed(
          fmt::format("\"{}\" stands where a packet's length belongs", printable(header)));
    }
    length = length * 16 + static_cast<std::size_t>(digit);
  }
  if (length == 3 || length > header_size + max_pkt_payload) {
    throw malformed(fmt::format("a packet has the impossible length {}", length));
  }
  return length;
}

/// How many bytes of the stream belong to the packet that begins with `bytes`: the header alone
/// as long as that is not complete.
std::size_t packet_size(std::string_view bytes) {
  if (bytes.size() < header_size) return header_size;
  return std::max(told_length(bytes.substr(0, header_size)), header_size);
}

/// A complete packet taken apart.
Pkt to_pkt(std::string_view packet) {
  switch (told_length(packet.substr(0, header_size))) {
    case 0:
      return {PktKind::flush, {}};
    case 1:
      return {PktKind::delim, {}};
    case 2:
      return {PktKind::response_end, {}};
    default:
      return {PktKind::data, packet.substr(header_size)};
  }
}

}  // namespace

std::string_view Pkt::line() const {
  return payload.ends_with('\n') ? payload.substr(0, payload.size() - 1) : payload;
}

void append_pkt(std::string& out, std::string_view payload) {
  if (payload.size() > max_pkt_payload) {
    throw Error(
        ErrorKind::internal,
        fmt::format("A packet of {} bytes is longer than git's protocol allows.", payload.size()));
  }
  out += fmt::format("{:04x}", header_size + payload.size());
  out += payload;
}

std::optional<std::string_view> error_words(const Pkt& packet) {
  constexpr std::string_view mark = "ERR ";
  if (packet.kind != PktKind::data || !packet.payload.starts_with(mark)) return std::nullopt;
  return packet.payload.substr(mark.size());
}

void refuse_error_packet(const Pkt& packet) {
  const std::optional<std::string_view> words = error_words(packet);
  if (!words) return;
  throw Error(ErrorKind::remote, "The git server refused: " + trim(printable(*words, true)));
}

void PktReader::feed(std::string_view bytes, const Handler& handler) {
  while (!bytes.empty()) {
    if (pending_.empty() && bytes.size() >= header_size && bytes.size() >= packet_size(bytes)) {
      const std::size_t size = packet_size(bytes);
      handler(to_pkt(bytes.substr(0, size)));
      bytes.remove_prefix(size);
      continue;
    }
    const std::size_t missing = packet_size(pending_) - pending_.size();
    const std::string_view part = bytes.substr(0, missing);
    pending_ += part;
    bytes.remove_prefix(part.size());
    if (pending_.size() < header_size || pending_.size() < packet_size(pending_)) continue;
    handler(to_pkt(pending_));
    pending_.clear();
  }
}

void PktReader::finish() const {
  if (pending_.empty()) return;
  throw cut_off(pending_.size() < header_size
                    ? std::string("it ends inside a packet's length")
                    : fmt::format("it ends after {} of a packet's {} bytes", pending_.size(),
                                  packet_size(pending_)));
}

}  // namespace auto_sync::wire
