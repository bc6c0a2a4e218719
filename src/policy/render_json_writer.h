#pragma once
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/escape.h"
#include "base/text.h"
#include "domain/oid.h"

namespace auto_sync {

/// Writes JSON whose texts are valid UTF-8, without control characters and of sane length,
/// whatever comes in. What is not there is null.
class JsonWriter {
 public:
  JsonWriter() { writer_.SetIndent(' ', 2); }

  JsonWriter& key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    return *this;
  }
  void null() { writer_.Null(); }
  void text(std::string_view value) { writer_.String(printable(shorten(value, text_limit), true)); }
  void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
  void number(std::uint64_t value) { writer_.Uint64(value); }
  void number(const std::optional<std::uint64_t>& value) { value ? number(*value) : null(); }
  void seconds(double value) { writer_.Double(std::max(value, 0.0)); }
  void boolean(bool value) { writer_.Bool(value); }
  void id(const std::optional<Oid>& value) { value ? text(value->hex()) : null(); }

  /// An object, whose members `body` writes.
  template <typename Body>
  void object(Body body) {
    writer_.StartObject();
    body();
    writer_.EndObject();
  }
  /// An array of the first items, each written by `item`.
  template <typename Items, typename Item>
  void array(const Items& items, Item item, std::size_t limit = SIZE_MAX) {
    writer_.StartArray();
    const std::size_t count = std::min(items.size(), limit);
    for (std::size_t i = 0; i < count; ++i) item(items[i]);
    writer_.EndArray();
  }

  std::string str() const { return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n"; }

 private:
  static constexpr std::size_t text_limit = 100'000;
  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace auto_sync
