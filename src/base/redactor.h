#pragma once
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace auto_sync {

/// Replaces every known secret, plain or encoded, and every piece of one that is at least
/// `shortest_piece` bytes long, by `***`. So it does not matter where a text was cut before, or
/// in which packets it came: whatever leaves the process passes here last (base/log.h,
/// adapters/runner_files.h), and what a cut left of a secret is found as well as the whole.
/// The runner masks its log, not our report files; this masks both.
class Redactor {
 public:
  /// Shorter pieces stay: they tell too little of a token, and are too often ordinary words.
  static constexpr std::size_t shortest_piece = 8;

  /// Learns a secret: the token, the token URL-encoded, its base64 in both alphabets, alone and
  /// inside a longer text (as in the Basic credentials `x-access-token:TOKEN` that git's HTTP
  /// requests carry), and as Markdown and JSON write it. An empty secret is ignored.
  void add(const Secret& secret);

  /// `text` with every known secret and every piece of one replaced; neighbouring ones by one
  /// `***`.
  std::string operator()(std::string_view text) const;

  /// The forms to hand to the runner's `::add-mask::`, longest first.
  const std::vector<std::string>& forms() const { return forms_; }

 private:
  using Piece = std::uint64_t;  ///< `shortest_piece` bytes

  void learn(std::string_view form);
  bool knows(Piece piece) const;

  std::vector<std::string> forms_;
  std::vector<std::string> short_forms_;  ///< of fewer bytes than a piece: found as a whole only
  std::vector<Piece> pieces_;             ///< of all other forms, sorted
  std::bitset<4096> maybe_;               ///< which pieces are worth looking up, by their hash
};

}  // namespace auto_sync
