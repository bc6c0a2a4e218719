#include "base/charset.h"

#include "support/catch.h"

using namespace auto_sync;
using namespace std::string_literals;

TEST_CASE("text is read in the character set that it is said to be in") {
  CHECK(to_utf8("\xFF\xFE"
                "N\0o\0"s,
                "utf-16") == "No");
  CHECK(to_utf8("N\0\xE9\0"s, "UTF-16LE") == "N\xC3\xA9");
  CHECK(to_utf8("\xEF\xBB\xBFNo", "utf-8") == "No");
  const std::string long_text(5000, 'x');
  CHECK(to_utf8(long_text, "US-ASCII") == long_text);
}

TEST_CASE(
    "bytes that are not in the character set, or in one that nobody knows, stay as they are") {
  CHECK(to_utf8("N\xE9", "utf-8") == "N\xE9");
  CHECK(to_utf8("odd", "utf-16") == "odd");
  CHECK(to_utf8("No", "no-such-set") == "No");
  CHECK(to_utf8("No", "") == "No");
}
