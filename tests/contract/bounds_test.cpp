// Small inputs that unfold to much: what a run takes stays within bounds, and it ends in a
// sentence. tests/bench/bounds.sh runs these on the binary that ships.
#include <fstream>

#include "contract/endings.h"
#include "contract/pack_maker.h"
#include "support/catch.h"
#include "support/standin/pkt_text.h"

using namespace auto_sync::testing;

namespace {

constexpr std::uint64_t memory_at_most_kib = 96U << 10;

/// Runs within the bounds of memory. However busy the machine is, a run that takes five minutes is
/// ended, and fails.
Outcome run_bounded(World& world) {
  const TempDir measured;
  const std::filesystem::path file = measured / "taken";
  world.before_program = {STOPWATCH, file.string()};
  const Outcome outcome = world.run();
  std::uint64_t wall = 0;
  std::uint64_t processor = 0;
  std::uint64_t peak_kib = 0;
  std::ifstream(file) >> wall >> processor >> peak_kib;
  if (program_is_sanitized()) {
    WARN("memory is not looked at: the binary is built with sanitizers");
  } else {
    WARN("peak: " << peak_kib << " KiB");
    CHECK(peak_kib > 0);
    CHECK(peak_kib <= memory_at_most_kib);
  }
  CHECK(outcome.exit_code < 128);
  CHECK(outcome.log.find("Internal error") == std::string::npos);
  return outcome;
}

std::string write_object(GitRepo& repo, const std::string& type, const std::string& content) {
  return repo.run({"hash-object", "-t", type, "-w", "--literally", "--stdin"}, content);
}

std::string commit_of(const std::string& tree, const std::string& parent,
                      const std::string& message) {
  const std::string who = " A <a@example.org> 1700000000 +0000\n";
  return "tree " + tree + "\nparent " + parent + "\nauthor" + who + "committer" + who + "\n" +
         message;
}

std::string raw_id(const std::string& hex) {
  std::string raw;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    raw += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
  }
  return raw;
}

/// Puts a commit on the source's branch whose tree is so many levels of ten equal directories with
/// names of so many bytes.
void grow_tree_bomb(World& world, int levels, std::size_t name_size) {
  GitRepo& repo = world.source;
  const std::string file = repo.rev_parse("main:file0.txt");
  std::string tree = write_object(repo, "tree", std::string("100644 f\0", 9) + raw_id(file));
  for (int level = 0; level < levels; ++level) {
    std::string ten;
    for (char name = 'a'; name < 'k'; ++name) {
      ten += "40000 " + std::string(name_size, name) + std::string(1, '\0') + raw_id(tree);
    }
    tree = write_object(repo, "tree", ten);
  }
  const std::string tip = world.source_tip();
  repo.branch("main", write_object(repo, "commit", commit_of(tree, tip, "Much\n")));
  world.build(world.source_tip());
}

RequestMatch at(const std::string& repository, const std::string& phase) {
  RequestMatch match;
  match.repository = repository;
  match.phase = phase;
  match.count = 0;
  return match;
}

}  // namespace

