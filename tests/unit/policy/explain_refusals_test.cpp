#include "policy/explain_refusals.h"

#include "support/catch.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

SyncResult refused(const std::vector<std::pair<std::string, std::string>>& refs,
                   const std::string& band2 = "") {
  SyncResult result;
  for (const auto& [name, reason] : refs) {
    enter(result.ledger, {name, {}, Oid(), RefAction::create, {}}, Answer::refused, reason);
  }
  result.ledger.hear(band2);
  return result;
}

std::vector<Explanation> explained(const SyncResult& result) {
  return explain_refusals(Settings(), result);
}

using Names = std::vector<std::string>;

const std::string gh006 =
    "error: GH006: Protected branch update failed for refs/heads/main.\n"
    "error: Cannot force-push to a protected branch\n";

}  // namespace

TEST_CASE("nothing refused needs no explanation") {
  CHECK(explained(SyncResult()).empty());
  SyncResult accepted = refused({}, gh006);
  enter(accepted.ledger, {"refs/heads/main", {}, Oid(), RefAction::create, {}}, Answer::accepted);
  CHECK(explained(accepted).empty());
}

TEST_CASE("the cause on band 2 explains the ref it names, better than the vague reason does") {
  const auto causes =
      explained(refused({{"refs/heads/main", "protected branch hook declined"}}, gh006));
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].name == "protected_branch");
  CHECK(causes[0].refs == Names{"refs/heads/main"});
  CHECK(causes[0].reasons == Names{"Cannot force-push to a protected branch"});
}

TEST_CASE("different causes of different refs each have their explanation") {
  const auto causes =
      explained(refused({{"refs/heads/main", "protected branch hook declined"},
                         {"refs/tags/v1",
                          "refusing to allow a Personal Access Token to create or update "
                          "workflow `w.yml` without `workflow` scope"},
                         {"refs/tags/v2", "out of tea"},
                         {"refs/tags/v3", "shallow update not allowed"}},
                        gh006));
  REQUIRE(causes.size() == 4);
  CHECK(causes[0].name == "workflow_scope");
  CHECK(causes[0].refs == Names{"refs/tags/v1"});
  CHECK(causes[1].name == "shallow_update");
  CHECK(causes[1].refs == Names{"refs/tags/v3"});
  CHECK(causes[2].name == "protected_branch");
  CHECK(causes[2].refs == Names{"refs/heads/main"});
  CHECK(causes[3].name == "unknown");
  CHECK(causes[3].refs == Names{"refs/tags/v2"});
  CHECK_THAT(causes[3].quote, StartsWith("out of tea\n"));
}

TEST_CASE("a cause that names no ref is about all that nothing else explains") {
  const auto causes = explained(refused({{"refs/heads/main", "pre-receive hook declined"},
                                         {"refs/tags/v1", "pre-receive hook declined"},
                                         {"refs/tags/v2", "reference already exists"}},
                                        "error: GH001: Large files detected.\n"));
  REQUIRE(causes.size() == 2);
  CHECK(causes[0].refs == Names{"refs/tags/v2"});
  CHECK(causes[1].name == "large_file");
  CHECK(causes[1].refs == Names{"refs/heads/main", "refs/tags/v1"});
}

TEST_CASE("the same cause of many refs is told once") {
  std::vector<std::pair<std::string, std::string>> refs;
  for (int i = 0; i < 300; ++i) {
    refs.emplace_back("refs/tags/v" + std::to_string(i), "atomic push failure");
  }
  const auto causes = explained(refused(refs));
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].refs.size() == 300);
}

TEST_CASE("refs that fell with another one are told last, with its name, and are not its cause") {
  const auto causes = explained(refused({{"refs/heads/main", "atomic push failure"},
                                         {"refs/tags/v1", "atomic push failure"},
                                         {"refs/tags/v2", "hook declined"}},
                                        "tags are frozen\n"));
  REQUIRE(causes.size() == 2);
  CHECK(causes[0].name == "hook");
  CHECK(causes[0].refs == Names{"refs/tags/v2"});
  CHECK(causes[0].quote == "tags are frozen\n");
  CHECK(causes[1].kind == RefusalKind::follower);
  CHECK(causes[1].refs == Names{"refs/heads/main", "refs/tags/v1"});
  CHECK_THAT(causes[1].meaning, EndsWith("of the same push was refused: v2."));
}

