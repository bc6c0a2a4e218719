#include <string>
#include <utility>
#include <vector>

#include "policy/parse_repository.h"
#include "policy/parse_settings.h"
#include "policy/web_url.h"
#include "support/catch.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

const std::string github = "https://github.com";

TEST_CASE("a repository on the server may be written in many ways") {
  for (const char* text :
       {"o9nn/occ", "o9nn/occ.git", "o9nn/occ/", "o9nn/occ.git/", "https://github.com/o9nn/occ",
        "https://github.com/o9nn/occ.git", "https://github.com/o9nn/occ/",
        "https://github.com:443/o9nn/occ", "HTTPS://GitHub.com/o9nn/occ.git/"}) {
    INFO(text);
    const RepositoryResult result = parse_repository(text, github);
    REQUIRE(result.address.has_value());
    CHECK(result.address->full_name == "o9nn/occ");
    CHECK(result.address->url == "https://github.com/o9nn/occ.git");
    CHECK(result.address->web_url == "https://github.com/o9nn/occ");
    CHECK(result.address->display_name() == "o9nn/occ");
  }
}

TEST_CASE("names that hosts allow are taken") {
  for (const char* name :
       {"a/b", "o-9/x_y.z", "octo_corp/.github", "a/-b", "A1/B.git.x", "john.doe/repo", "a/..b"}) {
    INFO(name);
    const RepositoryResult result = parse_repository(name, github);
    REQUIRE(result.address.has_value());
    CHECK(result.address->full_name == name);
  }
}

TEST_CASE("a repository of another host is asked for as it was written") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"https://gitlab.com/group/sub/name", "https://gitlab.com/group/sub/name"},
      {"https://gitlab.com/group/name.git/", "https://gitlab.com/group/name.git"},
      {"https://dev.azure.com/org/a%20b/_git/c", "https://dev.azure.com/org/a%20b/_git/c"},
      {"https://Git.Example.org:8443/x.git", "https://git.example.org:8443/x.git"},
      {"http://127.0.0.1:8080/a/b.git", "http://127.0.0.1:8080/a/b.git"},
      {"http://localhost/a/b", "http://localhost/a/b"},
      {"http://[::1]:80/a/b", "http://[::1]/a/b"},
      {"https://git.sr.ht/~user/repo", "https://git.sr.ht/~user/repo"},
  };
  for (const auto& [text, url] : cases) {
    INFO(text);
    const RepositoryResult result = parse_repository(text, github);
    REQUIRE(result.address.has_value());
    CHECK(result.address->url == url);
    CHECK(result.address->full_name.empty());
  }
  const RepositoryResult result = parse_repository("https://gitlab.com/a/b.git", github);
  CHECK(result.address->display_name() == "https://gitlab.com/a/b");
}

TEST_CASE("a server may have a port or a path of its own") {
  const RepositoryResult on_port =
      parse_repository("http://127.0.0.1:8080/a/b", "http://127.0.0.1:8080");
  CHECK(on_port.address->full_name == "a/b");
  const RepositoryResult on_path =
      parse_repository("https://example.org/git/a/b.git", "https://example.org/git");
  CHECK(on_path.address->full_name == "a/b");
  CHECK(on_path.address->url == "https://example.org/git/a/b.git");
  const RepositoryResult beside =
      parse_repository("https://example.org/a/b.git", "https://example.org/git");
  CHECK_FALSE(beside.address->on_server());
  CHECK(parse_repository("a/b", "https://example.org/git").address->url ==
        "https://example.org/git/a/b.git");
}

