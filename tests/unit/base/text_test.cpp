#include "base/text.h"

#include "support/catch.h"

using namespace auto_sync;
using Names = std::vector<std::string>;

TEST_CASE("trimming takes white space off both ends and nothing else") {
  CHECK(trim(" \t\r\n a b \v\f") == "a b");
  CHECK(trim("a") == "a");
  CHECK(trim(" \n ").empty());
  CHECK(trim("").empty());
}

TEST_CASE("lower case changes ASCII letters only") {
  CHECK(to_lower("OCC Windows-BUILD") == "occ windows-build");
  CHECK(to_lower("\xC3\x84"
                 "A[Z") ==
        "\xC3\x84"
        "a[z");
}

TEST_CASE("replacing goes from left to right and never looks at what it has put in") {
  CHECK(replace_all("aaa", "aa", "a") == "aa");
  CHECK(replace_all("a-b-c", "-", "--") == "a--b--c");
  CHECK(replace_all("abc", "", "x") == "abc");
  CHECK(replace_all("abc", "abc", "") == "");
  CHECK(replace_all("abc", "x", "y") == "abc");
}

TEST_CASE("a list is split at any separator, trimmed, without empty parts") {
  CHECK(split_list(" a, b\n,,c ,\n", ",\n") == Names{"a", "b", "c"});
  CHECK(split_list("one name", ",") == Names{"one name"});
  CHECK(split_list("", ",").empty());
  CHECK(split_list(" , ", ",").empty());
}

TEST_CASE("joining puts the separator between the parts") {
  CHECK(join({"a", "b", "c"}, ", ") == "a, b, c");
  CHECK(join({"a"}, ", ") == "a");
  CHECK(join({}, ", ").empty());
}

TEST_CASE("percent-encoding leaves unreserved characters alone and encodes every other byte") {
  CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
  CHECK(percent_encode("feature/a b") == "feature%2Fa%20b");
  CHECK(percent_encode("100%+&=?#") == "100%25%2B%26%3D%3F%23");
  CHECK(percent_encode("\xC3\xA9") == "%C3%A9");
  CHECK(percent_encode(std::string("\0\xFF", 2)) == "%00%FF");
}

TEST_CASE("a count comes with the right form of its noun") {
  CHECK(counted(1, "commit") == "1 commit");
  CHECK(counted(0, "commit") == "0 commits");
  CHECK(counted(1094, "commit") == "1,094 commits");
  CHECK(counted(1, "branch", "branches") == "1 branch");
  CHECK(counted(2, "branch", "branches") == "2 branches");
}

TEST_CASE("thousands are separated by commas") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1000) == "1,000");
  CHECK(with_thousands(1234567) == "1,234,567");
  CHECK(with_thousands(18446744073709551615U) == "18,446,744,073,709,551,615");
}

TEST_CASE("bytes are told in powers of a thousand with three digits at most") {
  CHECK(human_bytes(0) == "0 B");
  CHECK(human_bytes(812) == "812 B");
  CHECK(human_bytes(999) == "999 B");
  CHECK(human_bytes(1000) == "1.0 KB");
  CHECK(human_bytes(3500) == "3.5 KB");
  CHECK(human_bytes(194000) == "194 KB");
  CHECK(human_bytes(22600000) == "22.6 MB");
  CHECK(human_bytes(276000000) == "276 MB");
  CHECK(human_bytes(18446744073709551615U) == "18.4 EB");
}

TEST_CASE("bytes just below a power of a thousand are never told as 1000 of the smaller unit") {
  CHECK(human_bytes(99949) == "99.9 KB");
  CHECK(human_bytes(99950) == "100 KB");
  CHECK(human_bytes(999499) == "999 KB");
  CHECK(human_bytes(999500) == "1.0 MB");
  CHECK(human_bytes(999999999) == "1.0 GB");
}

TEST_CASE("durations are told as people say them") {
  CHECK(human_seconds(0.04) == "0.04 s");
  CHECK(human_seconds(1.6) == "1.6 s");
  CHECK(human_seconds(0.999) == "1.0 s");
  CHECK(human_seconds(59.97) == "1 min 0 s");
  CHECK(human_seconds(125) == "2 min 5 s");
  CHECK(human_seconds(3725) == "1 h 2 min");
  CHECK(human_seconds(-1) == "0.00 s");
}

TEST_CASE("a short text is not shortened") {
  CHECK(shorten("abc", 3) == "abc");
  CHECK(shorten("", 0).empty());
}

TEST_CASE("a long text is shortened to the bytes allowed, the ellipsis among them") {
  CHECK(shorten("abcdefgh", 6) == "abc…");
  CHECK(shorten("abcdefgh", 3) == "…");
  CHECK(shorten("abcdefgh", 2) == "ab");
}

TEST_CASE("shortening never cuts a character in two") {
  const std::string text = "aé€😀zzzz";  // 1 + 2 + 3 + 4 bytes and four more
  for (std::size_t room = 3; room < text.size(); ++room) {
    const std::string kept = shorten(text, room);
    INFO(room);
    CHECK(kept.size() <= room);
    const std::string front = kept.substr(0, kept.size() - std::string("…").size());
    const bool whole = front.empty() || front == "a" || front == "aé" || front == "aé€" ||
                       front == "aé€😀" || front == "aé€😀z";
    CHECK(whole);
  }
}

TEST_CASE("shortening bytes that are no UTF-8 still ends") {
  CHECK(shorten(std::string(100, '\x80'), 50).size() <= 50);
}
