#include "contract/pull_world.h"

#include <algorithm>

#include "support/catch.h"

namespace auto_sync::testing {

PullWorld::PullWorld() {
  grow(3, 2);
  target.commit("main", {{"own.txt", "theirs\n"}}, "A fix made in the target");
  inputs["on_conflict"] = "pull_request";
}

Outcome PullWorld::propose() {
  const std::string before = target_tip();
  Outcome outcome = run();
  CHECK(target_tip() == before);
  return outcome;
}

void PullWorld::carry_on(const std::string& subject) {
  source.commit("main", {{"more.txt", subject}}, subject);
  build(source_tip());
}

void PullWorld::change_pull(std::size_t index, const std::string& member, const Json& value) {
  standin.change(target_name,
                 [&](Repository& repository) { repository.pulls.at(index)[member] = value; });
}

std::size_t PullWorld::api_requests(const std::string& method) {
  const auto all = standin.requests();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const RequestRecord& request) {
        return request.service == "rest" && request.method == method;
      }));
}

std::size_t PullWorld::pushes() {
  const auto all = standin.requests();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(),
                    [](const RequestRecord& request) { return request.phase == "push"; }));
}

RequestMatch posted(const std::string& path) {
  RequestMatch match;
  match.method = "POST";
  match.path = path;
  return match;
}

}  // namespace auto_sync::testing
