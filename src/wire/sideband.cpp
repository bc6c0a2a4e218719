#include "wire/sideband.h"

#include <fmt/format.h>

#include "base/escape.h"
#include "base/text.h"
#include "wire/reply.h"

namespace auto_sync::wire {

void demultiplex(std::string_view payload, const SidebandHandler& on_data,
                 const SidebandHandler& on_progress) {
  if (payload.empty()) throw malformed("a packet of the pack names no band");
  const char band = payload.front();
  payload.remove_prefix(1);
  switch (band) {
    case 1:
      if (!payload.empty() && on_data) on_data(payload);
      break;
    case 2:
      if (!payload.empty() && on_progress) on_progress(payload);
      break;
    case 3:
      throw Error(ErrorKind::remote, "The git server gave up: " + trim(printable(payload, true)));
    default:
      throw malformed(fmt::format("there is no band {}", static_cast<unsigned char>(band)));
  }
}

}  // namespace auto_sync::wire
