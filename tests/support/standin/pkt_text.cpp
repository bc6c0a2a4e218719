#include "support/standin/pkt_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace auto_sync::testing {
namespace {

std::size_t parse_length(std::string_view digits) {
  std::size_t length = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), length, 16);
  return result.ptr == digits.data() + 4 ? length : 3;
}

std::vector<PktLine> with_ng_reason(std::vector<PktLine> lines, std::string_view reason) {
  for (auto& line : lines) {
    if (!line.payload.starts_with("ng ")) continue;
    line.payload =
        line.payload.substr(0, line.payload.find(' ', 3) + 1) + std::string(reason) + "\n";
  }
  return lines;
}

}  // namespace

std::vector<PktLine> split_pkt_lines(std::string_view bytes) {
  std::vector<PktLine> lines;
  while (bytes.size() >= 4) {
    const std::size_t length = parse_length(bytes.substr(0, 4));
    if (length < 3) {
      lines.push_back({std::string(bytes.substr(0, 4)), {}});
      bytes.remove_prefix(4);
    } else if (length >= 4 && length <= bytes.size()) {
      lines.push_back({{}, std::string(bytes.substr(4, length - 4))});
      bytes.remove_prefix(length);
    } else {
      break;
    }
  }
  return lines;
}

std::string pkt_line(std::string_view payload) {
  static constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t length = payload.size() + 4;
  std::string out;
  for (const unsigned shift : std::array{12U, 8U, 4U, 0U}) out += digits[(length >> shift) & 15U];
  return out.append(payload);
}

std::string join_pkt_lines(const std::vector<PktLine>& lines) {
  std::string out;
  for (const auto& line : lines)
    out += line.special.empty() ? pkt_line(line.payload) : line.special;
  return out;
}

std::vector<std::string> readable_pkt_lines(std::string_view bytes) {
  std::vector<std::string> out;
  for (auto& line : split_pkt_lines(bytes)) {
    if (!line.special.empty()) {
      out.emplace_back(line.special == "0000" ? "flush" : line.special == "0001" ? "delim" : "end");
      continue;
    }
    if (line.payload.ends_with('\n')) line.payload.pop_back();
    out.push_back(std::move(line.payload));
  }
  return out;
}

std::string change_capabilities(std::string_view advertisement,
                                const std::vector<std::string>& drop,
                                const std::vector<std::string>& add) {
  auto lines = split_pkt_lines(advertisement);
  for (auto& line : lines) {
    const std::size_t nul = line.payload.find('\0');
    if (nul == std::string::npos) continue;
    std::string kept;
    std::string_view words = std::string_view(line.payload).substr(nul + 1);
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find_first_of(" \n"));
      words.remove_prefix(std::min(words.size(), word.size() + 1));
      const std::string_view name = word.substr(0, word.find('='));
      if (word.empty() || std::find(drop.begin(), drop.end(), name) != drop.end()) continue;
      kept.append(" ").append(word);
    }
    for (const auto& word : add) kept.append(" ").append(word);
    line.payload = line.payload.substr(0, nul + 1) + kept + "\n";
    break;
  }
  return join_pkt_lines(lines);
}

std::string change_ng_reason(std::string_view answer, std::string_view reason) {
  auto lines = split_pkt_lines(answer);
  const bool sideband = std::any_of(lines.begin(), lines.end(), [](const PktLine& line) {
    return !line.payload.empty() && line.payload.front() <= '\3';
  });
  if (!sideband) return join_pkt_lines(with_ng_reason(std::move(lines), reason));
  std::string report;
  std::vector<PktLine> out;
  for (auto& line : lines) {
    if (!line.payload.empty() && line.payload.front() == '\1') {
      report += line.payload.substr(1);
    } else if (line.special.empty()) {
      out.push_back(std::move(line));
    }
  }
  const std::string changed = join_pkt_lines(with_ng_reason(split_pkt_lines(report), reason));
  for (std::size_t at = 0; at < changed.size(); at += 60'000) {
    out.push_back({{}, "\1" + changed.substr(at, 60'000)});
  }
  out.push_back({"0000", {}});
  return join_pkt_lines(out);
}

std::string break_with_band3(std::string_view answer, std::size_t after, std::string_view words) {
  std::string out;
  for (const auto& line : split_pkt_lines(answer)) {
    if (out.size() >= after) break;
    out += join_pkt_lines({line});
  }
  return out + pkt_line("\3" + std::string(words)) + "0000";
}

}  // namespace auto_sync::testing
