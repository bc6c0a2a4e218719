#include "adapters/last_words.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

#include "support/catch.h"

using namespace auto_sync;

TEST_CASE("a process that aborts says so, and ends as one that the machine gives too little") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    leave_last_words();
    std::abort();
  }
  ::close(ends[1]);
  std::string said(4096, ' ');
  const ssize_t size = ::read(ends[0], said.data(), said.size());
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(size > 0);
  said.resize(static_cast<std::size_t>(size));
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 2);
  CHECK_THAT(said, StartsWith("auto-sync: ") && ContainsSubstring("memory"));
}
