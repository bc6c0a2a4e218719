#include "base/escape.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {
const std::string zwsp = "\u200B";
}

TEST_CASE("plain words need no escapes in Markdown") {
  CHECK(escape_markdown("Fix the build, again (世界)") == "Fix the build, again (世界)");
  CHECK(escape_markdown("v1.2-rc.1 + x = y! {z} #a") == "v1.2-rc.1 + x = y! {z} #a");
  CHECK(escape_markdown("force_sync, _a_b_, c__d") == "force_sync, \\_a_b\\_, c\\_\\_d");
  CHECK(escape_markdown("").empty());
}

TEST_CASE("markup of Markdown is shown, not obeyed") {
  CHECK(escape_markdown("*b* _i_ ~s~ `c`") == "\\*b\\* \\_i\\_ \\~s\\~ \\`c\\`");
  CHECK(escape_markdown("![i](u)") == "!\\[i\\]\\(u)");
  CHECK(escape_markdown("# h") == "\\# h");
  CHECK(escape_markdown("- a") == "\\- a");
  CHECK(escape_markdown("  + a") == "  \\+ a");
  CHECK(escape_markdown("===") == "\\===");
  CHECK(escape_markdown("1. a") == "1\\. a");
  CHECK(escape_markdown("12) a") == "12\\) a");
  CHECK(escape_markdown("> q") == "&gt; q");
  CHECK(escape_markdown("$x$") == "&#36;x&#36;");
}

TEST_CASE("a backslash cannot undo an escape") {
  CHECK(escape_markdown("\\*x\\*") == "\\\\\\*x\\\\\\*");
  CHECK(escape_markdown("\\") == "\\\\");
}

TEST_CASE("HTML is shown, not rendered") {
  CHECK(escape_markdown("<img src=x onerror=y>") == "&lt;img src=x onerror=y&gt;");
  CHECK(escape_markdown("</details><!--") == "&lt;/details&gt;&lt;!--");
  CHECK(escape_markdown("&lt;b&gt; &#64;x") == "&amp;lt;b&amp;gt; &amp;#" + zwsp + "64;x");
}

TEST_CASE("nobody is mentioned and no issue is linked") {
  CHECK(escape_markdown("@octocat") == "@" + zwsp + "octocat");
  CHECK(escape_markdown("o9nn/occ@abc") == "o9nn/occ@" + zwsp + "abc");
  CHECK(escape_markdown("fixes #12") == "fixes #" + zwsp + "12");
  CHECK(escape_markdown("o9nn/occ#12") == "o9nn/occ#" + zwsp + "12");
  CHECK(escape_markdown("GH-12 gh-1") == "GH-" + zwsp + "12 gh-" + zwsp + "1");
  CHECK(escape_markdown("high-1") == "high-" + zwsp + "1");
}

TEST_CASE("a bare address or mail address is no link") {
  CHECK(escape_markdown("see https://evil.example/x") == "see https:" + zwsp + "//evil.example/x");
  CHECK(escape_markdown("WWW.evil.example") == "WWW" + zwsp + ".evil.example");
  CHECK(escape_markdown("a@b.example") == "a@" + zwsp + "b.example");
  CHECK(escape_markdown("mailto:a@b.c") == "mailto:a@" + zwsp + "b.c");
}

TEST_CASE("text in Markdown stays on its line and is valid UTF-8") {
  CHECK(escape_markdown("a\n\n# b\r") == "a\\\\n\\\\n# b\\\\r");
  CHECK(escape_markdown("\xFF\x1B") == "\uFFFD\\\\x1b");
}

TEST_CASE("no text leaves its cell in a table") {
  CHECK(escape_markdown_cell("a|b") == "a&#124;b");
  CHECK(escape_markdown_cell("a\\|b") == "a\\\\&#124;b");
  CHECK(escape_markdown_cell("a\nb\r\nc") == "a b c");
  CHECK(escape_markdown_cell("<b>") == "&lt;b&gt;");
}

TEST_CASE("a code span has a longer fence than any run of backticks inside") {
  CHECK(markdown_code("main") == "`main`");
  CHECK(markdown_code("a`b") == "``a`b``");
  CHECK(markdown_code("``") == "``` `` ```");
  CHECK(markdown_code("`a") == "`` `a ``");
  CHECK(markdown_code(" a ") == "`  a  `");
  CHECK(markdown_code("a") == "`a`");
  CHECK(markdown_code("").size() == 3);
}

TEST_CASE("a code span stays on its line") {
  CHECK(markdown_code("a\nb") == "`a\\nb`");
}

TEST_CASE("code with a vertical bar survives in a table") {
  CHECK(markdown_code("a|<b>") == "<code>a&#124;&lt;b&gt;</code>");
}
