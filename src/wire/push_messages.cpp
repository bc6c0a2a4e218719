#include "wire/push_messages.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/escape.h"
#include "domain/ref_name.h"
#include "wire/pkt_line.h"

namespace auto_sync::wire {
namespace {

std::string wanted_capabilities(const Capabilities& offered, bool atomic) {
  std::string words;
  const auto ask = [&](std::string_view name) {
    if (offered.has(name)) words.append(" ").append(name);
  };
  ask(offered.has("report-status-v2") ? "report-status-v2" : "report-status");
  ask("side-band-64k");
  ask("quiet");
  if (atomic) ask("atomic");
  if (offered.value("object-format") == "sha1") words += " object-format=sha1";
  if (offered.has("agent")) words.append(" agent=").append(agent());
  return words;
}

/// The command's line. A command that is none, or a name that could end its line early, is our
/// own mistake.
std::string command_line(const PushCommand& command) {
  if (!is_valid_ref_name(command.ref) || (!command.old_id && !command.new_id)) {
    throw Error(ErrorKind::internal,
                fmt::format("No push can carry the command for \"{}\".", printable(command.ref)));
  }
  return fmt::format("{} {} {}", command.old_id.value_or(Oid()).hex(),
                     command.new_id.value_or(Oid()).hex(), command.ref);
}

}  // namespace

std::string push_commands(const std::vector<PushCommand>& commands, const Capabilities& offered,
                          bool atomic) {
  std::string out;
  for (const PushCommand& command : commands) {
    std::string line = command_line(command);
    if (out.empty()) line.append(1, '\0').append(wanted_capabilities(offered, atomic));
    append_pkt(out, line);
  }
  out += flush_pkt;
  return out;
}

std::string empty_pack() {
  static constexpr char bytes[] =
      "PACK\0\0\0\2\0\0\0\0"
      "\x02\x9d\x08\x82\x3b\xd8\xa8\xea\xb5\x10\xad\x6a\xc7\x5c\x82\x3c\xfd\x3e\xd3\x1e";
  return {bytes, sizeof bytes - 1};
}

}  // namespace auto_sync::wire
