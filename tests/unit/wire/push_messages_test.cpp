#include "wire/push_messages.h"

#include "base/version.h"
#include "unit/wire/replies.h"

using namespace auto_sync;
using namespace auto_sync::wire;
using namespace replies;

namespace {

const Oid a = *Oid::parse(id_a);
const Oid b = *Oid::parse(id_b);
const std::string zeros(40, '0');

/// The capabilities that a push of one command asks for.
std::string asked(const std::string& offered, bool atomic) {
  const std::string body =
      push_commands({{"refs/heads/main", a, b}}, Capabilities::from_words(offered), atomic);
  const std::size_t nul = body.find('\0');
  REQUIRE(nul != std::string::npos);
  REQUIRE(body.substr(body.size() - 4) == flush);
  return body.substr(nul + 1, body.size() - 4 - nul - 1);
}

}  // namespace

TEST_CASE("commands carry old value, new value and ref, capabilities with the first") {
  const auto offered = Capabilities::from_words("report-status side-band-64k");
  CHECK(push_commands({{"refs/heads/main", a, b},
                       {"refs/tags/v1", std::nullopt, b},
                       {"refs/heads/old", a, std::nullopt}},
                      offered, false) ==
        pkt(id_a + " " + id_b + " refs/heads/main" + '\0' + " report-status side-band-64k") +
            pkt(zeros + " " + id_b + " refs/tags/v1") +
            pkt(id_a + " " + zeros + " refs/heads/old") + "0000");
}

TEST_CASE("all that GitHub offers and we use is asked for") {
  CHECK(asked("report-status report-status-v2 delete-refs side-band-64k ofs-delta atomic "
              "object-format=sha1 quiet agent=github/x session-id=1 push-options",
              true) == " report-status-v2 side-band-64k quiet atomic object-format=sha1 agent=" +
                           std::string(agent()));
}

TEST_CASE("nothing is asked for that is not offered") {
  CHECK(asked("", true).empty());
  CHECK(asked("report-status", true) == " report-status");
  CHECK(asked("delete-refs ofs-delta no-thin push-options", false).empty());
}

TEST_CASE("atomic is asked for only on request") {
  CHECK(asked("atomic", false).empty());
  CHECK(asked("atomic", true) == " atomic");
}

TEST_CASE("a name that could break the list of commands is our own mistake") {
  for (const std::string& name :
       {std::string("refs/heads/a\nb"), std::string("refs/heads/a b"),
        std::string("refs/heads/a\0atomic", 19), std::string("main"), std::string()}) {
    try {
      push_commands({{name, a, b}}, {}, false);
      FAIL("no error was thrown");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::internal);
    }
  }
  CHECK_THROWS_AS(push_commands({{"refs/heads/x", std::nullopt, std::nullopt}}, {}, false), Error);
}

TEST_CASE("the empty pack is the one git writes") {
  // printf '' | git pack-objects --stdout
  const std::string pack = empty_pack();
  CHECK(pack.size() == 32);
  CHECK(pack.substr(0, 12) == std::string("PACK\0\0\0\2\0\0\0\0", 12));
  CHECK(Oid::from_bytes(pack.data() + 12).hex() == "029d08823bd8a8eab510ad6ac75c823cfd3ed31e");
}
