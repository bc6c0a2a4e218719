#include "wire/report_status.h"

#include "unit/wire/replies.h"

using namespace auto_sync;
using namespace auto_sync::wire;
using namespace replies;

namespace {

std::string told(const ReportStatusReader& reader) {
  const StatusReport& report = reader.report();
  std::string seen = report.seen ? "unpack " + report.unpack_error + "\n" : "nothing\n";
  for (const StatusReport::Ref& ref : report.refs) {
    seen += ref.name + (ref.ok ? " ok\n" : " ng " + ref.message + "\n");
  }
  return seen + reader.server_messages();
}

const std::vector<std::string> sent{"refs/heads/main", "refs/tags/new", "refs/tags/v1"};

/// A function that reads pieces and tells all that was understood.
auto telling(bool sideband) {
  return [sideband](const std::vector<std::string>& pieces) {
    ReportStatusReader reader(sideband, sent);
    for (const std::string& piece : pieces) reader.feed(piece);
    return told(reader);
  };
}

const auto understood = telling(true);
const auto understood_plain = telling(false);

std::string band(char number, std::string_view text) {
  return pkt(std::string(1, number).append(text));
}

}  // namespace

TEST_CASE("git's report with a refusal by a hook is understood, cause included") {
  CHECK(understood({recorded("push-hook-refusal")}) ==
        "unpack \nrefs/heads/main ok\nrefs/tags/new ng hook declined\n"
        "GH013: Repository rule violations found for refs/tags/new\n"
        "error: hook declined to update refs/tags/new\n");
}

TEST_CASE("git's report without sideband is understood") {
  CHECK(understood_plain({recorded("push-lost-lease")}) ==
        "unpack \nrefs/heads/main ng failed to update ref\nrefs/tags/new ng hook declined\n");
}

TEST_CASE("a report is the same wherever it is cut into pieces") {
  check_every_split(recorded("push-hook-refusal"), understood);
  check_every_split(recorded("push-lost-lease"), understood_plain);
}

TEST_CASE("a report that ends too early tells what came, never more") {
  const std::string reply = recorded("push-lost-lease");
  const std::string whole = understood_plain({reply});
  CHECK(understood_plain({}) == "nothing\n");
  for (std::size_t size = 0; size < reply.size(); ++size) {
    INFO("after " << size << " bytes");
    const std::string part = understood_plain({reply.substr(0, size)});
    const bool beginning = part == "nothing\n" || whole.substr(0, part.size()) == part;
    CHECK(beginning);
  }
}

TEST_CASE("a report may be spread over packets of band 1 in any way") {
  const std::string report = pkt("unpack ok\n") + pkt("ok refs/heads/main\n") + flush;
  for (std::size_t cut = 0; cut <= report.size(); ++cut) {
    INFO("cut at " << cut);
    CHECK(understood({band(1, report.substr(0, cut)) + band(2, "x") + band(1, report.substr(cut)) +
                      flush}) == "unpack \nrefs/heads/main ok\nx");
  }
}

TEST_CASE("packets that keep the line alive are passed over") {
  const std::string report = pkt("unpack ok\n") + pkt("ok refs/heads/main\n") + flush;
  CHECK(understood({"0005\1" + band(1, "") + band(1, report) + "0005\1" + flush}) ==
        "unpack \nrefs/heads/main ok\n");
}

TEST_CASE("option lines of report-status-v2 change nothing about the verdict") {
  CHECK(understood_plain({pkt("unpack ok\n") + pkt("ok refs/heads/main\n") +
                          pkt("option refname refs/heads/other\n") + pkt("option old-oid " + id_a) +
                          pkt("option new-oid " + id_b + "\n") + pkt("option forced-update\n") +
                          pkt("ng refs/tags/v1 already exists\n") + flush}) ==
        "unpack \nrefs/heads/main ok\nrefs/tags/v1 ng already exists\n");
}

TEST_CASE("a pack that could not be unpacked is told with the server's reason") {
  CHECK(understood_plain({pkt("unpack index-pack abnormal exit\n") +
                          pkt("ng refs/heads/main unpacker error\n") + flush}) ==
        "unpack index-pack abnormal exit\nrefs/heads/main ng unpacker error\n");
}

TEST_CASE("a refusal may come without words") {
  CHECK(understood_plain({pkt("unpack ok\n") + pkt("ng refs/heads/main\n") + flush}) ==
        "unpack \nrefs/heads/main ng \n");
}

TEST_CASE("the server's words keep their NUL bytes") {
  const std::string words("GH001: Large\0 files\n", 20);
  CHECK(understood({band(2, words) + flush}) == "nothing\n" + words);
}

TEST_CASE("a fatal error of the server is kept as its words") {
  CHECK(understood({band(2, "a\n") + band(3, "fatal: b\n") + flush}) == "nothing\na\nfatal: b\n");
  CHECK(understood({pkt("ERR no more room\n") + flush}) == "nothing\nno more room\n");
  CHECK(understood_plain({pkt("ERR no more room\n") + flush}) == "nothing\nno more room\n");
}

TEST_CASE("nothing is kept of refs that were not sent, and one verdict of each that was") {
  CHECK(understood_plain({pkt("unpack ok\n") + pkt("ng refs/heads/other denied\n") +
                          pkt("ok refs/heads/main\n") + pkt("ng refs/heads/main later\n") +
                          flush}) == "unpack \nrefs/heads/main ng later\n");
}

TEST_CASE("a report without end is given up, with what it said so far") {
  ReportStatusReader reader(false, sent);
  reader.feed(pkt("unpack ok\n") + pkt("ng refs/heads/main " + std::string(60'000, 'x')));
  const std::string line = pkt("ng refs/heads/" + std::string(60'000, 'y') + " no");
  const auto without_end = [&] {
    for (int i = 0; i < 1'000; ++i) reader.feed(line);
  };
  CHECK_THAT(error_of(without_end), ContainsSubstring("no end"));
  REQUIRE(reader.report().refs.size() == 1);
  CHECK(reader.report().refs.front().name == "refs/heads/main");
  CHECK(reader.report().refs.front().message.size() <= 4'096);
}

TEST_CASE("words without end fill no more than a megabyte") {
  ReportStatusReader reader(true, sent);
  const std::string words = band(2, std::string(65'000, 'x'));
  for (int i = 0; i < 40; ++i) reader.feed(words);
  CHECK(reader.server_messages().size() == 1U << 20);
}

TEST_CASE("packets that are none are malformed") {
  CHECK_THAT(error_of([] { understood({"<html>"}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({band(7, "x")}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({pkt("")}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({band(1, "zzzz")}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood_plain({"0003"}); }), ContainsSubstring("malformed"));
}
