#include "base/as_error.h"

#include <new>
#include <string>
#include <system_error>

namespace auto_sync {

Error as_error(const std::exception& exception) {
  if (const auto* known = dynamic_cast<const Error*>(&exception)) return *known;
  const auto* system = dynamic_cast<const std::system_error*>(&exception);
  if (system != nullptr && system->code() == std::errc::resource_unavailable_try_again) {
    return Error(ErrorKind::usage, "The machine lets this run start no more threads.",
                 "Raise the limit on processes and threads (ulimit -u; of a container: "
                 "--pids-limit) or on memory (ulimit -v), or end what else runs there. About "
                 "twenty threads are needed at a time.");
  }
  if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr) {
    return Error(ErrorKind::usage, "The machine has no more memory for this run.",
                 "Raise the limit (ulimit -v; of a container: --memory), or end what else runs "
                 "there.");
  }
  return Error(ErrorKind::internal, std::string("Internal error: ") + exception.what(),
               "This is a bug in auto-sync: please report it with the run's log.");
}

}  // namespace auto_sync
