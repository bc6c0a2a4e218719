// Histories whose commits state times that are not true, or that take unusual ways.
#include <fmt/format.h>

#include <algorithm>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

constexpr std::uint64_t early = 1'000'000'000;
constexpr std::uint64_t late = 1'900'000'000;

/// A stream for git fast-import.
class Drawing {
 public:
  /// A commit on a branch that goes on from it, with other parents if there are any.
  void commit(const std::string& branch, std::uint64_t time,
              const std::vector<std::string>& merged = {}) {
    const std::string subject = fmt::format("{} {}", branch, ++count_);
    stream_ +=
        fmt::format("commit refs/heads/{}\ncommitter A <a@example.org> {} +0000\ndata {}\n{}\n",
                    branch, time, subject.size(), subject);
    for (const std::string& other : merged) stream_ += "merge refs/heads/" + other + "\n";
    stream_ += fmt::format("M 644 inline {}.txt\ndata {}\n{}\n", branch, subject.size(), subject);
  }
  void branch(const std::string& name, const std::string& from) {
    stream_ += fmt::format("reset refs/heads/{}\nfrom refs/heads/{}\n\n", name, from);
  }
  void draw(GitRepo& repo) { repo.run({"fast-import", "--quiet"}, stream_); }

 private:
  std::string stream_;
  unsigned count_ = 0;
};

/// Source and target went apart at `base`, and had `old` in common already: a root that the history
/// before the base merged long ago, and that the source has merged once more. It states the latest
/// time of all, the base and what is before it the earliest.
void grow_apart(World& world, std::size_t between) {
  Drawing drawing;
  drawing.commit("old", late);
  drawing.commit("base", early);
  drawing.commit("base", early, {"old"});
  for (std::size_t i = 0; i < between; ++i) drawing.commit("base", early);
  drawing.branch("main", "base");
  drawing.commit("main", early + 1, {"old"});
  drawing.branch("theirs", "base");
  drawing.commit("theirs", early + 1);
  drawing.draw(world.source);
  world.source.push_to(world.target.path().string(), {"theirs:refs/heads/main"});
  world.source.run({"update-ref", "-d", "refs/heads/theirs"});
  world.build(world.source_tip());
}

/// How often a side was asked what it has beyond the common commits.
std::size_t questions_for_counts(World& world) {
  const auto requests = world.standin.requests();
  return static_cast<std::size_t>(
      std::count_if(requests.begin(), requests.end(), [](const RequestRecord& request) {
        return request.has_line("filter tree:0") && request.has_line("have ") &&
               request.has_line("done");
      }));
}

}  // namespace

TEST_CASE("counts are git's own whatever times the commits state") {
  World world;
  grow_apart(world, 200);

  const Outcome outcome = run_untouched(world, {"conflict", 4, {}});

  const std::string range = world.source_tip() + "..." + world.target_tip();
  world.source.run({"fetch", "-q", world.target.path().string(), "main"});
  CHECK(outcome.output("ahead") + "\t" + outcome.output("behind") ==
        world.source.run({"rev-list", "--left-right", "--count", range}));
  CHECK(outcome.report_json.get("history").get("merge_bases").elements().at(0).text() ==
        world.source.rev_parse("base"));
  CHECK(questions_for_counts(world) == 2);
}

TEST_CASE("a history that is read to its end needs no further question") {
  World world;
  grow_apart(world, 10);

  const Outcome outcome = run_untouched(world, {"conflict", 4, {}});

  CHECK(outcome.output("ahead") == "1");
  CHECK(outcome.output("behind") == "1");
  CHECK(questions_for_counts(world) == 0);
}

TEST_CASE("branches that live for a while and are merged need no further question") {
  World world;
  Drawing drawing;
  drawing.commit("main", early);
  for (int i = 0; i < 60; ++i) {
    drawing.branch("side", "main");
    drawing.commit("side", early);
    drawing.commit("main", early);
    if (i == 50) drawing.branch("theirs", "main");  // while a branch is open
    drawing.commit("side", early);
    drawing.commit("main", early, {"side"});
  }
  drawing.commit("theirs", early);
  drawing.draw(world.source);
  world.source.push_to(world.target.path().string(), {"theirs:refs/heads/main"});
  for (const std::string branch : {"theirs", "side"}) {
    world.source.run({"update-ref", "-d", "refs/heads/" + branch});
  }
  world.build(world.source_tip());

  const Outcome outcome = run_untouched(world, {"conflict", 4, {}});

  CHECK(outcome.output("ahead") == "39");
  CHECK(outcome.output("behind") == "1");
  CHECK(questions_for_counts(world) == 0);
}

TEST_CASE("of two common commits the one behind the other is no merge base") {
  World world;
  Drawing drawing;
  drawing.commit("old", late);
  drawing.commit("base", early);
  drawing.commit("base", early, {"old"});
  for (std::size_t i = 0; i < 100; ++i) drawing.commit("base", early);
  drawing.branch("main", "base");
  drawing.commit("main", early + 1, {"old"});
  drawing.branch("theirs", "base");
  drawing.commit("theirs", early + 1, {"old"});
  drawing.draw(world.source);
  world.source.push_to(world.target.path().string(), {"theirs:refs/heads/main"});
  world.source.run({"update-ref", "-d", "refs/heads/theirs"});
  world.build(world.source_tip());

  const Outcome outcome = run_untouched(world, {"conflict", 4, {}});

  const Json& bases = outcome.report_json.get("history").get("merge_bases");
  REQUIRE(bases.elements().size() == 1);
  CHECK(bases.elements().at(0).text() == world.source.rev_parse("base"));
  CHECK(outcome.output("ahead") == "1");
  CHECK(outcome.output("behind") == "1");
}
