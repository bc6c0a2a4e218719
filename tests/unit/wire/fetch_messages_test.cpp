#include "wire/fetch_messages.h"

#include "unit/wire/replies.h"

using namespace auto_sync;
using namespace auto_sync::wire;
using namespace replies;
using namespace std::string_literals;

namespace {

struct Answer {
  std::string pack;
  std::string progress;
  std::string sections;
};

Answer read_all(const std::vector<std::string>& pieces) {
  Answer seen;
  FetchReader reader([&](std::string_view bytes) { seen.pack += bytes; },
                     [&](std::string_view text) { seen.progress += text; });
  for (const std::string& piece : pieces) reader.feed(piece);
  reader.finish();
  for (const Oid& id : reader.acknowledged()) seen.sections += "ack " + id.short_hex() + "\n";
  if (reader.ready()) seen.sections += "ready\n";
  for (const Oid& id : reader.shallow()) seen.sections += "shallow " + id.short_hex() + "\n";
  for (const Oid& id : reader.unshallow()) seen.sections += "unshallow " + id.short_hex() + "\n";
  if (reader.pack_seen()) seen.sections += "pack\n";
  return seen;
}

std::string understood(const std::vector<std::string>& pieces) {
  const Answer seen = read_all(pieces);
  return seen.sections + seen.progress + seen.pack;
}

std::string band(char number, std::string_view text) {
  return pkt(std::string(1, number).append(text));
}

const std::string packfile = pkt("packfile\n");
const std::string acknowledgments = pkt("acknowledgments\n");

}  // namespace

TEST_CASE("a request for a pack carries its arguments in git's words") {
  FetchRequest request;
  request.wants = {*Oid::parse(id_a)};
  request.haves = {*Oid::parse(id_b)};
  request.thin_pack = true;
  request.filter = "tree:0";
  request.deepen = 8;
  request.done = true;
  CHECK(fetch_request(request) ==
        "0012command=fetch\n"
        "0001"
        "000ethin-pack\n"
        "0010no-progress\n"
        "000eofs-delta\n"
        "0032want " +
            id_a +
            "\n"
            "0032have " +
            id_b +
            "\n"
            "000ddeepen 8\n"
            "0012filter tree:0\n"
            "0009done\n"
            "0000");
}

TEST_CASE("a request says nothing that it does not mean") {
  FetchRequest request;
  request.wants = {*Oid::parse(id_a)};
  request.ofs_delta = false;
  request.no_progress = false;
  CHECK(fetch_request(request) == "0012command=fetch\n0001" + pkt("want " + id_a + "\n") + "0000");
}

TEST_CASE("the same id is wanted once and had once") {
  const Oid a = *Oid::parse(id_a);
  const Oid b = *Oid::parse(id_b);
  FetchRequest once;
  once.wants = {a};
  once.haves = {b, a};
  FetchRequest twice;
  twice.wants = {a, a};
  twice.haves = {b, a, b, b, a};
  CHECK(fetch_request(twice) == fetch_request(once));
}

TEST_CASE("git's answer with a common commit brings acknowledgments and a pack") {
  const Answer seen = read_all({recorded("fetch-ready")});
  CHECK(seen.sections == "ack d499708\nready\npack\n");
  CHECK(seen.pack.size() == 360 + 20 + 1);
  CHECK(seen.pack.substr(0, 4) == "PACK");
  CHECK(seen.progress.empty());
}

TEST_CASE("git's answer to a deepening brings a boundary, progress and a pack") {
  const Answer seen = read_all({recorded("fetch-deepen")});
  CHECK(seen.sections == "shallow 1280bab\npack\n");
  CHECK_THAT(seen.progress, StartsWith("Enumerating objects: 1, done.\n"));
  CHECK_THAT(seen.progress, EndsWith("pack-reused 0\n"));
  CHECK(seen.pack.substr(0, 12) == std::string("PACK\0\0\0\2\0\0\0\1", 12));
}

