#include "support/standin/json_value.h"

#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <stdexcept>

namespace auto_sync::testing {
namespace {

/// Receives RapidJSON's events and builds the value.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  bool Null() { return add(nullptr); }          // NOLINT(readability-identifier-naming)
  bool Bool(bool value) { return add(value); }  // NOLINT(readability-identifier-naming)
  bool Int(int value) { return add(value); }    // NOLINT(readability-identifier-naming)
  bool Uint(unsigned value) {                   // NOLINT(readability-identifier-naming)
    return add(static_cast<std::int64_t>(value));
  }
  bool Int64(std::int64_t value) { return add(value); }    // NOLINT(readability-identifier-naming)
  bool Uint64(std::uint64_t value) { return add(value); }  // NOLINT(readability-identifier-naming)
  bool Double(double value) { return add(value); }         // NOLINT(readability-identifier-naming)
  bool String(const char* text, unsigned size, bool) {     // NOLINT(readability-identifier-naming)
    return add(std::string(text, size));
  }
  bool Key(const char* text, unsigned size, bool) {  // NOLINT(readability-identifier-naming)
    keys_.emplace_back(text, size);
    return true;
  }
  bool StartObject() { return open(Json::object()); }  // NOLINT(readability-identifier-naming)
  bool StartArray() { return open(Json::array()); }    // NOLINT(readability-identifier-naming)
  bool EndObject(unsigned) { return close(); }         // NOLINT(readability-identifier-naming)
  bool EndArray(unsigned) { return close(); }          // NOLINT(readability-identifier-naming)

  Json take() { return std::move(root_); }

 private:
  bool open(Json value) {
    stack_.push_back(std::move(value));
    return true;
  }
  bool close() {
    Json value = std::move(stack_.back());
    stack_.pop_back();
    return add(std::move(value));
  }
  bool add(Json value) {
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().is_array()) {
      stack_.back().push_back(std::move(value));
    } else {
      stack_.back()[keys_.back()] = std::move(value);
      keys_.pop_back();
    }
    return true;
  }
  Json root_;
  std::vector<Json> stack_;
  std::vector<std::string> keys_;
};

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

}  // namespace

Json Json::parse(std::string_view text) {
  const std::string copy(text);
  rapidjson::StringStream stream(copy.c_str());
  rapidjson::Reader reader;
  Builder builder;
  const auto result = reader.Parse(stream, builder);
  if (result.IsError()) {
    throw std::invalid_argument("malformed JSON at byte " + std::to_string(result.Offset()));
  }
  return builder.take();
}

Json& Json::operator[](std::string_view name) {
  if (!is_object()) value_ = Object{};
  Object& members = std::get<Object>(value_);
  const auto found = members.find(name);
  return found != members.end() ? found->second : members[std::string(name)];
}

const Json& Json::get(std::string_view name) const {
  static const Json none;
  const auto found = members().find(name);
  return found != members().end() ? found->second : none;
}

std::string Json::text(std::string_view fallback) const {
  const auto* value = std::get_if<std::string>(&value_);
  return value != nullptr ? *value : std::string(fallback);
}

std::int64_t Json::integer(std::int64_t fallback) const {
  const auto* value = std::get_if<std::int64_t>(&value_);
  return value != nullptr ? *value : fallback;
}

bool Json::boolean(bool fallback) const {
  const auto* value = std::get_if<bool>(&value_);
  return value != nullptr ? *value : fallback;
}

const Json::Array& Json::elements() const {
  static const Array none;
  const auto* value = std::get_if<Array>(&value_);
  return value != nullptr ? *value : none;
}

const Json::Object& Json::members() const {
  static const Object none;
  const auto* value = std::get_if<Object>(&value_);
  return value != nullptr ? *value : none;
}

void Json::push_back(Json element) {
  if (!is_array()) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(element));
}

void Json::update(const Json& other) {
  for (const auto& [name, value] : other.members()) (*this)[name] = value;
}

std::string Json::dump() const {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  struct Visit {
    Writer& out;
    void operator()(std::monostate) const { out.Null(); }
    void operator()(bool value) const { out.Bool(value); }
    void operator()(std::int64_t value) const { out.Int64(value); }
    void operator()(double value) const { out.Double(value); }
    void operator()(const std::string& value) const {
      out.String(value.data(), static_cast<unsigned>(value.size()));
    }
    void operator()(const Array& value) const {
      out.StartArray();
      for (const auto& element : value) std::visit(*this, element.value_);
      out.EndArray();
    }
    void operator()(const Object& value) const {
      out.StartObject();
      for (const auto& [name, member] : value) {
        out.Key(name.data(), static_cast<unsigned>(name.size()));
        std::visit(*this, member.value_);
      }
      out.EndObject();
    }
  };
  std::visit(Visit{out}, value_);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace auto_sync::testing
