// What other processes of the machine can see of a run: arguments, children, limits, requests.
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

std::string content_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool names_a_token(const std::string& text) {
  return text.find("standinSOURCE") != std::string::npos ||
         text.find("standinTARGET") != std::string::npos;
}

/// Starts a run and looks at its directory in /proc while the push is under way.
template <typename Look>
void look_at_process(World& world, Look look) {
  Fault fault;
  fault.match.phase = "push";
  std::promise<void> reached;
  std::promise<void> seen;
  fault.before = [&] {
    reached.set_value();
    seen.get_future().wait();
  };
  world.standin.add_fault(fault);
  const std::unique_ptr<BackgroundProcess> process = world.start();
  reached.get_future().wait();
  look(std::filesystem::path("/proc") / std::to_string(process->pid()));
  seen.set_value();
  CHECK(world.finish(*process).status() == "synced");
}

}  // namespace

TEST_CASE("a run dumps no core") {
  World world;
  world.grow(1, 1);
  look_at_process(world, [](const std::filesystem::path& proc) {
    const std::string limits = content_of_file(proc / "limits");
    const std::size_t line = limits.find("Max core file size");
    REQUIRE(line != std::string::npos);
    std::istringstream words(limits.substr(line + std::string("Max core file size").size()));
    std::string soft;
    std::string hard;
    words >> soft >> hard;
    CHECK(soft == "0");
    CHECK(hard == "0");
  });
}

TEST_CASE("a run has no token among its arguments, and no children that could inherit one") {
  World world;
  world.grow(1, 1);
  look_at_process(world, [](const std::filesystem::path& proc) {
    const std::string arguments = content_of_file(proc / "cmdline");
    CHECK_FALSE(arguments.empty());
    CHECK_FALSE(names_a_token(arguments));
    for (const auto& task : std::filesystem::directory_iterator(proc / "task")) {
      REQUIRE(std::filesystem::exists(task.path() / "children"));
      CHECK(content_of_file(task.path() / "children").empty());
    }
  });
}

TEST_CASE("a token travels in no URL, and in no header but Authorization") {
  World world;
  world.grow(2, 1);
  world.target.commit("main", {{"own.txt", "x"}}, "Their own");
  world.inputs["on_conflict"] = "pull_request";
  CHECK(world.run().status() == "pull_request");

  const std::vector<RequestRecord> requests = world.standin.requests();
  CHECK(requests.size() > 5);
  for (const RequestRecord& request : requests) {
    CHECK_FALSE(names_a_token(request.path + "?" + request.query));
    CHECK_FALSE(names_a_token(request.body));
    for (const auto& [name, value] : request.headers) CHECK_FALSE(names_a_token(value));
  }
}
