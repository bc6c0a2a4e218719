#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace auto_sync::testing {

/// One pkt-line; `special` is "0000", "0001" or "0002" for those, else empty.
struct PktLine {
  std::string special;
  std::string payload;
};

/// The packets at the front of `bytes`, up to the first thing that is no whole packet.
std::vector<PktLine> split_pkt_lines(std::string_view bytes);
std::string pkt_line(std::string_view payload);
std::string join_pkt_lines(const std::vector<PktLine>& lines);

/// The packets as a person reads them: payloads without their LF, "flush", "delim".
std::vector<std::string> readable_pkt_lines(std::string_view bytes);

/// A v0 advertisement with other capabilities on its first ref's line.
std::string change_capabilities(std::string_view advertisement,
                                const std::vector<std::string>& drop,
                                const std::vector<std::string>& add);

/// The answer of receive-pack with the reason of every `ng` replaced, side-band or not.
std::string change_ng_reason(std::string_view answer, std::string_view reason);

/// A side-band answer that breaks off with these words on band 3 once `after` bytes have passed.
std::string break_with_band3(std::string_view answer, std::size_t after, std::string_view words);

}  // namespace auto_sync::testing
