#pragma once
#include <string>

#include "contract/endings.h"
#include "contract/servers/apache.h"

namespace auto_sync::testing {

/// A world whose two repositories Apache serves as the runner's own git server, while the REST API
/// stays the stand-in's: all that is told of builds, pulls and rules is as it is elsewhere.
class ApacheWorld : public World {
 public:
  /// `directives` are added to Apache's configuration (Apache::Apache).
  explicit ApacheWorld(const std::string& directives = {});

  Apache apache;

  /// The run that is expected to carry everything: `synced`, and both repositories are sound.
  Outcome run_synced(const std::vector<std::string>& words = {});
};

/// The directory below which a world's bare repositories are.
std::filesystem::path repositories_of(World& world);

/// Directives that ask for a user and the token as the password, for each side with its own.
extern const std::string ask_for_basic;

}  // namespace auto_sync::testing
