// What follows from the trees of the carried commit.
#include "policy/judge_trees.h"

#include "policy/plan_sync.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

Plan plan_with(RefAction action) {
  Plan plan;
  plan.branch.name = "refs/heads/main";
  plan.branch.action = action;
  if (action != RefAction::skip && action != RefAction::conflict) {
    plan.branch.new_id = Oid::parse(std::string(40, 'a'));
  }
  return plan;
}

}  // namespace

TEST_CASE("files are listed by default only where somebody has to decide") {
  Settings settings;
  CHECK_FALSE(wants_file_list(settings, plan_with(RefAction::fast_forward)));
  CHECK_FALSE(wants_file_list(settings, plan_with(RefAction::create)));
  CHECK(wants_file_list(settings, plan_with(RefAction::conflict)));
  settings.dry_run = true;
  CHECK(wants_file_list(settings, plan_with(RefAction::fast_forward)));
  CHECK(wants_file_list(settings, plan_with(RefAction::force)));
  CHECK_FALSE(wants_file_list(settings, plan_with(RefAction::skip)));
  CHECK_FALSE(wants_file_list(settings, plan_blocked(Because::gate_closed)));
}

TEST_CASE("list_files: true lists whenever the branch moves, false never") {
  Settings settings;
  settings.list_files = ListFiles::always;
  CHECK(wants_file_list(settings, plan_with(RefAction::fast_forward)));
  CHECK(wants_file_list(settings, plan_with(RefAction::conflict)));
  CHECK_FALSE(wants_file_list(settings, plan_with(RefAction::skip)));
  settings.list_files = ListFiles::never;
  settings.dry_run = true;
  CHECK_FALSE(wants_file_list(settings, plan_with(RefAction::fast_forward)));
  CHECK_FALSE(wants_file_list(settings, plan_with(RefAction::conflict)));
}

TEST_CASE("missing paths are named, at most ten of them") {
  const Oid commit = *Oid::parse(std::string(40, 'b'));
  CHECK(missing_paths_sentence({{"a", true}, {"b", true}}, commit).empty());
  CHECK(missing_paths_sentence({{"a", true}, {"b\n::error::c", false}}, commit) ==
        "Commit bbbbbbb lacks a required path: b\\n::error::c.");
  CHECK(missing_paths_sentence({{"a", false}, {"b", false}}, commit) ==
        "Commit bbbbbbb lacks required paths: a, b.");
  const std::vector<RequiredPath> twelve(12, {"x", false});
  CHECK(missing_paths_sentence(twelve, commit).ends_with(", x, and 2 more."));
}

TEST_CASE("missing paths stop only what would be sent, and only when they are told to") {
  Settings settings;
  CHECK_FALSE(missing_paths_stop(settings, plan_with(RefAction::fast_forward)));
  settings.on_missing_path = OnMissingPath::stop;
  CHECK(missing_paths_stop(settings, plan_with(RefAction::fast_forward)));
  CHECK(missing_paths_stop(settings, plan_with(RefAction::create)));
  CHECK_FALSE(missing_paths_stop(settings, plan_with(RefAction::skip)));
  CHECK_FALSE(missing_paths_stop(settings, plan_with(RefAction::conflict)));
  for (const OnConflict way : {OnConflict::merge, OnConflict::pull_request}) {
    settings.on_conflict = way;
    CHECK(missing_paths_stop(settings, plan_with(RefAction::conflict)));
  }
}
