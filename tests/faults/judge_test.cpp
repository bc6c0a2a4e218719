// The judge of the campaign: a true report breaks no rule, and each untruth breaks its own.
#include <set>

#include "base/base64.h"
#include "faults/judge/facts.h"
#include "faults/judge/rules.h"
#include "support/catch.h"

using namespace auto_sync::faults;
using auto_sync::testing::GitRepo;
using auto_sync::testing::Json;
using auto_sync::testing::TempDir;

namespace {

/// A fast-forward by two commits with a new tag, and what a true report says of it.
struct Told {
  TempDir temp;
  std::shared_ptr<GitRepo> repository = std::make_shared<GitRepo>(temp / "both.git");
  std::string first = repository->commit("main", {{"a", "1"}}, "First");
  std::string second = repository->commit("main", {{"a", "2"}}, "Second");
  std::string third = repository->commit("main", {{"a", "3"}}, "Third");
  std::string other = repository->commit("other", {{"b", "1"}}, "Somebody's");
  Evidence evidence;

  Told() {
    evidence.scenario = &scenario("fast-forward");
    evidence.tokens = {"ghp_abcdefghijklmnopqrstuvwxyz0123456789"};
    evidence.exit_code = 0;
    evidence.source = {repository, {{branch, third}, {"refs/tags/v2", third}}, {}, {}, 0, {}};
    evidence.target = {repository, {{branch, first}}, {}, {}, 0, {}};
    push(branch, first, third);
    push("refs/tags/v2", "", third);
    evidence.summary = "### ✅ Synced\n";
    evidence.report = "# Synced\n";
    evidence.report_files = {"a.md", "a.json"};
    Json& json = evidence.json;
    json["status"] = "synced";
    json["exit_code"] = 0;
    json["source"]["carried"] = third;
    json["target"]["listed"] = true;
    json["target"]["tip_before"] = first;
    json["target"]["tip_after"] = third;
    json["refs"] = Json::array({ref(branch, "fast_forwarded"), ref("refs/tags/v2", "created")});
    json["commits_synced"] = 2;
    json["tags_synced"] = 1;
    json["sent_unconfirmed"] = false;
    evidence.outputs = {{"status", "synced"},         {"source_sha", third},
                        {"target_sha_before", first}, {"target_sha", third},
                        {"commits_synced", "2"},      {"tags_synced", "1"}};
  }

  Json ref(const std::string& name, const std::string& verdict) const {
    Json json = Json::object();
    json["name"] = name;
    json["verdict"] = verdict;
    json["new"] = third;
    return json;
  }
  void push(const std::string& name, const std::string& from, const std::string& to) {
    evidence.target.transitions.push_back({true, name, from, to});
    evidence.target.until_exit = evidence.target.transitions.size();
  }
  void strike(Kind kind) {
    Fault fault;
    fault.kind = kind;
    evidence.drawn.faults.push_back(fault);
    evidence.struck.push_back(true);
  }
  std::set<std::string> broken() const {
    std::set<std::string> names;
    for (const Violation& violation : judge(evidence)) names.insert(violation.rule->name);
    return names;
  }
};

using Names = std::set<std::string>;

}  // namespace

TEST_CASE("a true report breaks no rule") {
  CHECK(Told().broken().empty());
}

TEST_CASE("refs that change without a plan are seen") {
  Told told;
  SECTION("another branch of the target") {
    told.push("refs/heads/other", "", told.third);
    CHECK(told.broken() == Names{"planned", "all are named"});
  }
  SECTION("any of the source") {
    told.evidence.source.transitions = {{true, "refs/tags/v9", "", told.third}};
    CHECK(told.broken() == Names{"source", "all are named"});
  }
  SECTION("somebody else's are not ours") {
    told.evidence.target.transitions.push_back({false, "refs/heads/other", "", told.other});
    CHECK(told.broken().empty());
  }
}

TEST_CASE("an overwritten branch needs a backup that was there before") {
  Told told;
  Refs& before = told.evidence.target.before;
  before[branch] = told.other;
  told.evidence.target.transitions[0].old_id = told.other;
  told.evidence.json["target"]["tip_before"] = told.other;
  told.evidence.outputs["target_sha_before"] = told.other;
  told.evidence.json["commits_synced"] = 3;
  told.evidence.outputs["commits_synced"] = "3";
  CHECK(told.broken() == Names{"kept", "backup_ref"});

  before["refs/auto-sync/backup/main/20240101T000000Z"] = told.other;
  CHECK(told.broken() == Names{"backup_ref"});

  told.evidence.log = "Nothing was overwritten.\n";
  CHECK(told.broken() == Names{"backup_ref", "nothing was overwritten"});
}

