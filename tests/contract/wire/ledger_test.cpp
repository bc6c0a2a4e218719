// What became of each ref is told as it was, over all attempts and whatever answered.
#include "contract/endings.h"
#include "contract/undo_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

RequestMatch a_push(unsigned skip = 0) {
  RequestMatch match;
  match.service = "git-receive-pack";
  match.phase = "push";
  match.skip = skip;
  return match;
}

/// A proxy that answers so once the server behind it has carried out the push.
void answer_after_push(World& world, int status, const std::vector<std::string>& refspecs,
                       unsigned skip = 0) {
  world.standin.on_request(a_push(skip), [&world, refspecs] {
    world.source.push_to(world.target.path().string(), refspecs);
  });
  Fault fault;
  fault.match = a_push(skip);
  fault.status = status;
  fault.after_body = true;
  world.standin.add_fault(fault);
}

std::string verdict(const Outcome& outcome, const std::string& name) {
  for (const Json& ref : outcome.report_json.get("refs").elements()) {
    if (ref.get("name").text() == name) return ref.get("verdict").text();
  }
  return "(not told)";
}

/// The target's listings for a fetch show this branch's old value, so many times.
void lag(World& world, const std::string& before, unsigned count) {
  Fault stale;
  stale.match.phase = "ls-refs";
  stale.match.repository = target_name;
  stale.match.count = count;
  stale.transform = [&world, before](std::string body) {
    const std::string now = world.source.rev_parse("main");
    const std::size_t at = body.find(now);
    return at == std::string::npos ? body : body.replace(at, now.size(), before);
  };
  world.standin.add_fault(stale);
}

}  // namespace

TEST_CASE("a branch that arrived stays told though another writer took a tag's lease") {
  World world;
  world.grow(3, 4);
  world.source.tag("v1", "main");
  world.source.tag("v2", "main");
  const std::string before = world.target_tip();
  world.standin.on_request(a_push(), [&] { world.target.tag("v2", "main~1"); });

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"Synced 4 commits", "Tag v2 was left alone"}});
  CHECK(outcome.output("target_sha_before") == before);
  CHECK(outcome.output("target_sha") == world.source_tip());
  CHECK(outcome.output("commits_synced") == "4");
  CHECK(outcome.output("tags_synced") == "1");
  CHECK(outcome.output("ahead") == "4");
  CHECK(verdict(outcome, "refs/heads/main") == "fast_forwarded");
  CHECK(verdict(outcome, "refs/tags/v1") == "created");
  CHECK(verdict(outcome, "refs/tags/v2") == "conflict");
  CHECK_THAT(outcome.report, !ContainsSubstring("nothing to do"));
}

TEST_CASE("tags that arrived stay told though another writer took the branch's lease") {
  World world;
  world.grow(3, 2);
  world.source.tag("v1", "main");
  std::string theirs;
  world.standin.on_request(a_push(), [&] {
    theirs = world.target.commit("main", {{"own.txt", "theirs\n"}}, "Just in between");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.exit_code == 4);
  CHECK(outcome.output("target_sha_before") == theirs);
  CHECK(outcome.output("target_sha") == theirs);
  CHECK(outcome.output("commits_synced") == "0");
  CHECK(outcome.output("tags_synced") == "1");
  CHECK(verdict(outcome, "refs/tags/v1") == "created");
  CHECK_THAT(outcome.summary, ContainsSubstring("By then it had pushed v1."));
  CHECK_THAT(outcome.summary, !ContainsSubstring("Nothing was pushed"));
}

TEST_CASE("an answer in place of the report is no proof that the push was not carried out") {
  const int status = GENERATE(400, 401, 403, 404, 408, 411, 413, 429, 500, 502, 503, 504);
  INFO(status);
  World world;
  world.grow(2, 2);
  const std::string before = world.target_tip();
  answer_after_push(world, status, {"main"});

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"Synced 2 commits"}});
  CHECK(outcome.output("target_sha_before") == before);
  CHECK(outcome.output("target_sha") == world.source_tip());
  CHECK(outcome.output("commits_synced") == "2");
  CHECK(verdict(outcome, "refs/heads/main") == "fast_forwarded");
}

TEST_CASE("a status that refuses a push is told with a target that is as it was") {
  World world;
  world.grow(2, 2);
  Fault fault;
  fault.match = a_push();
  fault.match.count = 0;
  fault.status = 403;
  world.standin.add_fault(fault);

  const Outcome outcome = run_untouched(world, error_ending(6, {"HTTP 403"}));

  CHECK(verdict(outcome, "refs/heads/main") == "not_sent");
  CHECK(outcome.output("target_sha") == world.target_tip());
}

TEST_CASE("an overwrite behind a proxy that refused it is told, with its backup") {
  UndoWorld world;
  const std::string old_tip = world.target_tip();
  answer_after_push(world, 413, {"+main"}, 1);

  const Outcome outcome = world.force();

  check_ending(outcome, {"forced", 0, {"Forced cogpy/occ main"}});
  CHECK(outcome.output("target_sha_before") == old_tip);
  CHECK(world.backups().at(outcome.output("backup_ref")) == old_tip);
}