TEST_CASE("what is no repository is refused") {
  for (const char* text : {"occ",
                           "a/b/c",
                           "/a/b",
                           "a//b",
                           "a/",
                           "/",
                           "a/.",
                           "a/..",
                           "../b",
                           "-a/b",
                           ".a/b",
                           "a b/c",
                           "a/b c",
                           "a/b?x",
                           "a/b#x",
                           "a/\u00e9",
                           "https://",
                           "https:///a/b",
                           "https://github.com",
                           "https://github.com/",
                           "https://github.com/a",
                           "https://github.com/a/b/tree/main",
                           "https://example.org",
                           "https://example.org/a/b?x=1",
                           "https://example.org/a/b#x",
                           "https://example.org/../a",
                           "https://example.org/a//b",
                           "https://example.org/a b",
                           "https://example.org/%",
                           "https://example.org/%zz",
                           "https://exa mple.org/a/b",
                           "https://example.org:0/a/b",
                           "https://example.org:99999/a/b",
                           "https://example.org:/a/b",
                           "https://example..org/a/b",
                           "https://-x/a/b",
                           "https://[zz]/a/b",
                           "https://b\u00fccher.de/a",
                           "ftp://example.org/a/b",
                           "file:///srv/a.git",
                           "javascript://x/a",
                           "C:\\a\\b",
                           "o9nn/occ@main"}) {
    INFO(text);
    const RepositoryResult result = parse_repository(text, github);
    CHECK_FALSE(result.address.has_value());
    CHECK_THAT(result.refusal.found, StartsWith("found "));
  }
  CHECK_FALSE(parse_repository("a/" + std::string(101, 'b'), github).address.has_value());
}

TEST_CASE("http is for this machine only") {
  for (const char* host : {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"}) {
    INFO(host);
    CHECK(parse_repository(std::string("http://") + host + "/a/b", github).address.has_value());
  }
  for (const char* host :
       {"example.org", "127.0.0.1.example.org", "127.0.0.256", "127.0.0", "127.1", "128.0.0.1",
        "localhost.example.org", "10.0.0.1", "[::2]", "127.0.0.1000", "127.0.0.0.1"}) {
    INFO(host);
    const RepositoryResult result =
        parse_repository(std::string("http://") + host + "/a/b", github);
    CHECK_FALSE(result.address.has_value());
    CHECK_THAT(result.refusal.found, ContainsSubstring("travel in the clear"));
    CHECK(result.refusal.remedy == "Write `https://" + std::string(host) + "/a/b`.");
  }
}

TEST_CASE("an ssh address is refused, and its https form offered") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"git@github.com:o9nn/occ.git", "`https://github.com/o9nn/occ.git`"},
      {"ssh://git@github.com/o9nn/occ.git", "`https://github.com/o9nn/occ.git`"},
      {"ssh://git@ssh.example.org:2222/a/b", "`https://ssh.example.org/a/b`"},
      {"git://example.org/a/b", "`https://example.org/a/b`"},
      {"git+ssh://git@example.org/a/b", "`https://example.org/a/b`"},
      {"example.org:a/b", "`https://example.org/a/b`"},
  };
  for (const auto& [text, instead] : cases) {
    INFO(text);
    const RepositoryResult result = parse_repository(text, github);
    CHECK_FALSE(result.address.has_value());
    CHECK_THAT(result.refusal.remedy, ContainsSubstring(instead));
  }
}

TEST_CASE("an address without its scheme is refused, and the whole one offered") {
  const RepositoryResult result = parse_repository("github.com/o9nn/occ", github);
  CHECK_FALSE(result.address.has_value());
  CHECK(result.refusal.remedy == "Write `https://github.com/o9nn/occ`.");
}

TEST_CASE("two spellings of one repository are the same repository") {
  const auto same = [](const char* a, const char* b) {
    return same_repository(*parse_repository(a, github).address,
                           *parse_repository(b, github).address);
  };
  CHECK(same("O9NN/occ", "https://github.com/o9nn/OCC.git"));
  CHECK(same("https://gitlab.com/a/b", "https://GitLab.com/a/b.git"));
  CHECK_FALSE(same("a/b", "a/c"));
  CHECK_FALSE(same("a/b", "https://gitlab.com/a/b"));
}

TEST_CASE("a server's or an API's URL must be one that a token may travel to") {
  for (const char* url : {"github.com", "http://ghes.example", "https://u:p@ghes.example",
                          "ftp://x", "https://ghes.example/?x"}) {
    INFO(url);
    CHECK_FALSE(parse_web_url(url).url.has_value());
    CHECK_THAT(problems_of(workflow({{"INPUT_SERVER_URL", url}})),
               ContainsSubstring("input server_url: found "));
    CHECK_THAT(problems_of(workflow({{"INPUT_API_URL", url}})),
               ContainsSubstring("input api_url: found "));
  }
}

}  // namespace
}  // namespace auto_sync
