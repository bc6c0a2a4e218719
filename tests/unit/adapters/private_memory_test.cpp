#include "adapters/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/catch.h"

using namespace auto_sync;

namespace {

/// Asks a question in a process of its own that keeps its memory private; its answer, 0 to 255.
template <typename Question>
int answer_of_private_process(Question question) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    keep_memory_private();
    ::_exit(question());
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("a process that keeps its memory private dumps no core, and may not again") {
  CHECK(answer_of_private_process([] {
          rlimit limit = {1, 1};
          ::getrlimit(RLIMIT_CORE, &limit);
          return limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 1;
        }) == 0);
}

TEST_CASE("a process that keeps its memory private lets no debugger attach") {
  const int dumpable = answer_of_private_process([] { return ::prctl(PR_GET_DUMPABLE); });
#ifdef AUTO_SYNC_SANITIZED
  WARN("not so under AddressSanitizer, whose search for leaks attaches");
  CHECK(dumpable == 1);
#else
  CHECK(dumpable == 0);
#endif
}
