#include "service/shallow_history.h"

namespace auto_sync {

Error shallow_history(const GitSource& from) {
  return Error(ErrorKind::remote,
               "The " + from.who() + " is itself a shallow repository: its history has a hole.",
               "Complete it with `git fetch --unshallow` on the server.")
      .about(from.side());
}

}  // namespace auto_sync
