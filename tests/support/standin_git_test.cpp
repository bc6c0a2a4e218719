// The stand-in, seen by the real git client.
#include <fstream>

#include "support/catch.h"
#include "support/git_fixture.h"
#include "support/standin/github_standin.h"

using namespace auto_sync::testing;

namespace {

const std::string writer = "ghp_standinWRITER0123456789";
const std::string reader = "ghp_standinREADER0123456789";

/// A stand-in with one repository that has three commits, and a client's repository.
struct World {
  TempDir temp;
  GithubStandin standin{temp / "root"};
  GitRepo client{temp / "client.git"};
  std::string tip;

  World() {
    standin.add_repository("octo/source");
    standin.grant(writer, "octo/source", Access::write);
    standin.grant(reader, "octo/source", Access::read);
    client.commit("main", {{"a.txt", "one"}}, "One");
    client.commit("main", {{"a.txt", "two"}}, "Two");
    tip = client.commit("main", {{"b.txt", "three"}}, "Three");
  }

  std::string url(const std::string& token, const std::string& name = "octo/source") const {
    const std::string host = standin.url().substr(std::string("http://").size());
    return "http://" + (token.empty() ? "" : "x-access-token:" + token + "@") + host + "/" + name +
           ".git";
  }
  ProcessResult push(const std::string& token, const std::string& refspec = "main") {
    return client.try_run({"push", url(token), refspec});
  }
  GitRepo served() { return GitRepo(standin.repository_path("octo/source")); }
};

}  // namespace

TEST_CASE("git pushes to the stand-in and clones from it") {
  World world;
  REQUIRE(world.push(writer).exit_code == 0);
  CHECK(world.served().rev_parse("refs/heads/main") == world.tip);
  CHECK(world.served().fsck().empty());

  GitRepo copy(world.temp / "copy.git");
  copy.run({"fetch", world.url(reader), "main:main"});
  CHECK(copy.log_count("main") == 3);
}

TEST_CASE("a fetch speaks protocol v2 and may filter") {
  World world;
  world.push(writer);
  world.standin.reset_log();
  GitRepo copy(world.temp / "copy.git");
  copy.run({"config", "remote.origin.url", world.url(reader)});
  copy.run({"config", "remote.origin.promisor", "true"});
  copy.run({"fetch", "--filter=tree:0", "origin", "main"});
  bool seen = false;
  for (const auto& request : world.standin.requests()) {
    if (request.phase != "fetch") continue;
    seen = true;
    CHECK(request.protocol == "version=2");
    CHECK(request.has_line("filter tree:0"));
    CHECK(request.has_line("want " + world.tip));
  }
  CHECK(seen);
}

TEST_CASE("a combined filter is refused, as GitHub does") {
  World world;
  world.push(writer);
  GitRepo copy(world.temp / "copy.git");
  copy.run({"config", "remote.origin.url", world.url(reader)});
  const auto result =
      copy.try_run({"fetch", "--filter=combine:tree:0+blob:none", "origin", "main"});
  CHECK(result.exit_code != 0);
  CHECK_THAT(result.err, ContainsSubstring("filter 'combine' not supported"));
}

TEST_CASE("a token that may only read cannot push") {
  World world;
  const auto result = world.push(reader);
  CHECK(result.exit_code != 0);
  CHECK_THAT(result.err, ContainsSubstring("Write access to repository not granted."));
}

TEST_CASE("a token without any right sees no repository") {
  World world;
  world.standin.add_repository("octo/other");
  const auto result = world.client.try_run({"push", world.url(writer, "octo/other"), "main"});
  CHECK_THAT(result.err, ContainsSubstring("Repository not found."));
}

TEST_CASE("an unknown or expired token is refused") {
  World world;
  CHECK_THAT(world.push("ghp_standinNOBODY0123456789").err,
             ContainsSubstring("Authentication failed"));
  world.standin.expire_token(writer);
  CHECK_THAT(world.push(writer).err, ContainsSubstring("Authentication failed"));
}

TEST_CASE("a public repository is read, but never written, without a token") {
  World world;
  world.push(writer);
  CHECK(world.client.try_run({"ls-remote", world.url("")}).exit_code != 0);
  world.standin.make_public("octo/source");
  CHECK(world.client.try_run({"ls-remote", world.url("")}).exit_code == 0);
  CHECK(world.push("").exit_code != 0);
}

TEST_CASE("an archived repository is read-only") {
  World world;
  world.standin.archive("octo/source");
  CHECK_THAT(world.push(writer).err,
             ContainsSubstring("This repository was archived so it is read-only."));
}

