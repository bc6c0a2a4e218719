#include "domain/status.h"

namespace auto_sync {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::synced:
      return "synced";
    case Status::in_sync:
      return "in_sync";
    case Status::forced:
      return "forced";
    case Status::merged:
      return "merged";
    case Status::pull_request:
      return "pull_request";
    case Status::rolled_back:
      return "rolled_back";
    case Status::dry_run:
      return "dry_run";
    case Status::blocked:
      return "blocked";
    case Status::conflict:
      return "conflict";
    case Status::rejected:
      return "rejected";
    case Status::error:
      break;
  }
  return "error";
}

int exit_code(Status status, bool fail_when_blocked) {
  switch (status) {
    case Status::blocked:
      return fail_when_blocked ? 3 : 0;
    case Status::conflict:
      return 4;
    case Status::rejected:
      return 5;
    case Status::error:
      return 1;
    default:
      return 0;
  }
}

int exit_code(ErrorKind kind, int signal) {
  switch (kind) {
    case ErrorKind::usage:
      return 2;
    case ErrorKind::access:
      return 6;
    case ErrorKind::remote:
      return 7;
    case ErrorKind::interrupted:
      return 128 + (signal > 0 ? signal : 2);  // as a shell would say; 2 is SIGINT
    case ErrorKind::internal:
      break;
  }
  return 1;
}

}  // namespace auto_sync
