// What docs/answers.md says of answers that are no answers: filters banned one by one, listings cut
// off, commits that are listed and lacking, and how a server calls a request.
#include <filesystem>

#include "contract/wire/requests.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Denies that it has what it is asked for, in these words.
Fault denial(const std::string& repository, const std::string& words) {
  Fault denies;
  denies.match = at(repository, "fetch");
  denies.match.count = 0;
  denies.err_packet = words;
  return denies;
}

}  // namespace

TEST_CASE("filters that are allowed in part are used in part") {
  World world;
  world.grow(2, 2);
  world.inputs["dry_run"] = GENERATE("true", "false");
  SECTION("not the filter of trees") {
    world.source.run({"config", "uploadpackfilter.tree.allow", "false"});
    world.target.run({"config", "uploadpackfilter.tree.allow", "false"});
  }
  SECTION("only the filter of blobs") {
    world.source.run({"config", "uploadpackfilter.allow", "false"});
    world.source.run({"config", "uploadpackfilter.blob:none.allow", "true"});
  }
  SECTION("none") {
    world.source.run({"config", "uploadpackfilter.allow", "false"});
  }

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 0);
  CHECK(outcome.status() == (world.inputs["dry_run"] == "true" ? "dry_run" : "synced"));
  CHECK_THAT(outcome.log, ContainsSubstring("does not offer the filter"));
}

TEST_CASE("a listing that is cut off once, correctly framed, costs one more question") {
  const auto [repository, phase] =
      GENERATE(std::pair(source_name, "listing"), std::pair(source_name, "ls-refs"),
               std::pair(target_name, "listing"));
  CAPTURE(repository, phase);
  World world;
  world.grow(1, 1);
  Fault cut;
  cut.match = at(repository, phase);
  cut.truncate_body = 60;
  world.standin.add_fault(cut);
  if (repository == source_name && std::string(phase) == "listing") {  // not asked for otherwise
    world.standin.add_fault(answer(at(source_name, "ls-refs"), 400));
  }

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a server that lists a commit and lacks it is at fault, and is named") {
  World world;
  SECTION("the source, of its own branch") {
    world.grow(2, 2);
    world.standin.add_fault(denial(source_name, "upload-pack: not our ref " + world.source_tip()));
    run_untouched(world, error_ending(7, {"The source o9nn/occ lists " + world.source_tip() +
                                          " and, asked for it, says that it does not have it."}));
  }
  SECTION("the source, which does not name it") {
    world.grow(2, 2);
    world.standin.add_fault(denial(source_name, "want " + world.source_tip() + " not valid"));
    run_untouched(world, error_ending(7, {"The source o9nn/occ lists " + world.source_tip()}));
  }
  SECTION("the target, of its own branch") {
    world.grow(2, 2);
    const std::string lost =
        world.target.commit("main", {{"own.txt", "o\n"}}, "On the target only");
    world.standin.add_fault(denial(target_name, "upload-pack: not our ref " + lost));
    run_untouched(world, error_ending(7, {"The target cogpy/occ lists " + lost}));
  }
  SECTION("only when the objects are asked for") {
    world.grow(2, 2);
    Fault denies = denial(source_name, "upload-pack: not our ref " + world.source_tip());
    denies.match.no_line = "filter";
    world.standin.add_fault(denies);
    run_untouched(world, error_ending(7, {"The source o9nn/occ lists " + world.source_tip()}));
  }
}

TEST_CASE("a target whose branch points at an object that is gone is told as damaged") {
  World world;
  world.grow(2, 2);
  const std::string lost = world.target.commit("main", {{"own.txt", "o\n"}}, "To be lost");
  std::filesystem::remove(world.target.path() / "objects" / lost.substr(0, 2) / lost.substr(2));

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 7);
  CHECK(outcome.status() == "error");
  CHECK_THAT(outcome.log, ContainsSubstring("target"));
  CHECK_THAT(outcome.log, !ContainsSubstring("no longer in the source"));
}

TEST_CASE("an error of a server is told with its name for the request") {
  World world;
  world.grow(1, 1);
  const Headers names = {{"X-GitHub-Request-Id", "C0FF:EE"}};
  SECTION("of a listing") {
    world.standin.add_fault(answer(at(target_name, "listing"), 403, names));
    const Outcome outcome = world.run();
    CHECK(outcome.exit_code == 6);
    CHECK_THAT(outcome.report, ContainsSubstring("C0FF:EE"));
  }
  SECTION("of the API") {
    RequestMatch match;
    match.service = "rest";
    match.count = 0;
    world.standin.add_fault(answer(match, 500, names));
    const Outcome outcome = world.run();
    CHECK(outcome.exit_code == 7);
    CHECK_THAT(outcome.report, ContainsSubstring("C0FF:EE"));
    CHECK(outcome.report_json.get("failure").get("request_id").text() ==
          "X-GitHub-Request-Id: C0FF:EE");
  }
}
