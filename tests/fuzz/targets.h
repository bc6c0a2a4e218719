#pragma once
#include <span>
#include <string_view>

namespace fuzz {

/// Code that reads what others wrote, with any bytes. `run` returns when all is well: the input
/// was understood, or refused by an Error of the right kind. It aborts, with words on stderr, when
/// a promise is broken; any other exception is a fault, too.
struct Target {
  std::string_view name;  ///< also the folder of its corpus
  void (*run)(std::string_view input);
};

std::span<const Target> targets();

/// The target of that name; aborts when there is none.
const Target& target(std::string_view name);

}  // namespace fuzz
