// Files that GitHub would refuse for their size, seen while they pass.
#include <algorithm>

#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

constexpr std::size_t limit = 104'857'600;

/// Text that compresses, but not to nothing: each kilobyte comes again with its number.
std::string text_of(std::size_t size) {
  std::string text;
  text.reserve(size + 2048);
  std::uint64_t noise = 88172645463325252U;
  std::string line;
  for (int i = 0; i < 1000; ++i) {
    noise ^= noise << 13;
    noise ^= noise >> 7;
    noise ^= noise << 17;
    line += static_cast<char>('a' + noise % 26);
  }
  for (std::size_t i = 0; text.size() < size; ++i) text += line + std::to_string(i) + "\n";
  text.resize(size);
  return text;
}

}  // namespace

TEST_CASE("a file above 100 MiB stops the push before its end, and is named") {
  World world;
  world.grow(2, 1);
  const std::string before = world.target_tip();
  world.source.commit("main", {{"data/big file.bin", text_of(limit + 1'048'576)}}, "Too large");
  world.source.commit("main", {{"data/small.txt", "s\n"}}, "On top");
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "rejected");
  CHECK(outcome.exit_code == 5);
  CHECK(world.target_tip() == before);
  CHECK_THAT(outcome.summary, ContainsSubstring("data/big file.bin"));
  CHECK_THAT(outcome.summary, ContainsSubstring("101.0 MiB"));
  CHECK_THAT(outcome.report, ContainsSubstring(world.source.rev_parse("main:data/big file.bin")));
  CHECK_THAT(outcome.report, ContainsSubstring("git lfs migrate"));
  require_sound(world);
}

TEST_CASE("a file of exactly 100 MiB is carried") {
  World world;
  world.grow(2, 1);
  world.source.commit("main", {{"big.bin", text_of(limit)}}, "Just right");
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == world.source_tip());
}
