#include "wire/capabilities.h"

#include "base/version.h"
#include "support/catch.h"

using namespace auto_sync;
using namespace auto_sync::wire;

TEST_CASE("capabilities of protocol v0 are words between spaces") {
  const auto offered = Capabilities::from_words(
      " report-status side-band-64k object-format=sha1 agent=git/2.39.5 symref=HEAD:refs/heads/m");
  CHECK(offered.has("report-status"));
  CHECK(offered.has("side-band-64k"));
  CHECK_FALSE(offered.has("side-band"));
  CHECK_FALSE(offered.has(""));
  CHECK(offered.value("object-format") == "sha1");
  CHECK(offered.value("agent") == "git/2.39.5");
}

TEST_CASE("a capability without a value has an empty one, an absent one has none") {
  const auto offered = Capabilities::from_words("atomic empty=");
  CHECK(offered.value("atomic") == "");
  CHECK(offered.value("empty") == "");
  CHECK_FALSE(offered.value("quiet"));
}

TEST_CASE("a value in protocol v2 may hold words") {
  Capabilities offered;
  offered.add("fetch=shallow wait-for-done filter");
  offered.add("ls-refs");
  CHECK(offered.value_has("fetch", "filter"));
  CHECK(offered.value_has("fetch", "shallow"));
  CHECK_FALSE(offered.value_has("fetch", "fil"));
  CHECK_FALSE(offered.value_has("fetch", ""));
  CHECK_FALSE(offered.value_has("ls-refs", "unborn"));
  CHECK_FALSE(offered.value_has("gone", "filter"));
}

TEST_CASE("of a capability that is given twice the first counts") {
  CHECK(Capabilities::from_words("a=1 a=2").value("a") == "1");
}

TEST_CASE("no words are no capabilities") {
  CHECK_FALSE(Capabilities::from_words("").has(""));
  CHECK_FALSE(Capabilities::from_words("   ").has(""));
}

TEST_CASE("our agent names this version and fits into the protocol") {
  CHECK(agent() == "auto-sync/" + std::string(version()));
  CHECK(agent().find_first_of(" =\n") == std::string_view::npos);
}