TEST_CASE("a hook that takes all or none is not said to refuse refs that it says nothing of") {
  const auto causes = explained(refused({{"refs/heads/main", "pre-receive hook declined"},
                                         {"refs/tags/v1", "pre-receive hook declined"},
                                         {"refs/tags/v2", "pre-receive hook declined"}},
                                        gh006));
  REQUIRE(causes.size() == 2);
  CHECK(causes[0].name == "protected_branch");
  CHECK(causes[0].refs == Names{"refs/heads/main"});
  CHECK(causes[1].kind == RefusalKind::follower);
  CHECK(causes[1].refs == Names{"refs/tags/v1", "refs/tags/v2"});
}

TEST_CASE("a ref that the words name but that was not refused is not blamed") {
  const auto causes =
      explained(refused({{"refs/heads/main", "hook declined"}},
                        "error: GH013: Repository rule violations found for refs/heads/other.\n"));
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].refs == Names{"refs/heads/main"});
}

TEST_CASE("vague words stand where there are no others, with what was said beside them") {
  const auto alone = explained(refused({{"refs/heads/main", "hook declined"}}));
  REQUIRE(alone.size() == 1);
  CHECK(alone[0].name == "hook");
  CHECK(alone[0].quote.empty());
  const auto beside =
      explained(refused({{"refs/heads/main", "hook declined"}}, "the moon is full\n"));
  CHECK(beside[0].quote == "the moon is full\n");
}

TEST_CASE("unknown words are quoted whole and made printable") {
  const auto causes = explained(refused({{"refs/heads/main", "no \x1b[2J"}, {"refs/tags/x", ""}}));
  REQUIRE(causes.size() == 2);
  CHECK(causes[0].quote == "no \\x1b[2J");
  CHECK(causes[1].quote == "(no reason given)");
}

TEST_CASE("thousands of refs with words of their own do not become thousands of long quotes") {
  std::vector<std::pair<std::string, std::string>> refs;
  for (int i = 0; i < 2'000; ++i) {
    refs.emplace_back("refs/tags/v" + std::to_string(i), "no " + std::to_string(i));
  }
  const auto causes = explained(refused(refs, std::string(1'000'000, 'x')));
  CHECK(causes.size() == 51);
  CHECK(causes.back().refs.size() == 1'950);
}

TEST_CASE("an error that quotes a server's refusal is explained for the side it is about") {
  SyncResult result;
  result.end.failure =
      Failure{ErrorKind::access, Side::source,
              "The source o9nn/occ does not exist, or this token may not see it (HTTP "
              "404): \"Repository not found.\".",
              ""};
  const auto causes = explained(result);
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].name == "repository_not_found");
  CHECK_THAT(causes[0].remedy, ContainsSubstring("source_repo"));
  CHECK(causes[0].refs.empty());
  result.end.failure->kind = ErrorKind::usage;
  CHECK(explained(result).empty());
}

TEST_CASE("the sides are called what the inputs call them, on the way back too") {
  Settings settings;
  settings.reversed = true;
  const auto causes = explain_refusals(
      settings, refused({{"refs/heads/main", "protected branch hook declined"}}, gh006));
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].meaning.find("The branch is protected on the source") == 0);
  CHECK(causes[0].remedy.find("with sync_branch") != std::string::npos);
  CHECK(causes[0].remedy.find("target") == std::string::npos);

  SyncResult unknown = refused({{"refs/heads/main", "out of tea"}});
  CHECK(explain_refusals(settings, unknown)[0].meaning.find("The source's server") == 0);

  SyncResult failed;
  failed.end.failure = Failure{};
  failed.end.failure->kind = ErrorKind::access;
  failed.end.failure->side = Side::source;
  failed.end.failure->message = "The target o9nn/occ: Write access to repository not granted.";
  const auto unseen = explain_refusals(settings, failed);
  REQUIRE(unseen.size() == 1);
  CHECK(unseen[0].meaning.find("target_token") != std::string::npos);
}
