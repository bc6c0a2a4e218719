// Every text by which hosts refuse, spoken by a real server, is explained wherever people look.
#include <set>
#include <sstream>

#include "base/escape.h"
#include "contract/endings.h"
#include "policy/refusals.h"
#include "support/catch.h"

using namespace auto_sync;
using namespace auto_sync::testing;

namespace {

/// What a server says before it lets anybody in, rather than of a push.
bool is_of_access(const KnownRefusal& row) {
  static const std::set<std::string_view> names = {"no_write_access", "repository_not_found",
                                                   "archived", "single_sign_on"};
  return names.contains(row.name);
}

/// The target's server lets nobody in, with the row's text as the answer's body.
void shut_out(World& world, const KnownRefusal& row) {
  Fault fault;
  fault.match.service = "git-receive-pack";
  fault.match.phase = "listing";
  fault.status = row.name == "repository_not_found" ? 404 : 403;
  fault.headers = {{"Content-Type", "text/plain; charset=UTF-8"}};
  fault.body = std::string(row.example) + "\n";
  world.standin.add_fault(fault);
}

/// The target's hook refuses the branch: with a text of several lines on band 2, where `ng` then
/// says next to nothing, with a short one in the `ng`.
void refuse(World& world, const KnownRefusal& row) {
  const std::string text(row.example);
  const bool on_band2 = text.find('\n') != std::string::npos || text.starts_with("error:");
  world.standin.refuse_pushes(target_name, {"refs/heads/main", on_band2 ? text : "",
                                            on_band2 ? "pre-receive hook declined" : text});
}

std::string meaning_of(const KnownRefusal& row) {
  Captures captures = find_refusals(row.example).front().captures;
  captures["role"] = {"target"};
  return fill(row.meaning, captures);
}

/// The annotations of the log, of that level.
std::string annotations(const Outcome& outcome, const std::string& level) {
  std::istringstream lines(outcome.log);
  std::string found;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("::" + level + " ")) found += line + "\n";
  }
  return found;
}

void check_explained(const Outcome& outcome, const KnownRefusal& row) {
  const std::string meaning = meaning_of(row);
  CHECK_THAT(outcome.report, ContainsSubstring("## Why the server refused"));
  CHECK_THAT(outcome.report, ContainsSubstring(escape_markdown_cell(meaning)));
  CHECK_THAT(outcome.summary, ContainsSubstring(escape_markdown_cell(meaning)));
  CHECK_THAT(annotations(outcome, "error"), ContainsSubstring(escape_command_data(meaning)));
  CHECK_THAT(outcome.summary, ContainsSubstring("What to do:"));
  const auto& causes = outcome.report_json.get("explanations").elements();
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].get("name").text() == row.name);
  CHECK(causes[0].get("meaning").text() == meaning);
}

std::vector<std::string> names_of(const Outcome& outcome) {
  std::vector<std::string> names;
  for (const Json& cause : outcome.report_json.get("explanations").elements()) {
    names.push_back(cause.get("name").text());
  }
  return names;
}

}  // namespace

TEST_CASE("every known text leads to its own explanation in report, summary and annotation") {
  World world;
  world.grow(2, 2);
  for (const KnownRefusal& row : known_refusals()) {
    DYNAMIC_SECTION(row.name) {
      if (is_of_access(row)) {
        shut_out(world, row);
        const bool archived = row.name == "archived";
        const Outcome outcome =
            run_untouched(world, {archived ? "rejected" : "error", archived ? 5 : 6, {}});
        check_explained(outcome, row);
      } else {
        refuse(world, row);
        check_explained(run_untouched(world, {"rejected", 5, {}}), row);
      }
    }
  }
}

TEST_CASE("unknown words are quoted whole, and escaped, as the explanation") {
  World world;
  world.grow(2, 2);
  world.standin.refuse_pushes(
      target_name, {"refs/heads/main", "<b>out of tea</b> `x`\n##[error]y", "no milk either"});

  const Outcome outcome = run_untouched(world, {"rejected", 5, {}});

  CHECK(names_of(outcome) == std::vector<std::string>{"unknown"});
  CHECK_THAT(outcome.report_json.get("explanations").elements()[0].get("quote").text(),
             ContainsSubstring("no milk either\n<b>out of tea</b> `x`"));
  for (const std::string* text : {&outcome.report, &outcome.summary}) {
    CHECK_THAT(*text, ContainsSubstring("in words that auto-sync does not know"));
    CHECK_THAT(*text, ContainsSubstring("<b>out of tea</b> `x`"));  // within a code block
  }
  CHECK_THAT(annotations(outcome, "error"), ContainsSubstring("no milk either"));
}

TEST_CASE("different causes of different refs are explained one by one") {
  World world;
  world.grow(2, 2);
  for (const char* tag : {"v1", "v2", "v3"}) world.source.tag(tag, "main~1");
  world.standin.install_hook(
      target_name, "update",
      "case \"$1\" in\n"
      "refs/heads/main) echo 'error: GH006: Protected branch update failed for refs/heads/main.' "
      ">&2; echo 'error: Required status check \"x\" is expected.' >&2; exit 1 ;;\n"
      "refs/tags/v2) echo 'error: GH013: Repository rule violations found for refs/tags/v2.' >&2;"
      " echo '- Cannot create ref due to creations being restricted.' >&2; exit 1 ;;\n"
      "esac");

  const Outcome outcome = world.run();

  check_ending(outcome, {"rejected", 5, {}});
  CHECK(names_of(outcome) == std::vector<std::string>{"protected_branch", "rule_violation"});
  CHECK_THAT(outcome.summary, ContainsSubstring("**`main`**: The branch is protected"));
  CHECK_THAT(outcome.summary, ContainsSubstring("- Required status check"));
  CHECK_THAT(outcome.summary, ContainsSubstring("**`v2`**: A ruleset of the target"));
  CHECK_THAT(outcome.summary, ContainsSubstring("- Cannot create ref due to creations"));
  CHECK(world.target.rev_parse("refs/tags/v1") == world.source.rev_parse("v1"));
}

TEST_CASE("an archived target is rejected before anything is sent") {
  World world;
  world.grow(2, 2);
  world.standin.archive(target_name);

  const Outcome outcome =
      run_untouched(world, {"rejected", 5, {"The target is archived: nobody can push to it."}});

  CHECK(names_of(outcome) == std::vector<std::string>{"archived"});
  CHECK_THAT(outcome.summary, ContainsSubstring("Unarchive it"));
  for (const RequestRecord& request : world.standin.requests()) CHECK(request.phase != "push");
}

TEST_CASE("a dry run says that an archived target would reject the push") {
  World world;
  world.grow(2, 2);
  world.standin.archive(target_name);
  world.inputs["dry_run"] = "true";

  const Outcome outcome = run_untouched(world, {"dry_run", 0, {"The target is archived"}});
  CHECK(outcome.output("planned_status") == "rejected");
}
