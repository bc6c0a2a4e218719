// No pack is no answer: a question about history that comes to nothing tells no relation.
#include "contract/endings.h"
#include "support/catch.h"
#include "support/standin/pkt_text.h"

using namespace auto_sync::testing;

namespace {

struct EmptyAnswer {
  std::string name;
  std::string body;
  std::string told;  ///< what the error says of it
};

/// `have`: what the server is told that we have.
std::vector<EmptyAnswer> empty_answers(const std::string& have) {
  const std::string acknowledgments = pkt_line("acknowledgments\n");
  return {
      {"nothing", "0000", "it was empty"},
      {"NAK, although we are done", acknowledgments + pkt_line("NAK\n") + "0000",
       "acknowledgments came, and no pack"},
      {"ready, and no pack",
       acknowledgments + pkt_line("ACK " + have + "\n") + pkt_line("ready\n") + "0000",
       "said that it is ready"},
      {"a pack without a byte", pkt_line("packfile\n") + "0000", "sent no byte of it"},
  };
}

Fault answering(const std::string& repository, const std::string& body) {
  Fault fault;
  fault.match.repository = repository;
  fault.match.phase = "fetch";
  fault.match.count = 0;
  fault.transform = [body](const std::string&) { return body; };
  return fault;
}

std::string pack_of(GitRepo& repo, const std::string& revisions) {
  return repo.try_run({"pack-objects", "-q", "--revs", "--stdout", "--filter=tree:0"}, revisions)
      .out;
}

/// Runs one world for each empty answer and each way to treat a conflict. `grow` makes the
/// histories; whatever they are, the run ends with 7 and the target stands as it stood.
template <typename Grow>
void check_untold(Grow grow, const std::vector<std::string>& sides, const std::string& words) {
  std::vector<std::unique_ptr<World>> worlds;
  std::vector<std::string> names;
  std::vector<std::string> told;
  std::vector<Refs> before;
  for (const std::string on_conflict : {"fail", "force"}) {
    for (std::size_t i = 0; i < empty_answers("").size(); ++i) {
      worlds.push_back(std::make_unique<World>());
      World& world = *worlds.back();
      grow(world);
      const EmptyAnswer answer = empty_answers(world.target_tip())[i];
      for (const std::string& side : sides) world.standin.add_fault(answering(side, answer.body));
      world.inputs["on_conflict"] = on_conflict;
      names.push_back(on_conflict + ", " + answer.name);
      told.push_back(answer.told);
      before.push_back(world.target.refs());
    }
  }
  const std::vector<Outcome> outcomes = run_together(worlds);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    INFO(names[i] << "\n" << outcomes[i].log);
    check_ending(outcomes[i], error_ending(7, {words, "gave no answer", told[i], "git fetch"}));
    CHECK(worlds[i]->target.refs() == before[i]);
    for (const RequestRecord& request : worlds[i]->standin.requests()) {
      CHECK(request.phase != "push");
    }
  }
}

void behind_by_two(World& world) {
  world.grow(2, 2);
}

void diverged(World& world) {
  world.grow(2, 2);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "Theirs");
}

}  // namespace

TEST_CASE("a source that answers with nothing makes no conflict of a fast-forward") {
  check_untold(behind_by_two, {source_name}, "source o9nn/occ");
}

TEST_CASE("nor do both sides together") {
  check_untold(behind_by_two, {source_name, target_name}, "git");
}

TEST_CASE("a target that answers with nothing is not called unrelated") {
  check_untold(diverged, {target_name}, "target cogpy/occ");
}

TEST_CASE("a first sync of which the source sends nothing ends with 7") {
  World world;
  world.grow(0, 2);
  const EmptyAnswer answer = empty_answers("")[0];
  world.standin.add_fault(answering(source_name, answer.body));
  run_untouched(world, error_ending(7, {"source o9nn/occ", answer.told}));
}

TEST_CASE("a rollback to a commit of which the target sends nothing ends with 7") {
  World world;
  world.grow(4, 0);
  world.inputs["rollback_to"] = world.source.rev_parse("main~2");
  const EmptyAnswer answer = empty_answers("")[0];
  world.standin.add_fault(answering(target_name, answer.body));
  run_untouched(world, error_ending(7, {"target cogpy/occ", answer.told}));
}

TEST_CASE("an answer that holds other commits than were asked for is none") {
  World world;
  world.grow(3, 2);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "Theirs");
  world.inputs["on_conflict"] = "force";
  // Whatever history is asked for, the pack of another commit alone comes back.
  const std::string pack = pack_of(world.source, "main~3\n^main~4\n");
  world.standin.add_fault(
      answering(source_name, pkt_line("packfile\n") + pkt_line("\x01" + pack) + "0000"));

  run_untouched(world, error_ending(7, {"source o9nn/occ answered without",
                                        world.source_tip().substr(0, 40)}));
}

TEST_CASE("a valid word of ignorance is an answer: the histories are then read from both sides") {
  World world;
  world.grow(2, 2);
  Fault first = answering(source_name, pkt_line("acknowledgments\n") + pkt_line("NAK\n") + "0000");
  first.match.line = "filter";
  first.match.count = 1;
  world.standin.add_fault(first);

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("an empty pack in place of trees is not a list of no files") {
  World world;
  world.grow(2, 2);
  world.inputs["list_files"] = "true";
  const std::string empty = pack_of(world.source, "main\n^main\n");
  Fault trees = answering(source_name, pkt_line("packfile\n") + pkt_line("\x01" + empty) + "0000");
  trees.match.line = "deepen 1";
  world.standin.add_fault(trees);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"source o9nn/occ answered without"}});
  CHECK(outcome.report_json.get("files").is_null());
}

TEST_CASE("an empty pack in place of new trees does not say that no workflow file changes") {
  World world;
  world.grow(3, 0);
  world.standin.change_token(target_token, [](TokenSpec& token) { token.scopes = "repo"; });
  world.source.commit("main", {{".github/workflows/ci.yml", "on: push\n"}}, "Change the workflow");
  world.build(world.source_tip());
  const std::string empty = pack_of(world.source, "main\n^main\n");
  Fault trees = answering(source_name, pkt_line("packfile\n") + pkt_line("\x01" + empty) + "0000");
  trees.match.line = "filter blob:none";
  world.standin.add_fault(trees);

  const Outcome outcome = world.run();

  std::string verdict;
  for (const Json& finding : outcome.report_json.get("preflight").elements()) {
    if (finding.get("check").text() == "workflow_files") verdict = finding.get("verdict").text();
  }
  CHECK(verdict == "unknown");
}