TEST_CASE("git's answer without a common commit brings no pack") {
  CHECK(understood({recorded("fetch-nak")}).empty());
}

TEST_CASE("a server's refusal is a value: an unknown want, a filter that it bans, or its words") {
  const auto refusal = [](std::string_view answer) {
    FetchReader reader({}, {});
    reader.feed(answer);
    reader.finish();
    REQUIRE(reader.refusal());
    return *reader.refusal();
  };
  const FetchRefusal unknown = refusal(recorded("fetch-not-our-ref"));
  CHECK(unknown.kind == FetchRefusalKind::unknown_want);
  CHECK(unknown.want == Oid::parse(std::string(40, '1')));

  const FetchRefusal jgit = refusal(pkt("ERR want " + std::string(40, 'a') + " not valid\n"));
  CHECK(jgit.kind == FetchRefusalKind::unknown_want);
  CHECK(jgit.want == Oid::parse(std::string(40, 'a')));

  const FetchRefusal banned = refusal(pkt("ERR git upload-pack: filter 'tree' not supported\n"));
  CHECK(banned.kind == FetchRefusalKind::banned_filter);

  const FetchRefusal other = refusal(pkt("ERR want \0 of our ref not valid"s) + pkt("anything"));
  CHECK(other.kind == FetchRefusalKind::other);
  CHECK(other.words == "want \\x00 of our ref not valid");
}

TEST_CASE("band 3 is told whatever bytes it has") {
  const std::string answer = pkt("packfile\n") + pkt("\3fatal: a\0b\x1b[2J\n"s) + flush;
  CHECK_THAT(error_of([&] { understood({answer}); }),
             StartsWith("The git server gave up: fatal: a\\x00b\\x1b[2J"));
}

TEST_CASE("an ERR packet within a pack ends it with the server's words") {
  CHECK_THAT(error_of([] { understood({pkt("packfile\n") + pkt("ERR out of memory\n") + flush}); }),
             StartsWith("The git server refused: out of memory"));
}

TEST_CASE("an answer to fetch is the same wherever it is cut into pieces") {
  check_every_split(recorded("fetch-ready"), understood);
  check_every_split(recorded("fetch-deepen"), understood);
  check_every_split(recorded("fetch-nak"), understood);
}

TEST_CASE("an answer to fetch that ends too early is an error at every byte") {
  check_every_truncation(recorded("fetch-ready"), understood);
  check_every_truncation(recorded("fetch-deepen"), understood);
  check_every_truncation(recorded("fetch-nak"), understood);
}

TEST_CASE("acknowledgments alone, with or without ready, are an answer") {
  CHECK(understood({acknowledgments + pkt("ACK " + id_a + "\n") + flush}) == "ack aaaaaaa\n");
  CHECK(understood({acknowledgments + pkt("NAK\n") + flush}).empty());
  CHECK(understood({acknowledgments + pkt("ACK " + id_a) + pkt("ACK " + id_b) + pkt("ready\n") +
                    delim + packfile + band(1, "P") + flush}) ==
        "ack aaaaaaa\nack bbbbbbb\nready\npack\nP");
}

TEST_CASE("whether the server dealt with our haves is known from the section, not from its lines") {
  for (const auto& [reply, seen] : {std::pair(acknowledgments + pkt("NAK\n") + flush, true),
                                    {acknowledgments + flush, true},
                                    {packfile + flush, false},
                                    {std::string(flush), false}}) {
    FetchReader reader({}, {});
    reader.feed(reply);
    reader.finish();
    CHECK(reader.acknowledgments_seen() == seen);
  }
}

TEST_CASE("the boundary is read in both directions") {
  CHECK(understood({pkt("shallow-info\n") + pkt("shallow " + id_a) +
                    pkt("unshallow " + id_b + "\n") + delim + packfile + flush}) ==
        "shallow aaaaaaa\nunshallow bbbbbbb\npack\n");
}

