#include "contract/wire/requests.h"

#include "support/catch.h"

namespace auto_sync::testing {

RequestMatch at(const std::string& repository, const std::string& phase) {
  RequestMatch match;
  match.repository = repository;
  match.phase = phase;
  return match;
}

Fault answer(const RequestMatch& match, int status, const Headers& headers) {
  Fault fault;
  fault.match = match;
  fault.status = status;
  fault.headers = headers;
  fault.body = "busy\n";
  return fault;
}

Fault on_push(int status, unsigned count) {
  Fault fault;
  fault.match.phase = "push";
  fault.match.count = count;
  fault.status = status;
  return fault;
}

std::vector<RequestRecord> requests_of(World& world, const std::string& phase,
                                       const std::string& repository) {
  std::vector<RequestRecord> found;
  for (const RequestRecord& request : world.standin.requests()) {
    if (request.phase == phase && request.repository == repository) found.push_back(request);
  }
  return found;
}

std::vector<RequestRecord> pushes(World& world) {
  return requests_of(world, "push", target_name);
}

void grow_large(World& world) {
  world.grow(2, 0);
  world.source.bulk_commits("main", 10, 128U << 10);
  world.build(world.source_tip());
}

void check_synced(World& world, const std::vector<std::string>& words) {
  check_ending(world.run(), {"synced", 0, words});
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
}

}  // namespace auto_sync::testing
