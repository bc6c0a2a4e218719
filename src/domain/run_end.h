#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/because.h"
#include "domain/status.h"

namespace auto_sync {

/// The error that ended a run.
struct Failure {
  ErrorKind kind = ErrorKind::internal;
  Side side = Side::none;  ///< the repository that it is about
  std::string message;
  std::string hint;
  std::string request_id =
      {};  ///< how the server calls the request, with its header's name; may be empty
};

/// How a run ended.
struct RunEnd {
  Status status = Status::error;
  std::optional<Status> planned_status;  ///< of a dry run
  int exit_code = 1;
  Because because = Because::undecided;  ///< what policy/headline.h makes its sentence of
  std::optional<Failure> failure;
  std::vector<std::string> warnings;

  /// What the run came to, or in a dry run would have come to.
  Status came_to() const { return planned_status.value_or(status); }
};

}  // namespace auto_sync