TEST_CASE("an empty packet of band 1 keeps the line alive and is no data") {
  int calls = 0;
  FetchReader reader([&](std::string_view) { ++calls; }, {});
  reader.feed(packfile + band(1, "") + band(1, "PACK") + band(1, "") + band(2, "") + flush);
  reader.finish();
  CHECK(calls == 1);
}

TEST_CASE("progress may hold any byte") {
  CHECK(read_all({packfile + band(2, std::string_view("a\0b\n", 4)) + flush}).progress ==
        std::string("a\0b\n", 4));
}

TEST_CASE("a reader without handlers still checks the answer") {
  FetchReader reader({}, {});
  reader.feed(packfile + band(1, "x") + band(2, "y") + flush);
  CHECK_NOTHROW(reader.finish());
}

TEST_CASE("an error in the middle of a pack ends it with the server's words") {
  const std::string start = packfile + band(1, "PACK");
  CHECK(error_of([&] { understood({start + band(3, "disk\x07 full\n")}); }) ==
        "The git server gave up: disk\\x07 full");
  CHECK(error_of([&] { understood({start + pkt("ERR gone")}); }) == "The git server refused: gone");
}

TEST_CASE("what comes before an error has been handed on") {
  std::string pack;
  FetchReader reader([&](std::string_view bytes) { pack += bytes; }, {});
  CHECK_THROWS_AS(reader.feed(packfile + band(1, "PACK") + band(3, "x")), Error);
  CHECK(pack == "PACK");
}

TEST_CASE("what breaks the protocol is malformed") {
  for (const std::string& reply : {std::string("<html>"),
                                   pkt("hello\n") + flush,
                                   delim,
                                   packfile + delim,
                                   packfile + pkt("") + flush,
                                   packfile + band(4, "x"),
                                   packfile + band(0, "x"),
                                   packfile + band('P', "ACK"),
                                   packfile + "0002",
                                   flush + flush,
                                   flush + packfile,
                                   packfile + flush + band(1, "x"),
                                   acknowledgments + pkt("ACK zz\n"),
                                   acknowledgments + pkt("ACK\n"),
                                   acknowledgments + pkt("ready x\n"),
                                   acknowledgments + pkt("hello\n"),
                                   acknowledgments + delim + delim,
                                   pkt("shallow-info\n") + pkt("shallow x\n"),
                                   pkt("shallow-info\n") + pkt("hello\n"),
                                   pkt("packfile-uris\n") + pkt("x\n"),
                                   pkt("wanted-refs\n") + pkt("x\n"),
                                   std::string("0003")}) {
    INFO(reply);
    CHECK_THAT(error_of([&] { understood({reply}); }), ContainsSubstring("malformed"));
  }
}

TEST_CASE("acknowledgments without end are stopped") {
  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += pkt("ACK " + id_a + "\n");
  FetchReader reader({}, {});
  reader.feed(acknowledgments);
  for (int i = 0; i < 1000; ++i) reader.feed(thousand);
  CHECK_THAT(error_of([&] { reader.feed(thousand); }), ContainsSubstring("more than 1,000,000"));
}

TEST_CASE("a large pack comes through unchanged in pieces of any size") {
  std::string pack;
  for (int i = 0; i < 300'000; ++i) pack += static_cast<char>(i * 7 + i / 251);
  std::string reply = packfile;
  for (std::size_t at = 0, size = 1; at < pack.size(); at += size, size = size * 3 % 65'515 + 1) {
    reply += band(1, std::string_view(pack).substr(at, size));
  }
  reply += flush;
  for (const std::size_t piece : {1U, 1000U, 16'384U, 65'536U, 262'144U}) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < reply.size(); at += piece) {
      pieces.push_back(reply.substr(at, piece));
    }
    CHECK((read_all(pieces).pack == pack));
  }
}
