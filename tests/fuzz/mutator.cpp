#include "mutator.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace fuzz {
namespace {

constexpr std::size_t max_size = 1U << 16;

/// What readers of pkt-lines, JSON and log lines look out for.
constexpr std::array<std::string_view, 24> tokens = {
    "0000", "0001", "0002",  "0003", "0004",         "0005\x01", "fff0", "fff1",
    "ffff", "ERR ", "ready", "\n",   "\r",           "::",       "##[",  "\"",
    "[",    "{",    "\\",    "\x1B", "\xED\xA0\x80", "\xC0\xAF", "|",    "@"};

}  // namespace

std::string Mutator::mutate(std::string input) {
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(input);
  input.resize(std::min(input.size(), max_size));
  return input;
}

void Mutator::change(std::string& input) {
  const std::size_t at = below(input.size() + 1);
  const std::size_t length = std::min(1 + below(16), input.size() - at);
  const std::string& other = others_[below(others_.size())];
  switch (below(7)) {
    case 0:  // another byte
      if (at < input.size()) input[at] = static_cast<char>(random_());
      break;
    case 1:  // one bit
      if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
      break;
    case 2:
      input.erase(at, length);
      break;
    case 3:
      input.insert(at, input.substr(at, length));
      break;
    case 4:
      input.resize(at);
      break;
    case 5:
      input.replace(at, below(2) * length, tokens[below(tokens.size())]);
      break;
    default:
      input.insert(at, other, below(other.size() + 1), 1 + below(200));
  }
}

}  // namespace fuzz
