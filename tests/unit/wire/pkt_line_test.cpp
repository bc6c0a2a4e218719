#include "wire/pkt_line.h"

#include "unit/wire/replies.h"

using namespace auto_sync;
using namespace auto_sync::wire;
using replies::error_of;
using replies::pkt;

namespace {

std::string understood(const std::vector<std::string>& pieces) {
  PktReader reader;
  std::string seen;
  for (const std::string& piece : pieces) {
    reader.feed(piece, [&](const Pkt& packet) {
      switch (packet.kind) {
        case PktKind::data:
          seen.append("<").append(packet.payload).append(">");
          break;
        case PktKind::flush:
          seen += "flush;";
          break;
        case PktKind::delim:
          seen += "delim;";
          break;
        case PktKind::response_end:
          seen += "end;";
          break;
      }
    });
  }
  reader.finish();
  return seen;
}

}  // namespace

TEST_CASE("a packet is its length in four digits and its payload") {
  CHECK(pkt("") == "0004");
  CHECK(pkt("a\n") == "0006a\n");
  CHECK(pkt(std::string(max_pkt_payload, 'x')).substr(0, 4) == "fff0");
}

TEST_CASE("a payload beyond the protocol's limit is our own mistake") {
  std::string out;
  try {
    append_pkt(out, std::string(max_pkt_payload + 1, 'x'));
    FAIL("no error was thrown");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::internal);
  }
  CHECK(out.empty());
}

TEST_CASE("packets of every kind are told apart") {
  CHECK(understood({"0006a\n00000001000200040008abcd"}) == "<a\n>flush;delim;end;<><abcd>");
  CHECK(understood({}).empty());
}

TEST_CASE("lengths are read in either case") {
  CHECK(understood({"000Eversion 2\n"}) == "<version 2\n>");
  CHECK(understood({"000eversion 2\n"}) == "<version 2\n>");
}

TEST_CASE("packets are the same wherever the stream is cut") {
  replies::check_every_split("0006a\n000000010004" +
                                 pkt(std::string_view("\0"
                                                      "0001",
                                                      5)) +
                                 pkt(std::string(300, 'z')),
                             understood);
}

TEST_CASE("a stream that ends inside a packet is cut off") {
  const auto cut = [](const std::string& bytes) { return error_of([&] { understood({bytes}); }); };
  CHECK_THAT(cut("0"), ContainsSubstring("cut off"));
  CHECK_THAT(cut("000"), ContainsSubstring("cut off"));
  CHECK_THAT(cut("0000000"), ContainsSubstring("cut off"));
  CHECK_THAT(cut("0006a"), ContainsSubstring("after 5 of a packet's 6 bytes"));
}

TEST_CASE("the longest packet is read, one byte more is refused") {
  const std::string longest = pkt(std::string(max_pkt_payload, 'x'));
  CHECK(understood({longest}).size() == max_pkt_payload + 2);
  CHECK(understood({longest.substr(0, 70), longest.substr(70)}).size() == max_pkt_payload + 2);
  CHECK_THAT(error_of([] { understood({"fff1"}); }), ContainsSubstring("impossible length 65521"));
  CHECK_THAT(error_of([] { understood({"ffff"}); }), ContainsSubstring("impossible length"));
}

TEST_CASE("what is no length is quoted") {
  CHECK_THAT(error_of([] { understood({"<htm"}); }), ContainsSubstring("\"<htm\""));
  CHECK_THAT(error_of([] {
               understood({"<", "h", "t", "m", "l"});
             }),
             ContainsSubstring("\"<htm\""));
  CHECK_THAT(error_of([] { understood({"00 6"}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({"-001"}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({"0x04"}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({"\x1B[2J"}); }), ContainsSubstring("\"\\x1b[2J\""));
  CHECK_THAT(error_of([] { understood({std::string(4, '\0')}); }), ContainsSubstring("malformed"));
}

TEST_CASE("the length 3 does not exist") {
  CHECK_THAT(error_of([] { understood({"0003"}); }), ContainsSubstring("impossible length 3"));
}

TEST_CASE("a payload that lies whole in its piece is handed on without a copy") {
  const std::string bytes = pkt("first") + pkt("second");
  PktReader reader;
  int inside = 0;
  reader.feed(bytes, [&](const Pkt& packet) {
    if (packet.payload.data() > bytes.data() && packet.payload.data() < &bytes.back()) ++inside;
  });
  CHECK(inside == 2);
}

TEST_CASE("a line is a payload without its one line feed") {
  CHECK(Pkt{PktKind::data, "a\n"}.line() == "a");
  CHECK(Pkt{PktKind::data, "a"}.line() == "a");
  CHECK(Pkt{PktKind::data, "a\n\n"}.line() == "a\n");
  CHECK(Pkt{PktKind::data, "\n"}.line().empty());
  CHECK(Pkt{PktKind::data, ""}.line().empty());
}

TEST_CASE("an error packet is thrown with the server's words, made printable") {
  const Pkt packet{PktKind::data, "ERR Repository\x1B not found.\n"};
  CHECK(error_of([&] { refuse_error_packet(packet); }) ==
        "The git server refused: Repository\\x1b not found.");
  CHECK_NOTHROW(refuse_error_packet({PktKind::data, "ERROR"}));
  CHECK_NOTHROW(refuse_error_packet({PktKind::flush, {}}));
}
