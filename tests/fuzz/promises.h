#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "base/error.h"

namespace fuzz {

/// Ends the process, with `words` and the evidence on stderr, unless the promise was kept.
void promise(bool kept, std::string_view words, std::string_view evidence = {});

/// Runs `action`, whose only proper refusal is an Error of that kind. Returns its message; "" when
/// nothing was refused.
template <typename Action>
std::string refusal(auto_sync::ErrorKind kind, const Action& action) {
  try {
    action();
  } catch (const auto_sync::Error& error) {
    promise(error.kind() == kind, "a refusal is of the kind that was promised");
    promise(!std::string_view(error.what()).empty(), "a refusal says what is wrong");
    return error.what();
  }
  return {};
}

/// Whether `text` is UTF-8 without control characters; LF only where `lines` are expected.
bool is_plain(std::string_view text, bool lines);

/// Whether a line of `text` begins with `::`, as actions/runner looks for it, or holds `##[`.
bool has_command(std::string_view text);

/// `text` as a JSON string, which YAML reads as well, quotes included.
std::string json_string(std::string_view text);

/// Hands `input` to `feed`, `piece` bytes at a time.
void feed_pieces(std::string_view input, std::size_t piece, const auto& feed) {
  for (; !input.empty(); input.remove_prefix(std::min(piece, input.size()))) {
    feed(input.substr(0, piece));
  }
}

/// A reader must say the same however its input is cut into pieces.
void check_pieces(std::string_view input, const auto& read) {
  const std::string whole = read(input, input.size() + 1);
  promise(read(input, 1 + input.size() % 7) == whole, "pieces do not matter");
  promise(read(input, 1) == whole, "single bytes do not matter");
}

}  // namespace fuzz
