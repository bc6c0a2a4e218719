#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/occ/random.h"

namespace auto_sync::bench {

/// Made-up identifiers, always the same.
class Vocabulary {
 public:
  Vocabulary();
  /// The more common the word, the likelier it is.
  std::string_view common(Random& random) const;
  /// Every word is as likely as any other.
  std::string_view any(Random& random) const;
  std::string_view at(std::size_t index) const { return words_[index % words_.size()]; }

 private:
  std::vector<std::string> words_;
};

/// One change of a text file: lines taken out, others put in.
struct Edit {
  std::uint32_t permille = 0;  ///< where, as a share of the file's length
  std::uint32_t removed = 0;   ///< lines
  std::uint32_t added = 0;     ///< lines
  std::uint64_t seed = 0;
};

/// What a file is like inside.
enum class Content { code, binary };

/// Lines that compress about as well as source code does, `size` bytes of them.
std::string render_code(const Vocabulary& vocabulary, std::uint64_t seed, std::uint32_t size);

/// Bytes that do not compress at all.
std::string render_binary(std::uint64_t seed, std::uint32_t size);

/// Applies one change to a text.
void apply(const Vocabulary& vocabulary, const Edit& edit, std::string& text);

/// A commit's message: a subject, and a body of some lines.
std::string render_message(const Vocabulary& vocabulary, Random& random, std::string_view where);

}  // namespace auto_sync::bench
