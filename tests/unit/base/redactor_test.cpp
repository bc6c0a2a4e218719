#include "base/redactor.h"

#include <algorithm>

#include "base/base64.h"
#include "base/escape.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

const std::string token = "ghp_standinSOURCE0123456789";

Redactor knowing(const std::string& secret) {
  Redactor redactor;
  redactor.add(Secret(secret));
  return redactor;
}

}  // namespace

TEST_CASE("base64 is that of RFC 4648") {
  CHECK(base64_encode("").empty());
  CHECK(base64_encode("f") == "Zg==");
  CHECK(base64_encode("fo") == "Zm8=");
  CHECK(base64_encode("foo") == "Zm9v");
  CHECK(base64_encode("foob") == "Zm9vYg==");
  CHECK(base64_encode("fooba") == "Zm9vYmE=");
  CHECK(base64_encode("foobar") == "Zm9vYmFy");
  CHECK(base64_encode(std::string("\0\xFF\xFE", 3)) == "AP/+");
}

TEST_CASE("a token is hidden wherever it stands") {
  const Redactor redact = knowing(token);
  CHECK(redact(token) == "***");
  CHECK(redact("a " + token + ", " + token + "b") == "a ***, ***b");
  CHECK(redact("nothing to hide") == "nothing to hide");
}

TEST_CASE("a token with reserved characters is hidden in its URL-encoded form") {
  const Redactor redact = knowing("p@ss/word+0123456789");
  CHECK(redact("u=p%40ss%2Fword%2B0123456789&x") == "u=***&x");
}

TEST_CASE("the base64 of a token is hidden") {
  const Redactor redact = knowing(token);
  CHECK(redact("x " + base64_encode(token) + " y") == "x *** y");
}

TEST_CASE("the Basic credentials that git sends are hidden as a whole") {
  const Redactor redact = knowing(token);
  const std::string header = "Authorization: Basic ";
  CHECK(redact(header + base64_encode("x-access-token:" + token)) == header + "***");
}

TEST_CASE("a token inside a longer text in base64 is hidden at every alignment") {
  const Redactor redact = knowing(token);
  for (std::size_t before = 0; before < 6; ++before) {
    for (std::size_t after = 0; after < 4; ++after) {
      const std::string text = std::string(before, 'u') + token + std::string(after, 'v');
      const std::string hidden = redact(base64_encode(text));
      INFO(before << " " << after);
      CHECK_THAT(hidden, ContainsSubstring("***"));
      // Nothing but the letters at the seams is left: too little of the token to be of use.
      CHECK(hidden.size() <= 3 + (before + after + 3) / 3 * 4 + 8);
    }
  }
}

TEST_CASE("white space around a secret is no part of it") {
  CHECK(knowing(" " + token + "\n")("[" + token + "]") == "[***]");
}

TEST_CASE("what a cut leaves of a token is hidden, at either end") {
  const Redactor redact = knowing(token);
  for (std::size_t from = 0; from < token.size(); ++from) {
    for (std::size_t to = from + 1; to <= token.size(); ++to) {
      INFO(from << " to " << to);
      const std::string piece = token.substr(from, to - from);
      const bool tells = piece.size() >= Redactor::shortest_piece;
      CHECK(redact("[" + piece + "…") == "[" + (tells ? "***" : piece) + "…");
    }
  }
}

TEST_CASE("what a cut leaves of a token's base64 is hidden, in both alphabets") {
  const std::string secret = "~~~?>?>?>ghp_standin/+0123456789";
  const Redactor redact = knowing(secret);
  std::string encoded = base64_encode("x-access-token:" + secret);
  REQUIRE(encoded.find('/') != std::string::npos);
  CHECK(redact("Basic " + encoded.substr(0, 41) + "…") == "Basic ***…");
  std::replace(encoded.begin(), encoded.end(), '/', '_');
  std::replace(encoded.begin(), encoded.end(), '+', '-');
  CHECK(redact("Basic " + encoded.substr(0, 41) + "…") == "Basic ***…");
}

TEST_CASE("tokens in a row are hidden as one, and what stands around them stays") {
  const Redactor redact = knowing(token);
  CHECK(redact("a" + token + token + "b") == "a***b");
  CHECK(redact("a" + token + token.substr(0, 20) + "…") == "a***…");
}

TEST_CASE("a token is hidden as Markdown and JSON write it") {
  const Redactor redact = knowing("gl~p\"t*st_nd\\in<TARGET>");
  CHECK(redact(R"({"a": "gl~p\"t*st_nd\\in<TARGET>"})") == R"({"a": "***"})");
  CHECK(redact(escape_markdown("a gl~p\"t*st_nd\\in<TARGET> b")) == "a *** b");
}

TEST_CASE("a token is hidden in a URL whose escapes are in small letters") {
  CHECK(knowing("p@ss/word+0123456789")("p%40ss%2fword%2b0123456789") == "***");
}

TEST_CASE("a secret too short to have pieces is hidden as a whole") {
  CHECK(knowing("s3cr")("a s3cr b s3c") == "a *** b s3c");
}

TEST_CASE("an empty secret hides nothing") {
  const Redactor redact = knowing("");
  CHECK(redact("abc") == "abc");
  CHECK(redact.forms().empty());
  CHECK(knowing(" \n").forms().empty());
}

TEST_CASE("of two secrets, one the beginning of the other, both are hidden whole") {
  Redactor redact;
  redact.add(Secret("ghp_short0123"));
  redact.add(Secret("ghp_short0123456789"));
  CHECK(redact("ghp_short0123456789 ghp_short0123") == "*** ***");
}

TEST_CASE("the forms for the runner's mask come longest first, each once") {
  Redactor redact = knowing(token);
  redact.add(Secret(token));
  const std::vector<std::string>& forms = redact.forms();
  REQUIRE_FALSE(forms.empty());
  for (std::size_t i = 1; i < forms.size(); ++i) CHECK(forms[i - 1].size() >= forms[i].size());
  CHECK(std::count(forms.begin(), forms.end(), token) == 1);
}
