// Repositories that are themselves shallow: git-clone(1), `--depth`.
#include <fstream>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Makes a repository shallow: the parents of `commit` are cut off, and what only they led to goes.
void cut_behind(GitRepo& repository, const std::string& commit) {
  std::ofstream(repository.path() / "shallow") << repository.rev_parse(commit) << "\n";
  repository.run({"repack", "-a", "-d", "-q"});
  repository.run({"prune", "--expire=now"});
}

Ending shallow(const std::string& who) {
  return error_ending(7, {"The " + who + " is itself a shallow repository", "--unshallow"});
}

}  // namespace

TEST_CASE("a source whose history is cut before it meets the target's is told to be shallow") {
  World world;
  world.grow(3, 4);
  cut_behind(world.source, "main~1");
  run_untouched(world, shallow("source o9nn/occ"));
}

TEST_CASE("a source that is shallow, and has diverged, is no conflict of unknown size") {
  World world;
  world.grow(3, 4);
  world.target.commit("main", {{"own.txt", "own\n"}}, "Own");
  cut_behind(world.source, "main~1");
  run_untouched(world, shallow("source o9nn/occ"));
}

TEST_CASE("a target whose history is cut before it meets the source's is told to be shallow") {
  World world;
  world.grow(3, 2);
  for (int i = 0; i < 3; ++i) {
    world.target.commit("main", {{"own.txt", std::to_string(i)}}, "Own " + std::to_string(i));
  }
  cut_behind(world.target, "main~1");
  run_untouched(world, shallow("target cogpy/occ"));
}

TEST_CASE("a shallow target that the source is ahead of is brought up to date") {
  World world;
  world.grow(3, 2);
  cut_behind(world.target, "main~1");
  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
}
