#include "promises.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"

namespace fuzz {

void promise(bool kept, std::string_view words, std::string_view evidence) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n%s\n", std::string(words).c_str(),
               std::string(evidence).c_str());
  std::abort();
}

bool is_plain(std::string_view text, bool lines) {
  while (!text.empty()) {
    const auto_sync::Utf8Char next = auto_sync::next_utf8(text);
    const bool line_end = lines && next.code == '\n';
    const bool control = next.code < 0x20 || (next.code >= 0x7F && next.code < 0xA0);
    const bool reorders = next.code >= 0x202A && next.code <= 0x202E;
    if (!next.valid || (control && !line_end) || reorders) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

bool has_command(std::string_view text) {
  if (text.find("##[") != std::string_view::npos) return true;
  while (true) {
    const std::size_t end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(" \t\v\f"), line.size()));
    if (line.starts_with("::")) return true;
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
}

std::string json_string(std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace fuzz
