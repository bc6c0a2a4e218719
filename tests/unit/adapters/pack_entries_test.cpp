// Packs that git made, read entry by entry.
#include "service/pack_entries.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <sstream>

#include "adapters/openssl_checksum.h"
#include "adapters/zlib_inflater.h"
#include "base/error.h"
#include "service/large_file_watch.h"
#include "support/catch.h"
#include "support/git_fixture.h"

namespace auto_sync {
namespace {

using testing::GitRepo;
using testing::TempDir;

/// Whole objects by their ids, as git computes them; deltas by the size of their results.
class Contents : public PackEntryObserver {
 public:
  std::vector<std::string> ids;
  std::vector<std::uint64_t> delta_results;

  void begin(const PackEntry& entry) override {
    if (entry.is_delta()) delta_results.push_back(entry.object_size);
    checksum_ = entry.is_delta() ? nullptr : OpensslChecksums().open();
    const std::array<const char*, 5> names{"", "commit", "tree", "blob", "tag"};
    if (checksum_) {
      checksum_->update(std::string(names.at(static_cast<std::size_t>(entry.type))) + " " +
                        std::to_string(entry.object_size) + std::string(1, '\0'));
    }
  }
  void data(std::string_view bytes) override {
    if (checksum_) checksum_->update(bytes);
  }
  void end() override {
    if (checksum_) ids.push_back(checksum_->finish().hex());
  }

 private:
  std::unique_ptr<Checksum> checksum_;
};

/// Collects what passes.
struct Taker : ByteSink {
  std::string bytes;
  void write(std::string_view more) override { bytes += more; }
};

std::string big_text(const std::string& change) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "line " + std::to_string(i * 7919 % 3001) + "\n";
  return text + change;
}

/// A history in which git finds deltas.
struct Packed {
  TempDir temp;
  GitRepo repo{temp / "r.git"};
  Packed() {
    repo.commit("main", {{"big.txt", big_text("one")}, {"small", "s"}, {"empty", ""}}, "One");
    repo.commit("main", {{"big.txt", big_text("two and more")}}, "Two");
    repo.annotated_tag("v1", "main", "Tagged");
  }
  std::string pack(const std::string& form) {
    return repo.try_run({"pack-objects", "-q", "--all", "--stdout", "--window=10", form}).out;
  }
};

void feed(PackEntryReader& reader, std::string_view pack, std::size_t piece) {
  for (; !pack.empty(); pack.remove_prefix(std::min(piece, pack.size()))) {
    reader.feed(pack.substr(0, piece));
  }
}

TEST_CASE("every entry of a pack is read, in pieces of any size") {
  Packed packed;
  const std::string form = GENERATE("--delta-base-offset", "--no-reuse-delta");
  const std::string pack = packed.pack(form);
  std::istringstream lines(
      packed.repo.run({"rev-list", "--objects", "--no-object-names", "--all"}));
  std::vector<std::string> all(std::istream_iterator<std::string>(lines), {});
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, pack.size()}) {
    Contents contents;
    ZlibInflaters inflaters;
    PackEntryReader reader(contents, inflaters);
    feed(reader, pack, piece);
    CHECK(reader.complete());
    REQUIRE(contents.delta_results.size() == 1);
    const std::uint64_t result = contents.delta_results.front();
    CHECK((result == big_text("one").size() || result == big_text("two and more").size()));
    CHECK(contents.ids.size() + 1 == all.size());
    for (const std::string& id : contents.ids) {
      CHECK(std::find(all.begin(), all.end(), id) != all.end());
    }
  }
}

TEST_CASE("what is no pack is refused, and a pack that is cut is not complete") {
  Packed packed;
  const std::string pack = packed.pack("--delta-base-offset");
  Contents contents;
  ZlibInflaters inflaters;
  PackEntryReader cut(contents, inflaters);
  cut.feed(std::string_view(pack).substr(0, pack.size() / 2));
  CHECK_FALSE(cut.complete());
  PackEntryReader page(contents, inflaters);
  CHECK_THROWS_AS(page.feed("<html>not a pack</html>"), Error);
  std::string damaged = pack;
  damaged[12] = '\x50';  // type 5 is unknown
  PackEntryReader unknown(contents, inflaters);
  CHECK_THROWS_AS(unknown.feed(damaged), Error);
}

TEST_CASE("a file above the limit stops the pack before its end, and is identified") {
  Packed packed;
  const std::string pack = packed.pack("--window=0");
  Taker taker;
  ZlibInflaters inflaters;
  OpensslChecksums checksums;
  const std::uint64_t limit = big_text("one").size();
  LargeFileWatch watch(taker, limit, inflaters, checksums);
  std::optional<LargeFile> seen;
  try {
    for (const char byte : pack) watch.write({&byte, 1});
    watch.finish();
  } catch (const LargeFileSeen& stopped) {
    seen = stopped.file;
  }
  REQUIRE(seen);
  CHECK(seen->size == big_text("two and more").size());
  REQUIRE(seen->id);
  CHECK(seen->id->hex() == packed.repo.rev_parse("main:big.txt"));
  CHECK(taker.bytes.size() < pack.size());
  CHECK(pack.starts_with(taker.bytes));
}

TEST_CASE("a delta whose result is above the limit stops the pack without an id") {
  Packed packed;
  // The delta's base is the target's: a thin pack does not hold it.
  const std::string pack =
      packed.repo.try_run({"pack-objects", "-q", "--revs", "--thin", "--stdout"}, "main\n^main~1\n")
          .out;
  Taker taker;
  ZlibInflaters inflaters;
  OpensslChecksums checksums;
  LargeFileWatch watch(taker, 10'000, inflaters, checksums);
  std::optional<LargeFile> seen;
  try {
    watch.write(pack);
    watch.finish();
  } catch (const LargeFileSeen& stopped) {
    seen = stopped.file;
  }
  REQUIRE(seen);
  CHECK(seen->size == big_text("two and more").size());
  CHECK_FALSE(seen->id);
  CHECK(taker.bytes.empty());
}

TEST_CASE("a pack without such a file passes as it is") {
  Packed packed;
  const std::string pack = packed.pack("--delta-base-offset");
  for (const std::uint64_t limit : {std::uint64_t{1} << 20, std::uint64_t{1} << 40}) {
    Taker taker;
    ZlibInflaters inflaters;
    OpensslChecksums checksums;
    LargeFileWatch watch(taker, limit, inflaters, checksums);
    watch.write(std::string_view(pack).substr(0, 100));
    watch.write(std::string_view(pack).substr(100));
    watch.finish();
    CHECK(taker.bytes == pack);
  }
}

TEST_CASE("what cannot be read passes too: the target judges it") {
  Taker taker;
  ZlibInflaters inflaters;
  OpensslChecksums checksums;
  LargeFileWatch watch(taker, 1, inflaters, checksums);
  watch.write("not a pack at all, and of no interest");
  watch.write(" to anybody");
  watch.finish();
  CHECK(taker.bytes == "not a pack at all, and of no interest to anybody");
}

}  // namespace
}  // namespace auto_sync
