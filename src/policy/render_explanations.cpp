#include "policy/render_explanations.h"

#include <algorithm>
#include <vector>

#include "base/escape.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/render_links.h"
#include "policy/render_markdown.h"

namespace auto_sync {
namespace {

constexpr std::size_t refs_limit = 6;
constexpr std::size_t sentence_limit = 2'000;

std::string names(const Explanation& cause) {
  std::string text;
  const std::size_t shown = std::min(cause.refs.size(), refs_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    text += (i == 0 ? "" : ", ") + markdown_code(short_ref_name(cause.refs[i]));
  }
  if (cause.refs.size() > shown) {
    text += " and " + with_thousands(cause.refs.size() - shown) + " more";
  }
  return text;
}

std::string sentence(const std::string& text) {
  return escape_markdown_cell(shorten(text, sentence_limit));
}

std::string story(const Explanation& cause, bool with_remedy) {
  std::string text = cause.refs.empty() ? std::string() : "**" + names(cause) + "**: ";
  text += sentence(cause.meaning) + "\n";
  if (!cause.reasons.empty()) text += "\n";
  for (const std::string& reason : cause.reasons) text += "- " + sentence(reason) + "\n";
  // Words about refs stand under what the server said.
  if (cause.refs.empty() && !cause.quote.empty()) text += "\n" + fenced_block(cause.quote, "text");
  std::string advice;
  if (with_remedy && !cause.remedy.empty()) advice = "**What to do:** " + sentence(cause.remedy);
  if (!cause.link.empty()) advice += (advice.empty() ? "" : " ") + link("More", cause.link) + ".";
  return advice.empty() ? text : text + "\n" + advice + "\n";
}

}  // namespace

std::string explanations_story(const SyncResult& result, std::size_t limit) {
  std::string text;
  const std::size_t shown = std::min(result.found.explanations.size(), limit);
  for (std::size_t i = 0; i < shown; ++i) {
    text += (i == 0 ? "" : "\n") + story(result.found.explanations[i], !result.end.failure);
  }
  if (result.found.explanations.size() > shown) {
    text += "\nand " + counted(result.found.explanations.size() - shown, "more cause") + "\n";
  }
  return text;
}

std::string explanation_text(const Explanation& cause) {
  std::string text = cause.meaning;
  for (const std::string& reason : cause.reasons) text += "\n- " + reason;
  if (!cause.remedy.empty()) text += "\nWhat to do: " + cause.remedy;
  return text;
}

std::string refs_of(const Explanation& cause) {
  if (cause.refs.empty()) return "the push";
  std::string text = short_ref_name(cause.refs.front());
  if (cause.refs.size() > 1) text += " and " + with_thousands(cause.refs.size() - 1) + " more";
  return text;
}

void write_explanations(JsonWriter& json, const Findings& found) {
  json.key("explanations").array(found.explanations, [&](const Explanation& cause) {
    json.object([&] {
      json.key("name").text(cause.name);
      json.key("refs").array(cause.refs, [&](const std::string& ref) { json.text(ref); });
      json.key("meaning").text(cause.meaning);
      json.key("reasons").array(cause.reasons, [&](const std::string& why) { json.text(why); });
      json.key("remedy").text_or_null(cause.remedy);
      json.key("link").text_or_null(plain_page(cause.link));
      json.key("quote").text_or_null(cause.quote);
    });
  });
}

}  // namespace auto_sync
