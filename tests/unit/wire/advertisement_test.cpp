#include "wire/advertisement.h"

#include "unit/wire/replies.h"

using namespace auto_sync;
using namespace auto_sync::wire;
using namespace replies;

namespace {

AdvertisementReader reader_of(const std::string& service, const std::string& reply) {
  AdvertisementReader reader(service);
  reader.feed(reply);
  reader.finish();
  return reader;
}

/// A function that reads pieces and tells all that was understood.
auto telling(const std::string& service) {
  return [service](const std::vector<std::string>& pieces) {
    AdvertisementReader reader(service);
    for (const std::string& piece : pieces) reader.feed(piece);
    reader.finish();
    std::string seen = "v" + std::to_string(reader.version()) + "\n";
    for (const char* name : {"agent", "atomic", "fetch", "object-format"}) {
      if (reader.capabilities().has(name)) {
        seen += std::string(name) + "=" + *reader.capabilities().value(name) + "\n";
      }
    }
    for (const ListedRef& ref : reader.refs()) {
      seen += ref.name + " " + ref.id.short_hex();
      if (ref.peeled) seen += " -> " + ref.peeled->short_hex();
      seen += "\n";
    }
    for (const Oid& id : reader.haves()) seen += "have " + id.short_hex() + "\n";
    for (const Oid& id : reader.shallow()) seen += "shallow " + id.short_hex() + "\n";
    return seen;
  };
}

const auto understood_push = telling("git-receive-pack");
const auto understood_fetch = telling("git-upload-pack");
const std::string service = pkt("# service=git-receive-pack\n") + flush;

std::string first_ref(const std::string& capabilities = "report-status") {
  return pkt(id_a + " refs/heads/main" + '\0' + capabilities + "\n");
}

}  // namespace

TEST_CASE("git's advertisement for a push is understood") {
  CHECK(understood_push({recorded("info-refs-receive-pack")}) ==
        "v0\nagent=git/2.39.5\natomic=\nobject-format=sha1\n"
        "refs/heads/feature/x 20e9e05\nrefs/heads/main 1280bab\n"
        "refs/tags/light 1280bab\nrefs/tags/v1 9803c7b\n");
}

TEST_CASE("git's advertisement in protocol v1 is understood, peeled tags included") {
  CHECK(understood_fetch({recorded("info-refs-v1")}) ==
        "v1\nagent=git/2.39.5\nobject-format=sha1\n"
        "HEAD 1280bab\nrefs/heads/feature/x 20e9e05\nrefs/heads/main 1280bab\n"
        "refs/tags/light 1280bab\nrefs/tags/v1 9803c7b -> 1280bab\n");
}

TEST_CASE("git's capabilities in protocol v2 are understood without a service line") {
  CHECK(understood_fetch({recorded("info-refs-v2")}) ==
        "v2\nagent=git/2.39.5\nfetch=shallow wait-for-done filter\nobject-format=sha1\n");
}

TEST_CASE("capabilities in protocol v2 may follow a service line, as on GitHub") {
  CHECK(understood_fetch({pkt("# service=git-upload-pack\n") + flush + recorded("info-refs-v2")}) ==
        understood_fetch({recorded("info-refs-v2")}));
}

TEST_CASE("an empty repository has capabilities and no refs") {
  CHECK(understood_push({recorded("info-refs-empty")}) ==
        "v0\nagent=git/2.39.5\natomic=\nobject-format=sha1\n");
}

TEST_CASE("the line of an empty repository may lack its line feed") {
  const std::string line = std::string(40, '0') + " capabilities^{}" + '\0' + "atomic";
  CHECK(understood_push({service + pkt(line) + flush}) == "v0\natomic=\n");
  CHECK(understood_push({service + pkt(line + "\n") + flush}) == "v0\natomic=\n");
}

TEST_CASE("an empty repository may advertise nothing at all") {
  CHECK(understood_push({service + flush}) == "v0\n");
}

