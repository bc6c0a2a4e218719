#include "policy/render_markdown.h"

#include "policy/render_links.h"
#include "policy/render_time.h"
#include "render_samples.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

const RepositoryAddress on_server{"https://github.com/o9nn/occ.git", "https://github.com/o9nn/occ",
                                  "o9nn/occ"};
const RepositoryAddress elsewhere{"https://git.example.org/occ.git", "https://git.example.org/occ",
                                  ""};

}  // namespace

TEST_CASE("a fence is longer than any run of backticks inside") {
  CHECK(fenced_block("plain") == "```\nplain\n```\n");
  CHECK(fenced_block("a ```` b\n", "text") == "`````text\na ```` b\n`````\n");
}

TEST_CASE("only repositories on the server have pages") {
  CHECK(repository_page(elsewhere).empty());
  CHECK(commit_page(elsewhere, sample_oid(1)).empty());
  CHECK(compare_page(elsewhere, sample_oid(1), sample_oid(2)).empty());
  CHECK(commit_link(elsewhere, sample_oid(0xab)) == "`abababa`");
  CHECK(repository_link(elsewhere) == "`https://git.example.org/occ`");
  CHECK(commit_page(on_server, sample_oid(0xab)) ==
        "https://github.com/o9nn/occ/commit/" + sample_oid(0xab).hex());
}

TEST_CASE("a ref's page keeps slashes and encodes everything else") {
  CHECK(ref_page(on_server, "release/1.0") == "https://github.com/o9nn/occ/tree/release/1.0");
  CHECK(ref_page(on_server, "a)b c#d") == "https://github.com/o9nn/occ/tree/a%29b%20c%23d");
}

TEST_CASE("an address that could break out of a link is no page") {
  CHECK(plain_page("https://github.com/o9nn/occ/actions/runs/1") ==
        "https://github.com/o9nn/occ/actions/runs/1");
  for (const char* bad :
       {"", "javascript:alert(1)", "https://a.example/) [x](y", "https://a.example/\nb",
        "https://a.example/<script>", "ftp://a.example"}) {
    INFO(bad);
    CHECK(plain_page(bad).empty());
  }
}

TEST_CASE("moments are written in UTC") {
  const auto moment = std::chrono::system_clock::time_point(std::chrono::seconds(1'782'823'505));
  CHECK(utc_compact(moment) == "20260630T124505Z");
  CHECK(utc_text(moment) == "2026-06-30 12:45:05 UTC");
  CHECK(utc_iso(moment) == "2026-06-30T12:45:05Z");
  CHECK(utc_minute(-1) == "1969-12-31 23:59 UTC");
}

TEST_CASE("an impossible date is told as unknown") {
  for (const std::int64_t seconds : {INT64_MAX, INT64_MIN}) {
    CHECK(utc_minute(seconds) == "unknown date");
    CHECK(utc_iso(seconds).empty());
  }
}

TEST_CASE("Markdown that fits is not cut") {
  CHECK(cut_markdown("a\nb\n", 4, "more") == "a\nb\n");
}

TEST_CASE("cut Markdown ends at a line's end with the pointer") {
  const std::string cut = cut_markdown("first\nsecond line\nthird line\n", 26, "more");
  CHECK(cut == "first\nsecond line\n\nmore\n");
}

TEST_CASE("cut Markdown leaves no code block and no folded section open") {
  std::string text = "<details><summary>x</summary>\n\n````text\n";
  for (int i = 0; i < 100; ++i) text += "``` a line of the server\n";
  text += "````\n\n</details>\n";
  const std::string cut = cut_markdown(text, 500, "more");
  CHECK(cut.size() <= 500);
  CHECK_THAT(cut, EndsWith("\n````\n\n</details>\n\nmore\n"));
}

TEST_CASE("when not even the pointer fits there is nothing") {
  CHECK(cut_markdown("a long line\n", 4, "more").empty());
}
