#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/oid.h"
#include "wire/capabilities.h"

namespace auto_sync::wire {

/// One command of a push: old value, new value, ref. None stands for "does not exist".
struct PushCommand {
  std::string ref;
  std::optional<Oid> old_id;
  std::optional<Oid> new_id;
};

/// The command list of a push, flush included, capabilities as far as advertised: report-status-v2
/// or report-status, side-band-64k, quiet, object-format=sha1, agent, and atomic when asked for
/// (gitprotocol-pack(5), "Reference Update Request"). The pack follows it.
std::string push_commands(const std::vector<PushCommand>& commands, const Capabilities& offered,
                          bool atomic);

/// The pack without objects: header and checksum, 32 bytes. A push that only creates or moves
/// refs to objects already there carries it (gitformat-pack(5)).
std::string empty_pack();

}  // namespace auto_sync::wire
