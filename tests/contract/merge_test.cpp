// `on_conflict: merge`: what both sides did, in one commit, without a clone.
#include "contract/endings.h"
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// A source and a target with a commit each that the other lacks; no file is touched by both.
void diverge(World& world) {
  world.grow(7, 0);
  world.source.commit("main", {{"file1.txt", "the source's\n"}, {"src/new.cpp", "int x;\n"}},
                      "Source's own");
  world.build(world.source_tip());
  world.target.commit("main", {{"file2.txt", "the target's\n"}, {"docs/own.md", "# own\n"}},
                      "Target's own");
  world.inputs["on_conflict"] = "merge";
}

RequestMatch before_push() {
  RequestMatch match;
  match.service = "git-receive-pack";
  match.phase = "push";
  return match;
}

/// The tree that git itself merges the two to, in a repository that has both.
std::string git_merge_tree(World& world, const std::string& ours, const std::string& theirs) {
  return world.target.run({"merge-tree", "--write-tree", ours, theirs});
}

std::string trailer(World& world, const std::string& name) {
  return world.target.run(
      {"log", "-1", "--format=%(trailers:key=" + name + ",valueonly,separator=)", "main"});
}

}  // namespace

TEST_CASE("a clean merge becomes a merge commit, the same that git would make") {
  World world;
  diverge(world);
  const std::string ours = world.target_tip();
  const std::string theirs = world.source_tip();

  const Outcome outcome = world.run();

  check_ending(outcome, {"merged", 0, {"Merged 1 commit of o9nn/occ main into cogpy/occ main"}});
  const std::string merge = world.target_tip();
  CHECK(outcome.output("target_sha") == merge);
  CHECK(outcome.output("commits_synced") == "2");
  CHECK(world.target.run({"log", "-1", "--format=%P", "main"}) == ours + " " + theirs);
  CHECK(world.target.rev_parse("main^{tree}") == git_merge_tree(world, ours, theirs));
  CHECK(world.target.run({"log", "-1", "--format=%an <%ae>|%cn", "main"}) ==
        "auto-sync <auto-sync@users.noreply.github.com>|auto-sync");
  CHECK(world.target.run({"log", "-1", "--format=%s", "main"}) ==
        "Merge o9nn/occ main into cogpy/occ main");
  CHECK(trailer(world, "Auto-Sync-Source") == "o9nn/occ@main");
  CHECK(trailer(world, "Auto-Sync-Commit") == theirs);
  CHECK_THAT(trailer(world, "Auto-Sync-Build"), ContainsSubstring("/actions/runs/"));
  CHECK_THAT(trailer(world, "Auto-Sync-Run"), ContainsSubstring("/actions/runs/77001"));
  CHECK(outcome.report_json.get("proof").text() == "confirmed");
  CHECK(outcome.report_json.get("refs").elements().front().get("verdict").text() == "merged");
  require_sound(world);
}

TEST_CASE("a merge keeps both sides' changes of one file, and goes by the committer given") {
  World world;
  world.grow(1, 0);
  std::string lines;
  for (int line = 0; line < 30; ++line) lines += "line " + std::to_string(line) + "\n";
  world.source.commit("main", {{"long.txt", lines}}, "Base");
  world.source.push_to(world.target.path().string(), {"main"});
  world.source.commit("main", {{"long.txt", "first\n" + lines}}, "At the start");
  world.build(world.source_tip());
  world.target.commit("main", {{"long.txt", lines + "last\n"}}, "At the end");
  world.inputs["on_conflict"] = "merge";
  world.inputs["committer"] = "Ada Lovelace <ada@example.org>";

  CHECK(world.run().status() == "merged");
  CHECK(world.target.run({"show", "main:long.txt"}) == "first\n" + lines + "last");
  CHECK(world.target.run({"log", "-1", "--format=%cn %ce", "main"}) ==
        "Ada Lovelace ada@example.org");
  require_sound(world);
}

TEST_CASE("what does not merge cleanly stays a conflict, and the target untouched") {
  World world;
  diverge(world);
  world.target.commit("main", {{"file1.txt", "the target's, too\n"}}, "Same file");

  const Outcome outcome = run_untouched(world, {"conflict", 4, {"Conflict detected"}});

  CHECK_THAT(outcome.report, ContainsSubstring("Same file"));
}

TEST_CASE("merge_strategy settles what both sides changed") {
  World world;
  diverge(world);
  world.target.commit("main", {{"file1.txt", "the target's, too\n"}}, "Same file");
  world.inputs["merge_strategy"] = "file1.txt=theirs";

  CHECK(world.run().status() == "merged");
  CHECK(world.target.run({"show", "main:file1.txt"}) == "the source's");
}