TEST_CASE("a report on the push without end is read no further than 16 MiB", "[bounds]") {
  World world;
  world.grow(1, 1);
  std::string lines;
  for (int i = 0; i < 2'000; ++i) {
    lines += pkt_line("ng refs/heads/" + std::string(60'000, 'x') + " no\n");
  }
  Fault fault;
  fault.match = at(target_name, "push");
  SECTION("that says of our ref that it is refused") {
    fault.transform = [&](const std::string&) {
      return pkt_line("\1" + pkt_line("unpack ok\n")) + pkt_line("\2hello\n") + lines;
    };
  }
  SECTION("that says nothing, over and over, on band 2") {
    fault.transform = [&](const std::string&) {
      std::string words;
      for (int i = 0; i < 2'000; ++i) words += pkt_line("\2" + std::string(60'000, 'w'));
      return words;
    };
  }
  world.standin.add_fault(fault);
  const Outcome outcome = run_bounded(world);
  // The stand-in has carried the push out: the look at the target tells.
  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("refs that were not sent are not kept from a report", "[bounds]") {
  World world;
  world.grow(1, 1);
  Fault fault;
  fault.match = at(target_name, "push");
  fault.transform = [](const std::string&) {
    std::string report = pkt_line("unpack ok\n");
    for (int i = 0; i < 100'000; ++i) report += pkt_line("ok refs/heads/" + std::to_string(i));
    report += pkt_line("ok refs/heads/main\n") + "0000";
    std::string answer;
    for (std::size_t at = 0; at < report.size(); at += 60'000) {
      answer += pkt_line("\1" + report.substr(at, 60'000));
    }
    return answer + "0000";
  };
  world.standin.add_fault(fault);
  CHECK(run_bounded(world).status() == "synced");
}

TEST_CASE("a tree of a million paths is listed and searched", "[bounds]") {
  World world;
  world.grow(7, 0);
  grow_tree_bomb(world, 6, 4'000);
  world.inputs["dry_run"] = "true";
  SECTION("in a dry run") {
    const Outcome outcome = run_bounded(world);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.report_json.get("files").get("added").integer() == 1'000'000);
  }
  SECTION("for a path that may be anywhere") {
    world.inputs["require_paths"] = "**/nowhere\n**/f";
    const Outcome outcome = run_bounded(world);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.log, ContainsSubstring("nowhere"));
  }
}

TEST_CASE("a merge with a tree of a million paths is not analysed to its end", "[bounds]") {
  for (const std::size_t name_size : {std::size_t{1}, std::size_t{4'000}}) {
    World world;
    world.grow(7, 0);
    // A directory that the one side moved makes the other side's new files matter.
    world.source.commit("main", {{"old/a", "1\n2\n3\n"}, {"old/b", "4\n5\n6\n"}}, "Old");
    world.source.push_to(world.target.path().string(), {"main"});
    world.target.run({"update-ref", "refs/heads/main", "main"});
    world.target.commit("main", {{"old/a", "1\n2\nthree\n"}}, "The target's own");
    grow_tree_bomb(world, 6, name_size);
    const Outcome outcome = run_bounded(world);
    CHECK(outcome.status() == "conflict");
    CHECK_THAT(outcome.log, ContainsSubstring("too large"));
  }
}

TEST_CASE("commits with subjects of 90 MB are named as too large", "[bounds]") {
  World world;
  world.grow(1, 0);
  const bool whole = GENERATE(true, false);
  if (whole) world.source.run({"config", "pack.window", "0"});
  const std::string tree = world.source.rev_parse("main^{tree}");
  for (char number = '1'; number <= '4'; ++number) {
    world.source.branch("main", write_object(world.source, "commit",
                                             commit_of(tree, world.source_tip(),
                                                       number + std::string(90'000'000, 'a'))));
  }
  world.build(world.source_tip());
  const Outcome outcome = run_bounded(world);
  check_ending(outcome, error_ending(7, {"too large to be looked at: 90"}));
  if (whole) CHECK_THAT(outcome.log, ContainsSubstring("commit "));
}

TEST_CASE("long names and subjects are shortened", "[bounds]") {
  World world;
  world.grow(1, 0);
  const std::string tree = world.source.rev_parse("main^{tree}");
  for (char number = '1'; number <= '4'; ++number) {
    world.source.branch("main", write_object(world.source, "commit",
                                             commit_of(tree, world.source_tip(),
                                                       number + std::string(15'000'000, 'a'))));
  }
  world.build(world.source_tip());
  CHECK(run_bounded(world).status() == "synced");
}

TEST_CASE("a blob of 2 GB in an answer about history is refused by its header", "[bounds]") {
  World world;
  world.grow(1, 1);
  PackMaker pack;
  pack.add(1, world.source.try_run({"cat-file", "commit", "main"}).out);
  pack.add_zeros(2'048ULL << 20);
  Fault fault;
  fault.match = at(source_name, "fetch");
  fault.match.line = "filter";
  fault.transform = [bomb = pack.finish()](const std::string& answer) {
    return with_pack(answer, bomb);
  };
  world.standin.add_fault(fault);
  check_ending(run_bounded(world), error_ending(7, {"too large to be looked at: 2.1 GB"}));
}

TEST_CASE("a file whose sides differ between all lines is not merged for hours", "[bounds]") {
  World world;
  std::string base;
  std::string ours;
  std::string theirs;
  for (int i = 0; i < 20'000; ++i) {
    const std::string line = std::to_string(i) + "\n";
    base += line;
    ours += line + "o" + line;
    theirs += "t" + line + line;
  }
  world.source.commit("main", {{"big.txt", base}}, "Base");
  world.source.push_to(world.target.path().string(), {"main"});
  world.source.commit("main", {{"big.txt", theirs}}, "Theirs");
  world.target.commit("main", {{"big.txt", ours}}, "Ours");
  world.build(world.source_tip());
  const Outcome outcome = run_bounded(world);
  CHECK(outcome.status() == "conflict");
  CHECK_THAT(outcome.log, ContainsSubstring("big.txt: too large"));
}

TEST_CASE("a pattern of nothing but stars is searched for", "[bounds]") {
  World world;
  world.grow(1, 0);
  Files deep;
  for (int file = 0; file < 20; ++file) {
    std::string path;
    for (int level = 0; level < 30; ++level) path += "d" + std::to_string(file) + "/";
    deep[path + "file"] = "x";
  }
  world.source.commit("main", deep, "Deep");
  world.build(world.source_tip());
  std::string pattern;
  for (int i = 0; i < 24; ++i) pattern += "**/";
  world.inputs["require_paths"] = pattern + "no\n" + pattern + "file";
  const Outcome outcome = run_bounded(world);
  CHECK(outcome.status() == "synced");
  CHECK_THAT(outcome.log, ContainsSubstring("/no"));
}

TEST_CASE("pages in place of answers are read for their words", "[bounds]") {
  World world;
  world.grow(1, 1);
  Fault fault;
  fault.match.count = 0;
  fault.body = std::string(64'000'000, 'e');
  fault.status = 403;
  fault.headers = {{"Content-Type", "text/plain"}};
  SECTION("of the API") {
    fault.match.service = "rest";
  }
  SECTION("of the source") {
    fault.match.repository = source_name;
  }
  SECTION("of the target") {
    fault.match.repository = target_name;
  }
  SECTION("with a status that promises more") {
    fault.match.repository = target_name;
    fault.status = 200;
  }
  world.standin.add_fault(fault);
  const Outcome outcome = run_bounded(world);
  CHECK(outcome.status() == "error");
}
