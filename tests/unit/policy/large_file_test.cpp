// Where a file is too large, and what is said of it.
#include "policy/large_file.h"

#include "support/catch.h"

using namespace auto_sync;

namespace {

Settings target_on(const std::string& server, const std::string& full_name = "cogpy/occ") {
  Settings settings;
  settings.server_url = server;
  settings.target = {server + "/cogpy/occ.git", server + "/cogpy/occ", full_name};
  return settings;
}

}  // namespace

TEST_CASE("the limit is known for github.com alone: elsewhere the administrator sets it") {
  CHECK(file_size_limit(target_on("https://github.com")) == 104'857'600U);
  CHECK(file_size_limit(target_on("https://GitHub.com")) == github_file_limit);
  CHECK(file_size_limit(target_on("https://octocorp.ghe.com")) == github_file_limit);
  CHECK(file_size_limit(target_on("http://127.0.0.1:8080")) == github_file_limit);
  CHECK_FALSE(file_size_limit(target_on("https://github.example.com")));
  CHECK_FALSE(file_size_limit(target_on("https://github.com.example.org")));
  CHECK_FALSE(file_size_limit(target_on("https://github.com", "")));  // a target elsewhere
}

TEST_CASE("a large file is told by its path, else by its id, else as it is") {
  const Settings settings = target_on("https://github.com");
  LargeFile file{105'906'176, std::nullopt, {}};
  CHECK(large_file_sentence(settings, file).starts_with("Rejected: a file has 101.0 MiB;"));
  CHECK_THAT(explain_large_file(file).remedy, ContainsSubstring("git rev-list --objects"));
  file.id = Oid::parse(std::string(40, 'a'));
  CHECK_THAT(large_file_sentence(settings, file), ContainsSubstring(std::string(40, 'a')));
  file.path = "data/\n::error::big.bin";
  CHECK_THAT(large_file_sentence(settings, file),
             ContainsSubstring("data/\\n::error::big.bin has 101.0 MiB"));
  CHECK_THAT(large_file_sentence(settings, file), ContainsSubstring("cogpy/occ is unchanged"));
}
