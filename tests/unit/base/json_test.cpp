#include "base/json.h"

#include "base/error.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

JsonView payload(std::string_view text) {
  return JsonView::parse(text, "the event payload", true);
}

/// What `action` throws, as "message"; fails the test when it throws nothing.
template <typename Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  FAIL("no error was thrown");
  return {};
}

}  // namespace

TEST_CASE("values are read along a path") {
  const JsonView view = payload(R"({"run": {"id": 42, "ok": true, "jobs": [{"name": "win"}]}})");
  CHECK(view["run"]["id"].number() == 42);
  CHECK(view["run"]["ok"].boolean());
  CHECK(view["run"]["jobs"].size() == 1);
  CHECK(view["run"]["jobs"].at(0)["name"].string() == "win");
  CHECK(view["run"]["jobs"].at(0)["name"].path() == "run.jobs[0].name");
}

TEST_CASE("a view outlives the text and the document it came from") {
  JsonView name;
  {
    std::string text = R"({"a": {"b": "kept"}})";
    name = payload(text)["a"]["b"];
    text.assign(text.size(), 'x');
  }
  CHECK(name.string() == "kept");
}

TEST_CASE("strings keep their NUL bytes, escapes and Unicode") {
  const JsonView view = payload(R"({"s": "a\u0000b\n\u00e9\ud83d\ude00"})");
  CHECK(view["s"].string() == std::string("a\0b\né😀", 10));
}

TEST_CASE("what is absent or null does not exist and gives the fallback") {
  const JsonView view = payload(R"({"n": null, "s": "x", "list": [1]})");
  CHECK_FALSE(view["n"].exists());
  CHECK_FALSE(view["gone"].exists());
  CHECK_FALSE(view["gone"]["deeper"].at(3)["still"].exists());
  CHECK_FALSE(view["list"].at(1).exists());
  CHECK(view["s"].exists());
  CHECK(view["n"].string_or("f") == "f");
  CHECK(view["gone"].number_or(7) == 7);
  CHECK(view["gone"].boolean_or(true));
  CHECK(view["s"].number_or(7) == 7);
  CHECK(view["s"].string_or("f") == "x");
  CHECK(view["list"].at(0).number_or(7) == 1);
  CHECK(view["s"].size() == 0);
}

TEST_CASE("a wrong type is reported with document, path, expectation and finding") {
  const JsonView view = payload(R"({"workflow_run": {"head_sha": 5, "id": -1, "f": 1.5,
                                    "o": {}, "a": [[]], "b": "true", "n": null}})");
  const JsonView run = view["workflow_run"];
  CHECK(error_of([&] { (void)run["head_sha"].string(); }) ==
        "the event payload: workflow_run.head_sha: expected a string, found a number");
  CHECK_THAT(error_of([&] { (void)run["id"].number(); }),
             EndsWith("workflow_run.id: expected a whole number, found a number"));
  CHECK_THAT(error_of([&] { (void)run["f"].number(); }), ContainsSubstring("a whole number"));
  CHECK_THAT(error_of([&] { (void)run["o"].string(); }), EndsWith("found an object"));
  CHECK_THAT(error_of([&] { (void)run["a"].at(0).boolean(); }),
             EndsWith("workflow_run.a[0]: expected true or false, found an array"));
  CHECK_THAT(error_of([&] { (void)run["b"].boolean(); }), EndsWith("found a string"));
  CHECK_THAT(error_of([&] { (void)run["n"].string(); }), EndsWith("found null"));
  CHECK_THAT(error_of([&] { (void)run["gone"].string(); }),
             EndsWith("workflow_run.gone: expected a string, found nothing"));
  CHECK(error_of([&] { (void)payload("[]").string(); }) ==
        "the event payload: expected a string, found an array");
}

TEST_CASE("numbers go up to the largest of 64 bits") {
  CHECK(payload("18446744073709551615").number() == 18446744073709551615U);
  CHECK_THROWS_AS(payload("18446744073709551616").number(), Error);
}

TEST_CASE("malformed JSON is reported with line and column") {
  CHECK_THAT(error_of([] { payload("{\"a\": 1,\n  \"b\" 2}"); }),
             StartsWith("the event payload is not valid JSON: line 2, column 7: "));
  CHECK_THAT(error_of([] { payload("<html>"); }), ContainsSubstring("line 1, column 1"));
  CHECK_THAT(error_of([] { payload("{\"a\": \"unfinished"); }), ContainsSubstring("line 1"));
  CHECK_THAT(error_of([] { payload("{} {}"); }), ContainsSubstring("column 4"));
  CHECK_THAT(error_of([] { payload("[1e999]"); }), ContainsSubstring("line 1"));
}

TEST_CASE("every truncation of a document is an error") {
  const std::string text = R"({"a": [1, true, null, "x\u00e9"], "b": {"c": -2.5e3}})";
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(size);
    CHECK_THROWS_AS(payload(text.substr(0, size)), Error);
  }
  CHECK_NOTHROW(payload(text));
}

TEST_CASE("an empty document is called empty") {
  CHECK_THAT(error_of([] { payload(" \r\n\t"); }), ContainsSubstring("is empty"));
  CHECK_THAT(error_of([] { payload("\xEF\xBB\xBF"); }), ContainsSubstring("is empty"));
}

TEST_CASE("a byte order mark is passed over") {
  CHECK(payload("\xEF\xBB\xBF{\"a\": 1}")["a"].number() == 1);
}

TEST_CASE("the caller says whether bad JSON is the user's or the server's fault") {
  for (const bool usage : {true, false}) {
    try {
      JsonView::parse("{", "it", usage);
      FAIL("no error was thrown");
    } catch (const Error& error) {
      CHECK(error.kind() == (usage ? ErrorKind::usage : ErrorKind::remote));
    }
  }
}

TEST_CASE("nesting is allowed down to 200 levels") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK_NOTHROW(payload(nested(200)));
  CHECK_THAT(error_of([&] { payload(nested(201)); }),
             ContainsSubstring("nested deeper than 200 levels"));
  CHECK_THAT(error_of([] { payload("\n\n" + std::string(300, '[')); }),
             ContainsSubstring("line 3, column 201"));
}

TEST_CASE("ten megabytes of brackets are refused without harm") {
  CHECK_THAT(error_of([] { payload(std::string(10'000'000, '[')); }),
             ContainsSubstring("nested deeper"));
  std::string objects;
  while (objects.size() < 10'000'000) objects += "{\"a\":";
  CHECK_THAT(error_of([&] { payload(objects); }), ContainsSubstring("nested deeper"));
}

TEST_CASE("ten megabytes of ordinary JSON are read") {
  const std::string message(500, 'm');
  std::string text = "[";
  while (text.size() < 10'000'000) text += R"({"id": 1, "message": ")" + message + "\"},";
  text += "{}]";
  const JsonView view = payload(text);
  REQUIRE(view.size() > 15'000);
  CHECK(view.at(view.size() - 2)["message"].string() == message);
}

TEST_CASE("an answer that is no JSON, or not the JSON that it should be, comes with what to do") {
  const std::string text = GENERATE("", "{\"a\":", "<html>", "[]");
  CAPTURE(text);
  try {
    JsonView::parse(text, "the API's answer", false)["id"].number();
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::remote);
    CHECK_THAT(error.hint(), ContainsSubstring("run the sync again"));
  }
}
