#include "app/run_many.h"

#include <atomic>
#include <mutex>
#include <set>

#include "support/catch.h"

using namespace auto_sync;

TEST_CASE("every piece of work is done once, never more than allowed at a time") {
  std::mutex mutex;
  std::multiset<std::size_t> done;
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  run_many(500, 4, [&](std::size_t i) {
    const int now = ++running;
    int seen = most;
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
    {
      const std::lock_guard lock(mutex);
      done.insert(i);
    }
    --running;
  });
  CHECK(done.size() == 500);
  CHECK(std::set<std::size_t>(done.begin(), done.end()).size() == 500);
  CHECK(most <= 4);
}

TEST_CASE("no work is no thread") {
  run_many(0, 4, [](std::size_t) { FAIL("called"); });
}
