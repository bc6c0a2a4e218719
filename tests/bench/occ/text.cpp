#include "bench/occ/text.h"

#include <algorithm>
#include <array>
#include <span>

namespace auto_sync::bench {
namespace {

constexpr std::size_t words_in_all = 4096;
constexpr std::uint32_t words_in_a_file = 60;

// `$` stands for a word of the file, `@` for a common one, `#` for a number.
constexpr std::array<std::string_view, 18> shapes = {
    "auto $ = $.@($, #);",
    "if ($->@ != $) {",
    "return @_$($);",
    "}",
    "",
    "// @ the $ before the $ is @",
    "const @& $ = $[#];",
    "for (auto& $ : $.@()) {",
    "$.@ = #;",
    "$_$(@, $, $);",
    "static @ $_@ = \"$ @ $\";",
    "#include \"$/@.h\"",
    "case @_$: return #;",
    "(define ($-@ $) (cog-@ $ #))",
    "logger().@(\"$: %s is @\", $);",
    "@ $(@ $, @* $);",
    "while ($ < # && !$.@()) $ += #;",
    "assert($ == @($.$, #));",
};

std::string_view skewed(Random& random, std::span<const std::string> words) {
  const auto count = static_cast<std::uint32_t>(words.size());
  return words[std::min({random.below(count), random.below(count), random.below(count)})];
}

// Writes lines in the words of one file: a file repeats itself more than a repository does.
class Writer {
 public:
  Writer(const Vocabulary& vocabulary, std::uint64_t seed) : vocabulary_(vocabulary) {
    Random random(seed);
    own_.reserve(words_in_a_file);
    for (std::uint32_t i = 0; i < words_in_a_file; ++i) own_.emplace_back(vocabulary.any(random));
  }

  void append_line(Random& random, std::string& out) const {
    out.append(std::size_t{2} * random.below(5), ' ');
    const auto drawn = std::min(random.below(shapes.size()), random.below(shapes.size()));
    for (const char c : shapes[drawn]) {
      if (c == '$') {
        out += skewed(random, own_);
      } else if (c == '@') {
        out += vocabulary_.common(random);
      } else if (c == '#') {
        out += std::to_string(random.below(random.chance(70) ? 16 : 100'000));
      } else {
        out += c;
      }
    }
    out += '\n';
  }

 private:
  const Vocabulary& vocabulary_;
  std::vector<std::string> own_;
};

}  // namespace

Vocabulary::Vocabulary() {
  static constexpr std::array<std::string_view, 32> syllables = {
      "at", "om",  "gra",  "ph", "ti",  "lo",  "ne", "ur", "al", "mer", "ge",
      "ba", "te",  "val",  "ue", "in",  "dex", "no", "de", "li", "nk",  "for",
      "ma", "pat", "tern", "un", "ify", "co",  "re", "pl", "an", "se"};
  Random random(20240229);
  words_.reserve(words_in_all);
  for (std::size_t i = 0; i < words_in_all; ++i) {
    std::string word;
    for (std::uint32_t n = random.between(2, 4); n > 0; --n) {
      word += syllables[random.below(syllables.size())];
    }
    words_.push_back(std::move(word));
  }
}

std::string_view Vocabulary::common(Random& random) const {
  return skewed(random, std::span(words_).first(64));
}

std::string_view Vocabulary::any(Random& random) const {
  return words_[random.below(static_cast<std::uint32_t>(words_.size()))];
}

std::string render_code(const Vocabulary& vocabulary, std::uint64_t seed, std::uint32_t size) {
  const Writer writer(vocabulary, seed);
  Random random(seed);
  std::string text;
  text.reserve(size + 128);
  while (text.size() < size) writer.append_line(random, text);
  text.resize(size);
  text.back() = '\n';
  return text;
}

std::string render_binary(std::uint64_t seed, std::uint32_t size) {
  Random random(seed);
  std::string bytes;
  bytes.reserve(size + 8);
  while (bytes.size() < size) {
    for (std::uint64_t word = random.next(), i = 0; i < 8; ++i, word >>= 8) {
      bytes += static_cast<char>(word & 0xFF);
    }
  }
  bytes.resize(size);
  return bytes;
}

void apply(const Vocabulary& vocabulary, const Edit& edit, std::string& text) {
  const auto line_start = [&text](std::size_t from) {
    const auto newline = text.find('\n', from);
    return newline == std::string::npos ? text.size() : newline + 1;
  };
  const auto begin = line_start(text.size() * edit.permille / 1000);
  auto end = begin;
  for (std::uint32_t i = 0; i < edit.removed && end < text.size(); ++i) end = line_start(end);
  const Writer writer(vocabulary, edit.seed);
  Random random(edit.seed);
  std::string lines;
  for (std::uint32_t i = 0; i < edit.added; ++i) writer.append_line(random, lines);
  text.replace(begin, end - begin, lines);
}

std::string render_message(const Vocabulary& vocabulary, Random& random, std::string_view where) {
  static constexpr std::array<std::string_view, 8> verbs = {
      "Fix", "Add", "Rework", "Let", "Speed up", "Document", "Drop", "Unify"};
  std::string message(verbs[random.below(verbs.size())]);
  message.append(" ").append(vocabulary.any(random)).append(" in ").append(where).append("\n");
  for (std::uint32_t lines = random.between(0, 13); lines > 0; --lines) {
    message += "\n-";
    for (std::uint32_t words = random.between(5, 11); words > 0; --words) {
      message.append(" ").append(random.chance(50) ? vocabulary.any(random)
                                                   : vocabulary.common(random));
    }
  }
  message += "\n";
  return message;
}

}  // namespace auto_sync::bench
