#pragma once
#include <stdexcept>
#include <string>
#include <utility>

namespace auto_sync {

/// What went wrong, as far as the exit code and the user's next step are concerned
/// (README.md, "What can happen").
enum class ErrorKind {
  usage,        ///< inputs, configuration, payload, a branch or workflow that is not there: exit 2
  access,       ///< token wrong, expired or without the permission; repository hidden: exit 6
  remote,       ///< unreachable, cut, timed out, malformed or unsupported reply: exit 7
  internal,     ///< our own bug: exit 1
  interrupted,  ///< SIGINT or SIGTERM: exit 130 or 143
};

/// The repository that an error is about, by the part that it has in the run.
enum class Side { none, source, target };

/// The one exception type. Expected outcomes (conflict, a rejected ref, a closed gate) are values.
class Error : public std::runtime_error {
 public:
  /// `message` says what happened and where; `hint` what the user does next (may be empty).
  /// `transient` says that the same request may succeed a moment later.
  Error(ErrorKind kind, const std::string& message, std::string hint = {}, bool transient = false)
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)), transient_(transient) {}

  /// The same error, about that repository.
  Error about(Side side) const {
    Error error = *this;
    error.side_ = side;
    return error;
  }
  /// The same error in other words.
  Error saying(const std::string& message, std::string hint) const {
    return Error(kind_, message, std::move(hint), transient_).about(side_).traced(request_id_);
  }
  Error saying(const std::string& message) const { return saying(message, hint_); }
  /// The same error, of a request that the server calls so: "X-GitHub-Request-Id: 1A2B". Printable.
  Error traced(std::string request_id) const {
    Error error = *this;
    error.request_id_ = std::move(request_id);
    return error;
  }

  ErrorKind kind() const { return kind_; }
  Side side() const { return side_; }
  const std::string& hint() const { return hint_; }
  bool transient() const { return transient_; }
  /// For the people who look after the server; empty: it gave none.
  const std::string& request_id() const { return request_id_; }

 private:
  ErrorKind kind_;
  std::string hint_;
  bool transient_;
  Side side_ = Side::none;
  std::string request_id_;
};

}  // namespace auto_sync
