#pragma once
#include <functional>
#include <string_view>

namespace auto_sync::wire {

using SidebandHandler = std::function<void(std::string_view)>;

/// Takes one side-band-64k payload apart (gitprotocol-pack(5), "Packfile Data"): band 1 to
/// `on_data` (an empty one is a keep-alive and passed over), band 2 to `on_progress`, band 3 is
/// thrown as Error(remote) with the server's words. Throws Error(remote) for any other band.
void demultiplex(std::string_view payload, const SidebandHandler& on_data,
                 const SidebandHandler& on_progress);

}  // namespace auto_sync::wire
