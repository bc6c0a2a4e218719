#include <csignal>
#include <set>

#include "domain/plan.h"
#include "domain/status.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

const Oid some_id = *Oid::parse("1111111111111111111111111111111111111111");

PlannedRef planned(const std::string& name, RefAction action) {
  PlannedRef ref;
  ref.name = name;
  ref.action = action;
  if (action != RefAction::skip && action != RefAction::conflict) ref.new_id = some_id;
  return ref;
}

}  // namespace

TEST_CASE("every status has its own word") {
  std::set<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(Status::error); ++i) {
    words.insert(to_string(static_cast<Status>(i)));
  }
  CHECK(words.size() == static_cast<std::size_t>(Status::error) + 1);
  CHECK(to_string(Status::in_sync) == "in_sync");
  CHECK(to_string(Status::pull_request) == "pull_request");
  CHECK(to_string(Status::error) == "error");
}

TEST_CASE("the exit code tells what the run came to") {
  for (const Status good : {Status::synced, Status::in_sync, Status::forced, Status::merged,
                            Status::pull_request, Status::rolled_back, Status::dry_run}) {
    CHECK(exit_code(good, false) == 0);
    CHECK(exit_code(good, true) == 0);
  }
  CHECK(exit_code(Status::blocked, false) == 0);
  CHECK(exit_code(Status::blocked, true) == 3);
  CHECK(exit_code(Status::conflict, false) == 4);
  CHECK(exit_code(Status::rejected, false) == 5);
  CHECK(exit_code(Status::error, false) == 1);
}

TEST_CASE("the exit code tells what kind of error ended the run") {
  CHECK(exit_code(ErrorKind::internal, 0) == 1);
  CHECK(exit_code(ErrorKind::usage, 0) == 2);
  CHECK(exit_code(ErrorKind::access, 0) == 6);
  CHECK(exit_code(ErrorKind::remote, 0) == 7);
  CHECK(exit_code(ErrorKind::interrupted, SIGINT) == 130);
  CHECK(exit_code(ErrorKind::interrupted, SIGTERM) == 143);
}

TEST_CASE("a plan sends what is created, moved or overwritten, the branch first") {
  Plan plan;
  plan.branch = planned("refs/heads/main", RefAction::fast_forward);
  plan.tags = {planned("refs/tags/same", RefAction::skip),
               planned("refs/tags/new", RefAction::create),
               planned("refs/tags/differs", RefAction::conflict),
               planned("refs/tags/moved", RefAction::force)};
  const std::vector<PlannedRef> sent = plan.updates();
  REQUIRE(sent.size() == 3);
  CHECK(sent[0].name == "refs/heads/main");
  CHECK(sent[1].name == "refs/tags/new");
  CHECK(sent[2].name == "refs/tags/moved");
}

TEST_CASE("a plan in conflict sends nothing") {
  Plan plan;
  plan.branch = planned("refs/heads/main", RefAction::conflict);
  plan.branch.new_id = some_id;  // known, but not sent
  CHECK(plan.updates().empty());
}
