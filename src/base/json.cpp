#include "base/json.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "base/error.h"

namespace auto_sync {
namespace {

constexpr int max_depth = 200;
// Iterative: a hostile document's depth costs heap, not stack.
constexpr unsigned parse_flags = rapidjson::kParseIterativeFlag;

/// Sees every bracket before the document is built, and stops the reader where it goes too deep.
struct DepthGuard : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DepthGuard> {
  int depth = 0;
  bool too_deep() const { return depth > max_depth; }
  // The names are RapidJSON's. NOLINTBEGIN(readability-identifier-naming)
  bool StartObject() { return ++depth <= max_depth; }
  bool StartArray() { return ++depth <= max_depth; }
  bool EndObject(rapidjson::SizeType) { return --depth >= 0; }
  bool EndArray(rapidjson::SizeType) { return --depth >= 0; }
  // NOLINTEND(readability-identifier-naming)
};

std::string line_and_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return fmt::format("line {}, column {}", line, before.size() - line_start + 1);
}

const char* type_name(const rapidjson::Value* value) {
  if (value == nullptr) return "nothing";
  switch (value->GetType()) {
    case rapidjson::kNullType:
      return "null";
    case rapidjson::kFalseType:
    case rapidjson::kTrueType:
      return "true or false";
    case rapidjson::kObjectType:
      return "an object";
    case rapidjson::kArrayType:
      return "an array";
    case rapidjson::kStringType:
      return "a string";
    case rapidjson::kNumberType:
      return "a number";
  }
  return "something else";
}

/// Error about a document; what the user can do about a file is for the caller to say.
[[noreturn]] void refuse(ErrorKind kind, const std::string& message) {
  throw Error(kind, message,
              kind == ErrorKind::remote
                  ? "The answer was cut or changed on its way, or another service gave it: run the "
                    "sync again; if it stays so, check the address and what a proxy does to it."
                  : "");
}

}  // namespace

struct JsonView::Shared {
  rapidjson::Document document;
  std::string what;
  ErrorKind kind = ErrorKind::remote;
};

JsonView JsonView::parse(std::string_view text, std::string what, bool usage_error) {
  const ErrorKind kind = usage_error ? ErrorKind::usage : ErrorKind::remote;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // byte order mark
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    refuse(kind, fmt::format("{} is empty; JSON was expected", what));
  }
  DepthGuard guard;
  rapidjson::Reader reader;
  rapidjson::MemoryStream stream(text.data(), text.size());
  if (const auto result = reader.Parse<parse_flags>(stream, guard); result.IsError()) {
    const std::string where = line_and_column(text, std::min(result.Offset(), text.size()));
    if (guard.too_deep()) {
      refuse(kind, fmt::format("{} is nested deeper than {} levels at {}", what, max_depth, where));
    }
    refuse(kind, fmt::format("{} is not valid JSON: {}: {}", what, where,
                             rapidjson::GetParseError_En(result.Code())));
  }
  auto shared = std::make_shared<Shared>();
  shared->document.Parse<parse_flags>(text.data(), text.size());
  shared->what = std::move(what);
  shared->kind = kind;
  JsonView view;
  view.value_ = &shared->document;
  view.shared_ = std::move(shared);
  return view;
}

bool JsonView::exists() const {
  return value_ != nullptr && !value_->IsNull();
}

JsonView JsonView::operator[](std::string_view name) const {
  JsonView member;
  member.shared_ = shared_;
  member.path_ = path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
  if (value_ == nullptr || !value_->IsObject()) return member;
  const rapidjson::Value key(rapidjson::StringRef(name.data(), name.size()));
  const auto found = value_->FindMember(key);
  if (found != value_->MemberEnd()) member.value_ = &found->value;
  return member;
}

std::size_t JsonView::size() const {
  return value_ != nullptr && value_->IsArray() ? value_->Size() : 0;
}

JsonView JsonView::at(std::size_t index) const {
  JsonView element;
  element.shared_ = shared_;
  element.path_ = fmt::format("{}[{}]", path_, index);
  if (index < size()) element.value_ = &(*value_)[static_cast<rapidjson::SizeType>(index)];
  return element;
}

void JsonView::expected(std::string_view type) const {
  const std::string where = path_.empty() ? "" : path_ + ": ";
  refuse(shared_ ? shared_->kind : ErrorKind::internal,
         fmt::format("{}: {}expected {}, found {}", shared_ ? shared_->what : "no document", where,
                     type, type_name(value_)));
}

std::string JsonView::string() const {
  if (value_ == nullptr || !value_->IsString()) expected("a string");
  return {value_->GetString(), value_->GetStringLength()};
}

std::uint64_t JsonView::number() const {
  if (value_ == nullptr || !value_->IsUint64()) expected("a whole number");
  return value_->GetUint64();
}

bool JsonView::boolean() const {
  if (value_ == nullptr || !value_->IsBool()) expected("true or false");
  return value_->GetBool();
}

std::size_t JsonView::array_size() const {
  if (value_ == nullptr || !value_->IsArray()) expected("an array");
  return value_->Size();
}

std::string JsonView::string_or(std::string_view fallback) const {
  return value_ != nullptr && value_->IsString() ? string() : std::string(fallback);
}

std::uint64_t JsonView::number_or(std::uint64_t fallback) const {
  return value_ != nullptr && value_->IsUint64() ? value_->GetUint64() : fallback;
}

bool JsonView::boolean_or(bool fallback) const {
  return value_ != nullptr && value_->IsBool() ? value_->GetBool() : fallback;
}

}  // namespace auto_sync
