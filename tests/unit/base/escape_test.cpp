#include "base/escape.h"

#include "support/catch.h"

using namespace auto_sync;

namespace {

const std::string zwsp = "\u200B";
const std::string bad = "\uFFFD";

/// A reading of actions/runner's ActionCommand.TryParse and TryParseV2, stricter than the
/// original: whether any line of `text` could be taken for a command.
bool has_command(const std::string& text) {
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    const std::string line = text.substr(start, end - start);
    if (line.find("##[") != std::string::npos) return true;
    const std::size_t first = line.find_first_not_of(" \t\v\f");
    if (first != std::string::npos && line.compare(first, 2, "::") == 0) return true;
    start = end + 1;
  }
  return false;
}

}  // namespace

TEST_CASE("printable text stays as it is") {
  CHECK(printable("Grüße 世界 😀 a\\b") == "Grüße 世界 😀 a\\b");
  CHECK(printable("").empty());
}

TEST_CASE("control characters become visible") {
  CHECK(printable(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(printable("\x1B[31mred\x07\x7F") == "\\x1b[31mred\\x07\\x7f");
  CHECK(printable("a\rb") == "a\\rb");
  CHECK(printable("a\nb") == "a\\nb");
  CHECK(printable("a\tb") == "a b");
  CHECK(printable("next\u0085line") == "next\\u0085line");
}

TEST_CASE("characters that reorder or break a line without being seen become visible") {
  CHECK(printable("\u202Etxt.exe") == "\\u202etxt.exe");
  CHECK(printable("\u2066x\u2069\u200F\u061C") == "\\u2066x\\u2069\\u200f\\u061c");
  CHECK(printable("a\u2028b\u2029") == "a\\u2028b\\u2029");
}

TEST_CASE("line ends are kept on request, CR LF as LF, and a CR alone is still shown") {
  CHECK(printable("a\nb\r\nc\rd", true) == "a\nb\nc\\rd");
  CHECK(printable("\n\n", true) == "\n\n");
}

TEST_CASE("bytes that are no UTF-8 become replacement characters") {
  CHECK(printable("a\xFFz") == "a" + bad + "z");
  CHECK(printable("\x80\xBF") == bad + bad);
  CHECK(printable("\xC3") == bad);
  CHECK(printable("\xC3(") == bad + "(");
  CHECK(printable("\xE2\x82") == bad);
  CHECK(printable("\xF0\x9F\x98z") == bad + "z");
}

TEST_CASE("overlong forms, surrogates and code points beyond the last are no UTF-8") {
  CHECK(printable("\xC0\xAF") == bad + bad);  // overlong /
  CHECK(printable("\xC1\xBF") == bad + bad);
  CHECK(printable("\xE0\x80\xBA") == bad + bad + bad);            // overlong :
  CHECK(printable("\xF0\x80\x80\x8A") == bad + bad + bad + bad);  // overlong LF
  CHECK(printable("\xED\xA0\x80") == bad + bad + bad);            // U+D800
  CHECK(printable("\xED\xBF\xBF") == bad + bad + bad);            // U+DFFF
  CHECK(printable("\xF4\x90\x80\x80") == bad + bad + bad + bad);  // U+110000
  CHECK(printable("\xF8\x88\x80\x80\x80") == bad + bad + bad + bad + bad);
}

TEST_CASE("the first and last code points of each length are UTF-8") {
  for (const std::string text :
       {"\xC2\xA1", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBD",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(printable(text) == text);
  }
}

TEST_CASE("printing what is printable changes nothing more") {
  const std::string once = printable("\x1B a\\\r\n \xFF \u202E");
  CHECK(printable(once) == once);
}

TEST_CASE("a workflow command is broken wherever the runner would see it") {
  for (const std::string text :
       {"::error::x", "  ::error::x", "\t::add-mask::x", " \t \v\f::x::y", "a\n::x::y", "a\r::x::y",
        "a\r\n::x::y", "a\n\n \t::stop-commands::z", "::::", "::", "##[add-mask]x",
        "text ##[group]x", "###[x]", "##[##[x]", "::a::\n::b::\r::c::", "##[a]##[b]",
        ":::error::x"}) {
    INFO(text);
    CHECK(has_command(text));
    CHECK_FALSE(has_command(neutralize_commands(text)));
  }
}

TEST_CASE("white space of Unicode in front of a command does not hide it") {
  // .NET's TrimStart() takes these away, and its comparison passes over the invisible ones.
  for (const std::string space :
       {"\u00A0", "\u0085", "\u1680", "\u2000", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F",
        "\u3000", "\uFEFF", "\u200B", "\u00AD", "\u2060"}) {
    CHECK(neutralize_commands(space + "::error::x") == space + ":" + zwsp + ":error::x");
  }
  CHECK(neutralize_commands(std::string("\0\x1F::x", 5)) ==
        std::string("\0\x1F:", 3) + zwsp + ":x");
}

TEST_CASE("a break goes between the two marks and changes nothing else") {
  CHECK(neutralize_commands("::error::a::b") == ":" + zwsp + ":error::a::b");
  CHECK(neutralize_commands("x ##[add-mask]y") == "x #" + zwsp + "#[add-mask]y");
}

TEST_CASE("what is no command stays as it is") {
  for (const std::string text : {"std::string", "a ::b::", ": :x", "#[x]", "## [x]", "", "\n\r\n",
                                 "\u0085 a", "a\u0085::x::y", "\xFF::x"}) {
    CHECK(neutralize_commands(text) == text);
  }
}

TEST_CASE("neutral text stays neutral and as long as it is") {
  const std::string once = neutralize_commands(" ::x::\r##[y]\n::z");
  CHECK(neutralize_commands(once) == once);
}

TEST_CASE("the data of a command cannot end its line") {
  CHECK(escape_command_data("50% done\r\nnext: a, b") == "50%25 done%0D%0Anext: a, b");
  CHECK(escape_command_data("%0A") == "%250A");
}

TEST_CASE("a property of a command cannot end itself or its command") {
  CHECK(escape_command_property("a:b,c%\r\n") == "a%3Ab%2Cc%25%0D%0A");
}