TEST_CASE("a renamed repository redirects git") {
  World world;
  world.push(writer);
  world.standin.rename("octo/source", "octo/renamed");
  const auto listed = world.client.try_run({"ls-remote", world.url(reader), "main"});
  CHECK(listed.exit_code == 0);
  CHECK_THAT(listed.out, StartsWith(world.tip));
  CHECK_THAT(listed.err, ContainsSubstring("octo/renamed"));
}

TEST_CASE("a refusing hook prints its words on band 2 and gives its own reason") {
  World world;
  world.standin.refuse_pushes("octo/source",
                              {"refs/heads/main", "error: GH006: Protected branch update failed",
                               "protected branch hook declined"});
  const auto refused = world.push(writer);
  CHECK(refused.exit_code != 0);
  CHECK_THAT(refused.err, ContainsSubstring("remote: error: GH006"));
  CHECK_THAT(refused.err, ContainsSubstring("(protected branch hook declined)"));
  CHECK(world.push(writer, "main:free").exit_code == 0);
  world.standin.accept_pushes("octo/source");
  CHECK(world.push(writer).exit_code == 0);
}

TEST_CASE("the target's quirks show in its listing") {
  World world;
  world.push(writer);
  Quirks quirks;
  quirks.atomic = false;
  quirks.drop_capabilities = {"side-band-64k", "report-status-v2"};
  quirks.add_capabilities = {"no-thin"};
  world.standin.set_quirks("octo/source", quirks);
  std::string listing;
  Fault spy;
  spy.match.phase = "listing";
  spy.match.count = 0;
  spy.transform = [&](std::string body) { return listing = body; };
  world.standin.add_fault(spy);
  CHECK(world.push(writer, "main:second").exit_code == 0);
  CHECK(world.standin.requests().back().phase == "push");
  CHECK_THAT(listing, ContainsSubstring(" no-thin"));
  CHECK_THAT(listing, ContainsSubstring(" report-status "));
  CHECK(listing.find("side-band-64k") == std::string::npos);
  CHECK(listing.find(" atomic") == std::string::npos);
}

TEST_CASE("a source without protocol v2 or without filters still serves plain fetches") {
  World world;
  world.push(writer);
  Quirks quirks;
  quirks.protocol_v2 = false;
  quirks.filter = false;
  world.standin.set_quirks("octo/source", quirks);
  GitRepo copy(world.temp / "copy.git");
  copy.run({"fetch", world.url(reader), "main:main"});
  CHECK(copy.rev_parse("main") == world.tip);
  CHECK(world.standin.requests().back().has_line("want " + world.tip));
}

TEST_CASE("a lagging listing shows the refs from before the last push") {
  World world;
  Quirks quirks;
  quirks.lagging_listings = 1;
  world.standin.set_quirks("octo/source", quirks);
  world.push(writer);
  const std::string next = world.client.commit("main", {{"c", "4"}}, "Four");
  // The stale listing says that main does not exist: git tries to create it and loses.
  CHECK_THAT(world.push(writer).err, ContainsSubstring("[remote rejected]"));
  CHECK(world.served().rev_parse("main") == world.tip);
}

TEST_CASE("forks share objects and list their parent's tips as haves") {
  World world;
  world.push(writer);
  world.standin.add_fork("octo/fork", "octo/source");
  world.standin.grant(writer, "octo/fork", Access::write);
  std::string listing;
  Fault spy;
  spy.match.phase = "listing";
  spy.match.count = 0;
  spy.transform = [&](std::string body) { return listing = body; };
  world.standin.add_fault(spy);
  CHECK(world.client.try_run({"push", world.url(writer, "octo/fork"), "main"}).exit_code == 0);
  CHECK(world.standin.requests().back().phase == "push");
  CHECK_THAT(listing, ContainsSubstring(world.tip + " .have"));
}

TEST_CASE("a SHA-256 repository says so") {
  World world;
  world.standin.add_repository("octo/long", "sha256");
  world.standin.grant(writer, "octo/long", Access::write);
  GitRepo local(world.temp / "long.git", "sha256");
  const std::string tip = local.commit("main", {{"a", "1"}}, "One");
  CHECK(tip.size() == 64);
  CHECK(local.try_run({"push", world.url(writer, "octo/long"), "main"}).exit_code == 0);
}

TEST_CASE("a large push streams through without growing the stand-in") {
  World world;
  world.client.bulk_commits("main", 48, 1U << 20);  // 48 MiB that do not compress
  const auto resident = [] {
    std::size_t total = 0;
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> total >> pages;
    return pages * 4096;
  };
  world.push(writer, "main~47:main");
  const std::size_t before = resident();
  REQUIRE(world.push(writer).exit_code == 0);
  CHECK(resident() < before + (16U << 20));
  CHECK(world.standin.totals().body_in > (48U << 20));
  CHECK(world.standin.requests().back().chunked);
}
