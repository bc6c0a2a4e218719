#include "service/pack_fan_out.h"

#include "base/error.h"

namespace auto_sync {

void PackFanOut::write(std::string_view bytes) {
  std::erase_if(pipes_, [&](BoundedPipe* pipe) {
    try {
      pipe->write(bytes);
      return false;
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      return true;
    }
  });
  if (pipes_.empty()) throw Error(ErrorKind::remote, "No target takes the pack any more.");
}

void PackFanOut::close() {
  for (BoundedPipe* pipe : pipes_) pipe->close();
}

void PackFanOut::fail(const std::exception_ptr& cause) {
  for (BoundedPipe* pipe : pipes_) pipe->fail(cause);
}

}  // namespace auto_sync
