#include "faults/judge/secrets.h"

#include <string_view>
#include <unordered_set>

#include "base/base64.h"

namespace auto_sync::faults {
namespace {

using Pieces = std::unordered_set<std::string>;

void add_pieces(Pieces& pieces, std::string_view of, std::size_t length) {
  for (std::size_t at = 0; at + length <= of.size(); ++at) pieces.emplace(of.substr(at, length));
}

std::string first_of(const std::string& text, const Pieces& pieces, std::size_t length) {
  for (std::size_t at = 0; at + length <= text.size(); ++at) {
    std::string piece = text.substr(at, length);
    if (pieces.contains(piece)) return piece;
  }
  return {};
}

}  // namespace

std::string piece_shown(const std::string& text, const std::vector<std::string>& tokens) {
  constexpr std::size_t plain_length = 8;
  constexpr std::size_t coded_length = 12;
  Pieces plain;
  Pieces coded;
  for (const std::string& token : tokens) {
    add_pieces(plain, std::string_view(token).substr(4), plain_length);  // without ghp_
    for (const char* before : {"", "x", "xx"}) {  // each of the three alignments
      add_pieces(coded, std::string_view(base64_encode(before + token)).substr(8), coded_length);
    }
  }
  const std::string found = first_of(text, plain, plain_length);
  return found.empty() ? first_of(text, coded, coded_length) : found;
}

}  // namespace auto_sync::faults