TEST_CASE("what a run owes is looked after") {
  Told told;
  Evidence& evidence = told.evidence;
  SECTION("soundness") {
    evidence.target.fsck = "dangling";
    CHECK(told.broken() == Names{"sound"});
  }
  SECTION("an undocumented exit code") {
    evidence.exit_code = 153;
    CHECK(told.broken() == Names{"exit code", "agreement"});
  }
  SECTION("an exit code of another status") {
    evidence.exit_code = 5;
    evidence.json["exit_code"] = 5;
    CHECK(told.broken() == Names{"exit code"});
  }
  SECTION("the report") {
    evidence.report_files.pop_back();
    CHECK(told.broken() == Names{"report"});
  }
  SECTION("a piece of a token") {
    evidence.log = "the word is jklmnopq, is it not\n";
    CHECK(told.broken() == Names{"secrets"});
  }
  SECTION("a token in git's credentials") {
    evidence.log = auto_sync::base64_encode("x-access-token:" + evidence.tokens[0]) + "\n";
    CHECK(told.broken() == Names{"secrets"});
  }
  SECTION("a line that hands the token to the runner shows nothing") {
    evidence.log = "::add-mask::" + evidence.tokens[0] + "\n";
    CHECK(told.broken().empty());
  }
  SECTION("time, files and processes") {
    evidence.files_left = {"auto-sync-abc"};
    evidence.child_left = true;
    CHECK(told.broken() == Names{"no file left", "no child left"});
    evidence.hung = true;
    CHECK(told.broken() == Names{"time", "no child left"});
  }
  SECTION("outputs that say something else") {
    evidence.outputs["tags_synced"] = "2";
    CHECK(told.broken() == Names{"agreement"});
  }
  SECTION("a status that nothing explains") {
    evidence.json["status"] = "in_sync";
    evidence.outputs["status"] = "in_sync";
    evidence.summary = "### ℹ️ In sync\n";
    CHECK(told.broken() == Names{"undisturbed"});
  }
}

TEST_CASE("an untrue verdict is seen") {
  Told told;
  told.strike(Kind::cut_answer);
  Json& refs = told.evidence.json["refs"];
  SECTION("moved, but told as not sent") {
    refs = Json::array({told.ref(branch, "fast_forwarded"), told.ref("refs/tags/v2", "not_sent")});
    CHECK(told.broken() == Names{"moved is told", "success"});
  }
  SECTION("not told at all") {
    refs = Json::array({told.ref(branch, "fast_forwarded")});
    CHECK(told.broken() == Names{"all are named"});
  }
  SECTION("told as moved, but it did not") {
    told.evidence.target.transitions.pop_back();
    CHECK(told.broken() == Names{"told has moved", "tags_synced"});
  }
  SECTION("unconfirmed is true where an answer was lost, and no success") {
    refs =
        Json::array({told.ref(branch, "fast_forwarded"), told.ref("refs/tags/v2", "unconfirmed")});
    CHECK(told.broken() == Names{"success"});
    told.evidence.drawn.faults[0].kind = Kind::writer;
    CHECK(told.broken() == Names{"success", "unknown"});
  }
}

TEST_CASE("untrue figures and words are seen") {
  Told told;
  Json& target = told.evidence.json["target"];
  SECTION("the tip before") {
    target["tip_before"] = told.third;
    told.evidence.outputs["target_sha_before"] = told.third;
    CHECK(told.broken() == Names{"target_sha_before"});
  }
  SECTION("the tip after") {
    target["tip_after"] = told.first;
    told.evidence.outputs["target_sha"] = told.first;
    CHECK(told.broken() == Names{"target_sha"});
  }
  SECTION("a tip after that somebody else has moved on is as true") {
    told.evidence.target.transitions.push_back({false, branch, told.third, told.other});
    CHECK(told.broken().empty());
  }
  SECTION("counts") {
    told.evidence.json["commits_synced"] = 0;
    told.evidence.outputs["commits_synced"] = "0";
    CHECK(told.broken() == Names{"commits_synced"});
  }
  SECTION("words") {
    told.evidence.log =
        "The target is unchanged.\nNothing was pushed: nothing to do.\nSomebody else did it.\n";
    CHECK(told.broken() ==
          Names{"unchanged", "nothing was pushed", "nothing to do", "somebody else"});
  }
}