TEST_CASE("a backup that was made is told though the overwrite failed") {
  UndoWorld world;
  const std::string old_tip = world.target_tip();
  Fault fault;
  fault.match = a_push(1);
  fault.match.count = 0;
  fault.status = 500;
  fault.after_body = true;
  world.standin.add_fault(fault);

  const Outcome outcome = world.force();

  check_ending(outcome, error_ending(7, {"HTTP 500"}));
  REQUIRE(world.backups().size() == 1);
  const std::string name = world.backups().begin()->first;
  CHECK(outcome.output("backup_ref") == name);
  CHECK(verdict(outcome, name) == "created");
  CHECK(verdict(outcome, "refs/heads/main") == "unconfirmed");
  CHECK_THAT(outcome.report, !ContainsSubstring("The target is unchanged"));
  CHECK(world.target_tip() == old_tip);
}

TEST_CASE("a push that is carried out after its answer is not called none") {
  World world;
  world.grow(2, 2);
  Fault fault;
  fault.match = a_push();
  fault.match.count = 0;
  fault.status = 502;
  fault.after_body = true;
  world.standin.add_fault(fault);

  const Outcome outcome = world.run();
  world.source.push_to(world.target.path().string(), {"main"});  // by now

  check_ending(outcome, error_ending(7, {"HTTP 502", "cannot be known"}));
  CHECK_THAT(outcome.everything(), !ContainsSubstring("unchanged"));
  CHECK(outcome.output("target_sha").empty());
  CHECK(outcome.output("commits_synced").empty());
}

TEST_CASE("our own push behind a lagging listing is not somebody else's") {
  World world;
  world.grow(2, 2);
  const std::string before = world.target_tip();
  answer_after_push(world, 504, {"main"});
  lag(world, before, 5);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"Synced 2 commits"}});
  CHECK_THAT(outcome.everything(), !ContainsSubstring("omebody else"));
  CHECK(outcome.output("commits_synced") == "2");
}

TEST_CASE("a branch that a hook turns into another ref has not moved, and is told so") {
  World world;
  world.grow(2, 2);
  const std::string before = world.target_tip();
  world.target.run({"config", "receive.procReceiveRefs", "refs/heads/main"});
  world.standin.install_hook(target_name, "proc-receive", R"(exec perl -e '
    binmode STDIN; binmode STDOUT; $| = 1;
    sub take { read(STDIN, my $head, 4) == 4 or return; my $size = hex $head;
               return if $size == 0; read(STDIN, my $text, $size - 4); return $text }
    sub give { printf "%04x%s", length($_[0]) + 4, $_[0] }
    1 while defined take(); give("version=1\n"); print "0000";
    my @refs; while (defined(my $line = take())) { push @refs, (split " ", $line)[2] }
    for (@refs) { give("ok $_\n"); give("option refname refs/pull/12/head\n") } print "0000";')");

  const Outcome outcome = world.run();

  check_ending(outcome, {"rejected", 5, {"changed refs/pull/12/head in its place"}});
  CHECK(world.target_tip() == before);
  CHECK(outcome.output("target_sha") == before);
  CHECK(outcome.output("commits_synced") == "0");
  CHECK(verdict(outcome, "refs/heads/main") == "redirected");
}

TEST_CASE("a branch that passed stays told though a hook aborts the tags' transaction") {
  World world;
  world.grow(2, 3);
  world.source.tag("v1", "main");
  world.standin.install_hook(target_name, "reference-transaction",
                             "test \"$1\" = prepared && grep -q refs/tags && exit 1; exit 0");

  const Outcome outcome = world.run();

  CHECK(world.target_tip() == world.source_tip());
  CHECK(outcome.exit_code != 0);
  CHECK(outcome.output("target_sha") == world.source_tip());
  CHECK(outcome.output("commits_synced") == "3");
  CHECK(verdict(outcome, "refs/heads/main") == "fast_forwarded");
  CHECK_THAT(outcome.everything(), !ContainsSubstring("The target is unchanged"));
}

TEST_CASE(
    "a target that hides its branches from those who fetch is listed as it lists for a push") {
  World world;
  world.grow(2, 2);
  world.target.run({"config", "uploadpack.hideRefs", "refs/heads"});
  SECTION("after a push") {
    const Outcome outcome = world.run();
    check_ending(outcome, {"synced", 0, {}});
    CHECK(outcome.output("target_sha") == world.source_tip());
    CHECK(outcome.report_json.get("proof").text() == "confirmed");
    CHECK_THAT(outcome.everything(), !ContainsSubstring("omebody"));
  }
  SECTION("after a first sync") {
    world.inputs["target_branch"] = "fresh";
    const Outcome outcome = world.run();
    check_ending(outcome, {"synced", 0, {"First sync"}});
    CHECK(outcome.report_json.get("proof").text() == "confirmed");
  }
  SECTION("after a refusal") {
    world.standin.refuse_pushes(target_name, {"refs/heads/main", "no tea today", ""});
    const Outcome outcome = run_untouched(world, {"rejected", 5, {"no tea today"}});
    CHECK_THAT(outcome.everything(), !ContainsSubstring("changed each time"));
  }
}
