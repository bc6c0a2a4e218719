#include "wire/ls_refs.h"

#include "unit/wire/replies.h"

using namespace auto_sync;
using namespace auto_sync::wire;
using namespace replies;

namespace {

std::string understood(const std::vector<std::string>& pieces) {
  LsRefsReader reader;
  for (const std::string& piece : pieces) reader.feed(piece);
  std::string seen;
  for (const ListedRef& ref : reader.finish()) {
    seen += ref.name + " " + ref.id.short_hex();
    if (ref.peeled) seen += " -> " + ref.peeled->short_hex();
    seen += "\n";
  }
  return seen;
}

}  // namespace

TEST_CASE("a request for refs asks for peeled tags and names its prefixes") {
  CHECK(ls_refs_request({"refs/heads/main", "refs/tags/"}) ==
        "0014command=ls-refs\n"
        "0001"
        "0009peel\n"
        "001fref-prefix refs/heads/main\n"
        "001aref-prefix refs/tags/\n"
        "0000");
}

TEST_CASE("git's list of refs is understood") {
  CHECK(understood({recorded("ls-refs")}) ==
        "HEAD 1280bab\n"
        "refs/heads/feature/x 20e9e05\n"
        "refs/heads/main 1280bab\n"
        "refs/tags/light 1280bab\n"
        "refs/tags/v1 9803c7b -> 1280bab\n");
}

TEST_CASE("a list of refs is the same wherever it is cut into pieces") {
  check_every_split(recorded("ls-refs"), understood);
}

TEST_CASE("a list of refs that ends too early is an error at every byte") {
  check_every_truncation(recorded("ls-refs"), understood);
}

TEST_CASE("an empty repository lists nothing") {
  CHECK(understood({flush}).empty());
  CHECK(understood({pkt("unborn HEAD symref-target:refs/heads/main\n") + flush}).empty());
}

TEST_CASE("attributes in any order and unknown ones are read over") {
  CHECK(understood({pkt(id_a + " refs/tags/t symref-target:x peeled:" + id_b + " new:1\n") +
                    flush}) == "refs/tags/t aaaaaaa -> bbbbbbb\n");
}

TEST_CASE("names that git would not take are passed over") {
  CHECK(understood({pkt(id_a + " refs/heads/a..b\n") + pkt(id_a + " refs/heads/x\ny\n") +
                    pkt(id_a + " ../../etc\n") + pkt(id_b + " refs/heads/ok\n") + flush}) ==
        "refs/heads/ok bbbbbbb\n");
}

TEST_CASE("the server's refusal is told in its words") {
  CHECK(error_of([] { understood({pkt("ERR too many requests") + flush}); }) ==
        "The git server refused: too many requests");
}

TEST_CASE("lines that are no refs are malformed") {
  for (const std::string& line :
       {std::string(), std::string("\n"), std::string("hello\n"), id_a, id_a + " ",
        id_a.substr(1) + " refs/heads/x", id_a + "a refs/heads/x", std::string("unbor HEAD"),
        id_a + " refs/tags/t peeled:", id_a + " refs/tags/t peeled:zz"}) {
    INFO(line);
    CHECK_THAT(error_of([&] { understood({pkt(line) + flush}); }), ContainsSubstring("malformed"));
  }
}

TEST_CASE("sections and data after the end are malformed") {
  CHECK_THAT(error_of([] { understood({delim + flush}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({"0002"}); }), ContainsSubstring("malformed"));
  CHECK_THAT(error_of([] { understood({flush + flush}); }), ContainsSubstring("after its end"));
  CHECK_THAT(error_of([] { understood({flush + pkt(id_a + " refs/heads/x")}); }),
             ContainsSubstring("after its end"));
}

TEST_CASE("a web page instead of a list of refs is malformed") {
  CHECK_THAT(error_of([] { understood({"<!DOCTYPE html><html>"}); }),
             ContainsSubstring("\"<!DO\""));
}

TEST_CASE("SHA-256 ids are refused in clear words") {
  CHECK_THAT(error_of([] { understood({pkt(sha256_id + " refs/heads/main\n") + flush}); }),
             ContainsSubstring("SHA-256 repositories are not supported yet"));
}

TEST_CASE("a list without end is stopped") {
  const std::string line = pkt(id_a + " HEAD\n");
  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += line;
  LsRefsReader reader;
  for (int i = 0; i < 1000; ++i) reader.feed(thousand);
  CHECK_THAT(error_of([&] { reader.feed(line); }), ContainsSubstring("more than 1,000,000"));
}
