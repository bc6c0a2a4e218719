// A pack that grows on its way, held against git itself.
#include "service/extended_pack.h"

#include "adapters/libgit2_object_store.h"
#include "adapters/openssl_checksum.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/byte_ends.h"
#include "support/git_fixture.h"

using namespace auto_sync;
using namespace auto_sync::testing;

namespace {

/// All that `source` gives, asked for `piece` bytes at a time.
std::string read_all(ByteSource& source, std::size_t piece) {
  std::string all;
  std::string buffer(piece, '\0');
  while (const std::size_t count = source.read(buffer)) all.append(buffer, 0, count);
  return all;
}

/// What comes out when `pack` passes in pieces of `piece` bytes.
std::string extended(const std::string& pack, const std::string& own, std::size_t piece = 7) {
  OpensslChecksums checksums;
  test::TextSource source(pack, true, piece);
  ExtendedPack extension(source, own, checksums);
  std::string all = read_all(extension, piece);
  CHECK(extension.length() == all.size());
  return all;
}

/// The thin pack of what `have` lacks of `want`.
std::string thin_pack(GitRepo& from, const std::string& want, const std::string& have) {
  return from.run({"pack-objects", "--revs", "--thin", "--stdout", "--delta-base-offset", "-q"},
                  want + "\n^" + have + "\n");
}

struct OwnPack {
  Oid blob;
  std::string bytes;
};

OwnPack own_pack(const TempDir& temp) {
  Libgit2ObjectStores stores(temp.path());
  const std::unique_ptr<ObjectStore> store = stores.open();
  const Oid blob = store->write_blob("made here\n");
  const Oid tree = store->write_tree({{"made.txt", FileMode::file, blob}});
  return {blob, store->pack({blob, tree})};
}

}  // namespace

TEST_CASE("SHA-1 is what RFC 3174 says") {
  OpensslChecksums checksums;
  const auto sum = checksums.open();
  sum->update("abcdbcdecdefdefgefghfghighij");
  sum->update("hijkijkljklmklmnlmnomnopnopq");
  CHECK(sum->finish().hex() == "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(checksums.open()->finish().hex() == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST_CASE("a thin pack with our objects added is one that git completes and finds sound") {
  const TempDir temp;
  GitRepo source(temp / "source.git");
  std::string text;
  for (int line = 0; line < 500; ++line) text += "line " + std::to_string(line) + "\n";
  source.commit("main", {{"long.txt", text}}, "Base");
  GitRepo target(temp / "target.git");
  source.push_to(target.path().string(), {"main"});
  for (int change = 0; change < 20; ++change) {
    source.commit("main", {{"long.txt", text += std::to_string(change)}}, "Change");
  }
  const OwnPack own = own_pack(temp);
  const std::string thin = thin_pack(source, "main", target.rev_parse("main"));

  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{19}, std::size_t{20}, std::size_t{21}, thin.size()}) {
    INFO("pieces of " << piece);
    const std::string pack = extended(thin, own.bytes, piece);
    CHECK(pack.size() == thin.size() + own.bytes.size() - 32);
    const ProcessResult indexed =
        target.try_run({"index-pack", "--stdin", "--fix-thin", "--strict"}, pack);
    INFO(indexed.err);
    REQUIRE(indexed.exit_code == 0);
    CHECK(target.run({"cat-file", "-p", own.blob.hex()}) == "made here");
    CHECK(target.run({"rev-list", "--count", source.rev_parse("main")}) == "21");
  }
}

TEST_CASE("a pack without objects becomes our own") {
  const TempDir temp;
  const OwnPack own = own_pack(temp);
  GitRepo source(temp / "source.git");
  const std::string empty = source.run({"pack-objects", "--stdout", "-q"}, "");
  CHECK(extended(empty, own.bytes) == own.bytes);
}

TEST_CASE("a pack that was damaged or cut on its way gets no checksum of ours") {
  const TempDir temp;
  const OwnPack own = own_pack(temp);
  std::string damaged = own.bytes;
  damaged[20] = static_cast<char>(damaged[20] ^ 1);
  for (const std::string& pack : {damaged, own.bytes.substr(0, own.bytes.size() - 1),
                                  own.bytes.substr(0, 25), std::string("PACK"), std::string()}) {
    CHECK_THROWS_AS(extended(pack, own.bytes), Error);
  }
}