TEST_CASE("tips of other repositories and shallow boundaries are kept apart from refs") {
  CHECK(understood_push({service + first_ref("atomic") + pkt(id_b + " .have\n") +
                         pkt("shallow " + id_a + "\n") + flush}) ==
        "v0\natomic=\nrefs/heads/main aaaaaaa\nhave bbbbbbb\nshallow aaaaaaa\n");
}

TEST_CASE("capabilities may come with the first tip of another repository") {
  CHECK(understood_push({service + pkt(id_b + " .have" + '\0' + "atomic\n") + flush}) ==
        "v0\natomic=\nhave bbbbbbb\n");
}

TEST_CASE("an advertisement is the same wherever it is cut into pieces") {
  check_every_split(recorded("info-refs-receive-pack"), understood_push);
  check_every_split(recorded("info-refs-v1"), understood_fetch);
  check_every_split(recorded("info-refs-v2"), understood_fetch);
  check_every_split(recorded("info-refs-empty"), understood_push);
}

TEST_CASE("an advertisement that ends too early is an error at every byte") {
  check_every_truncation(recorded("info-refs-receive-pack"), understood_push);
  check_every_truncation(recorded("info-refs-v1"), understood_fetch);
  check_every_truncation(recorded("info-refs-v2"), understood_fetch);
  check_every_truncation(recorded("info-refs-empty"), understood_push);
}

TEST_CASE("a SHA-256 repository is refused in clear words, in every protocol") {
  const std::string words = "SHA-256 repositories are not supported yet";
  CHECK_THAT(error_of([] { understood_push({recorded("info-refs-sha256")}); }),
             ContainsSubstring(words));
  CHECK_THAT(error_of([] {
               understood_fetch({pkt("version 2\n") + pkt("object-format=sha256\n") + flush});
             }),
             ContainsSubstring(words));
  CHECK_THAT(
      error_of([] { understood_push({service + pkt(sha256_id + " refs/heads/x") + flush}); }),
      ContainsSubstring(words));
}

TEST_CASE("an answer for another service is refused") {
  CHECK_THAT(error_of([] { understood_fetch({recorded("info-refs-receive-pack")}); }),
             ContainsSubstring("git-upload-pack was asked for, \"git-receive-pack\" answered"));
}

TEST_CASE("the server's refusal is told in its words, wherever it comes") {
  for (const std::string& before : {std::string(), service, service + first_ref()}) {
    CHECK(error_of([&] { understood_push({before + pkt("ERR Repository not found.\n")}); }) ==
          "The git server refused: Repository not found.");
  }
}

TEST_CASE("what is no advertisement is malformed") {
  for (const std::string& reply :
       {std::string("<html></html>"), pkt("hello\n") + flush, first_ref() + flush, flush, delim,
        service + delim, service + pkt("hello\n") + flush, service + pkt(id_a + "\n") + flush,
        service + pkt("shallow x\n") + flush, service + first_ref() + pkt("\n") + flush,
        service + first_ref() + pkt(id_a.substr(3) + " refs/heads/x\n") + flush,
        service + first_ref() + flush + flush, service + flush + first_ref(),
        pkt("# service=git-receive-pack\n") + first_ref() + flush,
        service + pkt("version 1\n") + pkt("version 1\n") + flush,
        service + pkt("version 3\n") + flush}) {
    INFO(reply);
    CHECK_THAT(error_of([&] { understood_push({reply}); }), ContainsSubstring("malformed"));
  }
}

TEST_CASE("a peeled value without its tag and names git would not take are passed over") {
  CHECK(understood_push({service + first_ref("atomic") + pkt(id_b + " refs/tags/t^{}\n") +
                         pkt(id_b + " refs/heads/a..b\n") + pkt(id_b + " x\n") + flush}) ==
        "v0\natomic=\nrefs/heads/main aaaaaaa\n");
}

TEST_CASE("only the first line's capabilities count") {
  const auto reader =
      reader_of("git-receive-pack", service + first_ref("report-status") +
                                        pkt(id_b + " refs/heads/x" + '\0' + "atomic\n") + flush);
  CHECK(reader.capabilities().has("report-status"));
  CHECK_FALSE(reader.capabilities().has("atomic"));
  CHECK(reader.refs().size() == 2);
}
