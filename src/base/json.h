#pragma once
#include <rapidjson/document.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace auto_sync {

/// A read-only view into a parsed JSON document that remembers where it is, so that a wrong shape
/// is reported as `workflow_run.head_sha: expected a string, found a number`.
class JsonView {
 public:
  /// Parses `text`. `what` names the document in errors ("the event payload").
  /// Throws Error(kind) with line and column for malformed JSON, and for nesting deeper than 200.
  static JsonView parse(std::string_view text, std::string what, bool usage_error);

  bool exists() const;  ///< present and not null
  /// The member `name`, or a view that does not exist (also when this is not an object).
  JsonView operator[](std::string_view name) const;
  std::size_t size() const;              ///< elements of an array, else 0
  JsonView at(std::size_t index) const;  ///< element of an array

  /// The value, or Error naming the path, what was expected and what was found.
  std::string string() const;
  std::uint64_t number() const;
  bool boolean() const;
  std::size_t array_size() const;
  /// The value when present and of the type, else the fallback (null and absent alike).
  std::string string_or(std::string_view fallback) const;
  std::uint64_t number_or(std::uint64_t fallback) const;
  bool boolean_or(bool fallback) const;

  const std::string& path() const { return path_; }

 private:
  struct Shared;
  [[noreturn]] void expected(std::string_view type) const;
  std::shared_ptr<const Shared> shared_;
  const rapidjson::Value* value_ = nullptr;
  std::string path_;
};

}  // namespace auto_sync
