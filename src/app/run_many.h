#pragma once
#include <cstddef>
#include <functional>

namespace auto_sync {

/// How many pairs are looked at at the same time, unless somebody knows better.
inline constexpr std::size_t default_concurrency = 16;

/// Calls `work(0)` to `work(count - 1)`, each once, at most `concurrency` at a time, on threads of
/// its own; returns when all are done. `work` must not throw: run_sync does not.
void run_many(std::size_t count, std::size_t concurrency,
              const std::function<void(std::size_t)>& work);

}  // namespace auto_sync
