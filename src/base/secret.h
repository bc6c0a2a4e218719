#pragma once
#include <string>
#include <utility>

namespace auto_sync {

/// A token. It has no stream operator and no formatter: printing it takes a call to reveal().
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  bool empty() const { return value_.empty(); }
  /// The token itself, for the one header that carries it and for the redactor.
  const std::string& reveal() const { return value_; }

 private:
  std::string value_;
};

}  // namespace auto_sync
