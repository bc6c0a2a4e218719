#include "contract/servers/apache_world.h"

#include "support/catch.h"

namespace auto_sync::testing {

const std::string ask_for_basic =
    "<Location \"/\">\n  AuthType Basic\n  AuthName git\n  Require valid-user\n</Location>\n"
    "<Location \"/o9nn/\">\n  AuthUserFile ${DIR}/source-users\n</Location>\n"
    "<Location \"/cogpy/\">\n  AuthUserFile ${DIR}/target-users\n</Location>\n";

std::filesystem::path repositories_of(World& world) {
  return world.standin.repository_path(source_name).parent_path().parent_path();
}

ApacheWorld::ApacheWorld(const std::string& directives)
    : apache(repositories_of(*this), directives) {
  environment["GITHUB_SERVER_URL"] = apache.url();
}

Outcome ApacheWorld::run_synced(const std::vector<std::string>& words) {
  Outcome outcome = run();
  INFO(apache.errors());
  check_ending(outcome, {"synced", 0, words});
  CHECK(target_tip() == source_tip());
  require_sound(*this);
  return outcome;
}

}  // namespace auto_sync::testing
