#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace auto_sync::testing {

/// A JSON value that can be built, changed, read and written: what the stand-in keeps its state
/// in. Reading is lenient (a missing or ill-typed member is the fallback).
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, std::less<>>;

  Json() = default;
  Json(std::nullptr_t) {}                                        // NOLINT(google-explicit-*)
  Json(bool value) : value_(value) {}                            // NOLINT
  Json(int value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Json(std::int64_t value) : value_(value) {}                    // NOLINT
  Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Json(double value) : value_(value) {}                                    // NOLINT
  Json(const char* value) : value_(std::string(value)) {}                  // NOLINT
  Json(std::string value) : value_(std::move(value)) {}                    // NOLINT
  Json(std::string_view value) : value_(std::string(value)) {}             // NOLINT
  Json(Array value) : value_(std::move(value)) {}                          // NOLINT
  Json(Object value) : value_(std::move(value)) {}                         // NOLINT

  static Json object(Object members = {}) { return Json(std::move(members)); }
  static Json array(Array elements = {}) { return Json(std::move(elements)); }
  /// Throws std::invalid_argument with the byte offset for malformed text.
  static Json parse(std::string_view text);

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }

  /// The member, created when missing (a null becomes an object first).
  Json& operator[](std::string_view name);
  /// The member, or a null value.
  const Json& get(std::string_view name) const;
  bool has(std::string_view name) const { return !get(name).is_null(); }

  std::string text(std::string_view fallback = {}) const;
  std::int64_t integer(std::int64_t fallback = 0) const;
  bool boolean(bool fallback = false) const;
  /// The elements or members; empty when it is of another type.
  const Array& elements() const;
  const Object& members() const;
  void push_back(Json element);
  /// Members of `other` put over ours (not into nested objects).
  void update(const Json& other);

  std::string dump() const;
  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace auto_sync::testing
