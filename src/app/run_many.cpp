#include "app/run_many.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace auto_sync {

void run_many(std::size_t count, std::size_t concurrency,
              const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < std::min(count, std::max<std::size_t>(concurrency, 1)); ++i) {
    workers.emplace_back([&] {
      for (std::size_t mine = next++; mine < count; mine = next++) work(mine);
    });
  }
}

}  // namespace auto_sync
