#include "policy/refusals.h"

#include <set>

#include "policy/explain_refusals.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

std::vector<std::string> names_found(std::string_view words) {
  std::vector<std::string> names;
  for (const FoundRefusal& found : find_refusals(words)) names.emplace_back(found.row->name);
  return names;
}

std::string meaning_of(std::string_view words) {
  auto found = find_refusals(words);
  REQUIRE(found.size() == 1);
  found.front().captures.merge(side_names(Settings()));
  return fill(found.front().row->meaning, found.front().captures);
}

std::string remedy_of(std::string_view words) {
  auto found = find_refusals(words);
  REQUIRE(found.size() == 1);
  found.front().captures.merge(side_names(Settings()));
  return fill(found.front().row->remedy, found.front().captures);
}

}  // namespace

TEST_CASE("each row's example is recognised as that row, and as no other") {
  for (const KnownRefusal& row : known_refusals()) {
    INFO(row.name);
    CHECK(names_found(row.example) == std::vector<std::string>{std::string(row.name)});
  }
}

TEST_CASE("each row has a name of its own, a meaning, a remedy and a page") {
  std::set<std::string_view> names;
  for (const KnownRefusal& row : known_refusals()) {
    INFO(row.name);
    CHECK(names.insert(row.name).second);
    CHECK_FALSE(row.signs.empty());
    CHECK_FALSE(row.meaning.empty());
    CHECK_FALSE(row.remedy.empty());
    CHECK(row.link.starts_with("https://"));
  }
}

TEST_CASE("words are recognised in any case, among other words, and behind remote:") {
  CHECK(names_found("remote: ERROR: gh006: protected branch UPDATE failed for refs/heads/x.") ==
        std::vector<std::string>{"protected_branch"});
  CHECK(names_found("Processing...\nshallow update not allowed (try again)\nBye") ==
        std::vector<std::string>{"shallow_update"});
}

TEST_CASE("a warning is no refusal, and does not hide the refusal beside it") {
  CHECK(find_refusals("warning: GH001: Large files detected. big.bin is 60.00 MB").empty());
  CHECK(find_refusals("remote: warning: GH001: Large files detected.").empty());
  CHECK(names_found("warning: GH001: Large files detected.\nerror: GH008: Your push referenced at "
                    "least 1 unknown Git LFS object:") ==
        std::vector<std::string>{"missing_lfs_objects"});
}

TEST_CASE("file and size, workflow, and address to unblock go into the sentences") {
  CHECK_THAT(meaning_of("error: GH001: Large files detected.\nerror: File a b.bin is 120.00 MB; "
                        "this exceeds GitHub's file size limit of 100.00 MB"),
             ContainsSubstring("does not take: a b.bin is 120.00 MB."));
  CHECK_THAT(meaning_of("refusing to allow an OAuth App to create or update workflow "
                        "`.github/workflows/x.yml` without `workflow` scope"),
             ContainsSubstring("change a workflow file, .github/workflows/x.yml, and"));
  CHECK_THAT(remedy_of("error: GH013: ...\n- GITHUB PUSH PROTECTION\n see "
                       "https://docs.github.com/x\n  https://github.com/a/b/security/"
                       "secret-scanning/unblock-secret/2abc"),
             EndsWith("allow it: https://github.com/a/b/security/secret-scanning/unblock-secret/"
                      "2abc."));
}

TEST_CASE("a sentence reads well without what it would have held") {
  CHECK_THAT(meaning_of("error: GH001: Large files detected."), EndsWith("does not take."));
  CHECK_THAT(remedy_of("GITHUB PUSH PROTECTION"), EndsWith("allow it."));
}

TEST_CASE("the rules that were broken are listed, in the old form and the new one") {
  const auto old_form = find_refusals(
      "error: GH006: Protected branch update failed for refs/heads/main.\n"
      "error: Required status check \"build\" is expected.");
  REQUIRE(old_form.size() == 1);
  CHECK(old_form.front().reasons ==
        std::vector<std::string>{"Required status check \"build\" is expected."});
  const auto new_form = find_refusals(
      "error: GH013: Repository rule violations found for refs/heads/main.        \n"
      "Review all repository rules at https://github.com/a/b/rules?ref=refs%2Fheads%2Fmain\n\n"
      "- Changes must be made through a pull request.        \n\n"
      "- Cannot update this protected ref.\n");
  REQUIRE(new_form.size() == 1);
  CHECK(new_form.front().reasons ==
        std::vector<std::string>{"Changes must be made through a pull request.",
                                 "Cannot update this protected ref."});
  CHECK(new_form.front().captures.at("ref") == std::vector<std::string>{"refs/heads/main"});
}

TEST_CASE("two refs with rules of their own are told apart") {
  const auto found = find_refusals(
      "error: GH006: Protected branch update failed for refs/heads/main.\n"
      "error: Cannot force-push to a protected branch\n"
      "error: GH013: Repository rule violations found for refs/tags/v1.\n"
      "- Cannot create ref due to creations being restricted.\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].row->name == "protected_branch");
  CHECK(found[0].reasons == std::vector<std::string>{"Cannot force-push to a protected branch"});
  CHECK(found[1].row->name == "rule_violation");
  CHECK(found[1].captures.at("ref") == std::vector<std::string>{"refs/tags/v1"});
  CHECK(found[1].reasons.size() == 1);
}

TEST_CASE("what is captured is printable, cut, and never read as a part of the sentence") {
  const std::string meaning =
      meaning_of("error: GH001: x\nerror: File {role}[{x}]\x1b[2J\xff" + std::string(5'000, 'a') +
                 "; this exceeds GitHub's file size limit");
  CHECK_THAT(meaning, ContainsSubstring("{role}[{x}]\\x1b[2J\xEF\xBF\xBD"));
  CHECK(meaning.size() < 600);
}

TEST_CASE("hostile and very long words are read in one pass, and found but so often") {
  const std::string starts = [] {
    std::string text = "GH001: ";
    while (text.size() < 2'000'000) text += "File ";
    return text;
  }();
  CHECK(names_found(starts) == std::vector<std::string>{"large_file"});
  std::string many;
  while (many.size() < 1'000'000) many += "GH006: failed\n";
  CHECK(find_refusals(many).size() <= 200);
  std::string pairs = "GH001:";
  while (pairs.size() < 1'000'000) pairs += "File ; this exceeds";
  CHECK(find_refusals(pairs).size() == 1);
  CHECK(find_refusals(std::string(1'000'000, '\n')).empty());
  CHECK(find_refusals(std::string("\0\xff{}[]", 6)).empty());
}

TEST_CASE("of many values a sentence shows five and counts the others") {
  Captures found;
  capture("path: {path}", "path: a\npath: b\npath: c\npath: d\npath: e\npath: f\npath: a", found);
  CHECK(fill("at {path}", found) == "at a, b, c, d, e and 1 more");
}
