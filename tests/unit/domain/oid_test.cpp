#include "domain/oid.h"

#include <unordered_set>

#include "support/catch.h"

using namespace auto_sync;

namespace {
const std::string hex = "0123456789abcdef0123456789abcdef01234567";
}

TEST_CASE("an object id is read from forty digits of either case and written in lower case") {
  REQUIRE(Oid::parse(hex));
  CHECK(Oid::parse(hex)->hex() == hex);
  CHECK(Oid::parse("0123456789ABCDEF0123456789abcdef01234567")->hex() == hex);
  CHECK(Oid::parse(hex)->short_hex() == "0123456");
}

TEST_CASE("any other text is no object id") {
  CHECK_FALSE(Oid::parse(""));
  CHECK_FALSE(Oid::parse(hex.substr(1)));
  CHECK_FALSE(Oid::parse(hex + "0"));
  CHECK_FALSE(Oid::parse(hex + std::string(24, '0')));
  for (const char c : std::string("g/:@G` \n\0\xFF", 10)) {
    std::string text = hex;
    text[20] = c;
    CHECK_FALSE(Oid::parse(text));
  }
}

TEST_CASE("an object id is made of twenty raw bytes") {
  const std::string bytes(
      "\x01\x23\x45\x67\x89\xAB\xCD\xEF\x00\xFF\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19", 20);
  CHECK(Oid::from_bytes(bytes.data()).hex() == "0123456789abcdef00ff10111213141516171819");
}

TEST_CASE("only the id of zeros is null") {
  CHECK(Oid().is_null());
  CHECK(Oid().hex() == std::string(40, '0'));
  CHECK(Oid::parse(std::string(40, '0'))->is_null());
  CHECK_FALSE(Oid::parse(hex)->is_null());
}

TEST_CASE("ids compare byte by byte and serve as keys") {
  const Oid low = *Oid::parse(std::string(39, '0') + "1");
  const Oid high = *Oid::parse("1" + std::string(39, '0'));
  CHECK(Oid() < low);
  CHECK(low < high);
  CHECK(low != high);
  CHECK(std::unordered_set<Oid>{low, high, low}.size() == 2);
}