TEST_CASE("unrelated histories are a conflict, whatever on_conflict says") {
  World world;
  world.grow(0, 2);
  world.target.commit("main", {{"other.txt", "other\n"}}, "Unrelated");
  world.inputs["on_conflict"] = "merge";

  run_untouched(world, {"conflict", 4, {"no commit in common"}});
}

TEST_CASE("after a merge there is nothing to do until the source moves, then it is merged again") {
  World world;
  diverge(world);
  REQUIRE(world.run().status() == "merged");
  const std::string first = world.target_tip();

  run_untouched(world, {"in_sync", 0, {"nothing to do"}});

  world.source.commit("main", {{"src/new.cpp", "int x = 1;\n"}}, "Next");
  world.build(world.source_tip());
  CHECK(world.run().status() == "merged");
  CHECK(world.target.run({"log", "-1", "--format=%P", "main"}) == first + " " + world.source_tip());
  CHECK(world.target.run({"show", "main:src/new.cpp"}) == "int x = 1;");
  require_sound(world);
}

TEST_CASE("a lost lease during a merge overwrites nothing, and the merge is made anew") {
  World world;
  diverge(world);
  std::string newer;
  world.standin.on_request(before_push(), [&] {
    newer = world.target.commit("main", {{"late.txt", "late\n"}}, "Came in between");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "merged");
  CHECK(outcome.report_json.get("attempts").integer() == 2);
  CHECK(world.target.run({"log", "-1", "--format=%P", "main"}) == newer + " " + world.source_tip());
  CHECK(world.target.run({"show", "main:late.txt"}) == "late");
  require_sound(world);
}

TEST_CASE("a target that moves each time is never merged over") {
  World world;
  diverge(world);
  RequestMatch match = before_push();
  match.count = 0;
  int pushed = 0;
  world.standin.on_request(match, [&] {
    world.target.commit("main", {{"late.txt", std::to_string(++pushed)}}, "Again");
  });

  CHECK(world.run().status() == "rejected");
  CHECK(pushed == 3);
  CHECK(world.target.run({"show", "main:late.txt"}) == "3");
}

TEST_CASE("a server that takes no thin packs, or checks every object, takes a merge too") {
  World world;
  diverge(world);
  world.target.run({"config", "receive.fsckObjects", "true"});
  world.target.run({"config", "transfer.unpackLimit", "1"});  // index-pack --strict
  Quirks quirks;
  quirks.add_capabilities = {"no-thin"};
  world.standin.set_quirks(target_name, quirks);

  CHECK(world.run().status() == "merged");
  require_sound(world);
}

TEST_CASE("a criss-cross is merged on a server that checks every object") {
  World world;
  world.grow(1, 0);
  const std::string base = world.source_tip();
  const Files one{{"one.txt", "1\n"}};
  const Files two{{"two.txt", "2\n"}};
  const Files both{{"one.txt", "1\n"}, {"two.txt", "2\n"}};
  world.source.commit("one", one, "One", {}, base);
  world.source.commit("two", two, "Two", {}, base);
  const auto cross = [&](const std::string& first, const std::string& second) {
    world.source.branch("main", first);
    world.source.merge("main", second, "Cross");
    world.source.commit("main", both, "Both");
  };
  cross("two", "one");
  world.source.push_to(world.target.path().string(), {"+main"});
  world.target.commit("main", {{"theirs.txt", "theirs\n"}}, "Theirs");
  cross("one", "two");
  world.build(world.source.commit("main", {{"ours.txt", "ours\n"}}, "Ours"));
  world.inputs["on_conflict"] = "merge";
  world.target.run({"config", "receive.fsckObjects", "true"});
  world.target.run({"config", "transfer.unpackLimit", "1"});  // index-pack --strict
  const std::string ours = world.target_tip();

  CHECK(world.run().status() == "merged");
  CHECK(world.target.run({"rev-parse", "main^{tree}"}) ==
        git_merge_tree(world, ours, world.source_tip()));
  require_sound(world);
}

TEST_CASE("a merge whose commits the target has already carries our objects alone") {
  World world;
  diverge(world);
  world.source.push_to(world.target.path().string(), {"main:refs/heads/elsewhere"});

  CHECK(world.run().status() == "merged");
  require_sound(world);
}

TEST_CASE("a merge can be sent with its length") {
  World world;
  diverge(world);
  Fault fault;
  fault.match = before_push();
  fault.match.count = 0;
  fault.match.chunked_only = true;
  fault.status = 411;
  world.standin.add_fault(fault);
  world.source.bulk_commits("main", 10, 256U << 10);
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "merged");
  CHECK_THAT(outcome.log, ContainsSubstring("HTTP 411"));
  require_sound(world);
}

TEST_CASE("a dry run says that it would merge, and does not") {
  World world;
  diverge(world);
  world.inputs["dry_run"] = "true";

  const Outcome outcome = run_untouched(world, {"dry_run", 0, {"would be merged"}});

  CHECK(outcome.output("planned_status") == "merged");
}
