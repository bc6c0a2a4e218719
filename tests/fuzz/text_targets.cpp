// Texts of any origin: JSON, and what is shown to people and to the runner.
#include "base/escape.h"
#include "base/json.h"
#include "promises.h"
#include "targets.h"

namespace fuzz {
namespace {

using namespace auto_sync;

/// Reads every kind of value from `view`; a wrong type is an Error of the document's kind.
void read_values(const JsonView& view) {
  refusal(ErrorKind::usage, [&] { (void)view.number(); });
  refusal(ErrorKind::usage, [&] { (void)view.boolean(); });
  const std::string wrong = refusal(ErrorKind::usage, [&] {
    const std::string text = view.string();
    promise(view.string_or("x") == text, "a text is a text, whoever asks");
    promise(JsonView::parse(json_string(text), "it", true).string() == text, "a text is read back");
  });
  promise(wrong.empty() || view.string_or("x") == "x", "what is no text is the fallback");
  (void)view.number_or(1);
  (void)view.boolean_or(true);
}

}  // namespace

void run_json(std::string_view input) {
  refusal(ErrorKind::usage, [&] {
    const JsonView view = JsonView::parse(input, "the input", true);
    read_values(view);
    for (const char* name : {"workflow_run", "repository", "id", "head_sha", "a", ""}) {
      read_values(view[name]);
      for (const char* inner : {"id", "conclusion", "head_repository", "a"}) {
        read_values(view[name][inner]);
      }
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(view.size(), 10); ++i) {
      read_values(view.at(i));
      read_values(view.at(i)["a"]);
    }
  });
}

void run_escape(std::string_view input) {
  const std::string shown = printable(input, true);
  promise(printable(shown, true) == shown, "printable text is printable");
  promise(is_plain(shown, true), "no control character is printed");
  const std::string neutral = neutralize_commands(input);
  promise(!has_command(neutral), "neutral text holds no command");
  promise(neutralize_commands(neutral) == neutral, "neutral text is neutral");
  const std::string data = escape_command_property(input);
  promise(data.find_first_of("\r\n:,") == std::string::npos, "a property cannot end its command");
  const std::string markdown = escape_markdown(input);
  promise(markdown.find_first_of("<>\r\n") == std::string::npos, "no HTML, no new line");
  promise(markdown.find("://") == std::string::npos, "no address becomes a link");
  const std::string code = markdown_code(input);
  promise(code.size() >= 3 && code.find('\n') == std::string::npos, "code is on one line");
  promise(escape_markdown_cell(input).find('|') == std::string::npos, "no text leaves its cell");
}

}  // namespace fuzz
