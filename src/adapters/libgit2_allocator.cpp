#include "adapters/libgit2_allocator.h"

#include <git2.h>
#include <git2/sys/alloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace auto_sync {
namespace {

/// libgit2 appends a byte or two to an object.
constexpr std::size_t allocation_margin = 64;

std::size_t largest_allocation = SIZE_MAX;
thread_local std::size_t refused_allocation = 0;

bool may_allocate(std::size_t size) {
  if (size <= largest_allocation) return true;
  refused_allocation = size;
  return false;
}

/// What malloc(3) makes of nothing is the system's choice.
std::size_t at_least_one(std::size_t size) {
  return std::max<std::size_t>(size, 1);
}

std::size_t product(std::size_t count, std::size_t size) {
  return size != 0 && count > SIZE_MAX / size ? SIZE_MAX : count * size;
}

extern "C" {
void* bounded_malloc(std::size_t size, const char* /*file*/, int /*line*/) {
  return may_allocate(size) ? std::malloc(at_least_one(size)) : nullptr;
}
void* bounded_realloc(void* old, std::size_t size, const char* /*file*/, int /*line*/) {
  return may_allocate(size) ? std::realloc(old, at_least_one(size)) : nullptr;
}
void* bounded_calloc(std::size_t count, std::size_t size, const char* /*file*/, int /*line*/) {
  return may_allocate(product(count, size)) ? std::calloc(count, size) : nullptr;
}
void* bounded_malloc_array(std::size_t count, std::size_t size, const char* file, int line) {
  return bounded_malloc(product(count, size), file, line);
}
void* bounded_realloc_array(void* old, std::size_t count, std::size_t size, const char* file,
                            int line) {
  return bounded_realloc(old, product(count, size), file, line);
}
char* bounded_copy(const char* text, std::size_t size, const char* file, int line) {
  auto* const copy = static_cast<char*>(bounded_malloc(size + 1, file, line));
  if (copy == nullptr) return nullptr;
  std::memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}
char* bounded_copy_text(const char* text, const char* file, int line) {
  return bounded_copy(text, std::strlen(text), file, line);
}
char* bounded_copy_front(const char* text, std::size_t size, const char* file, int line) {
  return bounded_copy(text, strnlen(text, size), file, line);
}
void bounded_free(void* memory) {
  std::free(memory);
}
}

/// libgit2 derives the others from malloc, realloc and free since 1.7; before, all are to be given.
template <typename Allocator>
void fill(Allocator& allocator) {
  allocator.gmalloc = bounded_malloc;
  allocator.grealloc = bounded_realloc;
  allocator.gfree = bounded_free;
  if constexpr (requires { allocator.gcalloc; }) {
    allocator.gcalloc = bounded_calloc;
    allocator.gmallocarray = bounded_malloc_array;
    allocator.greallocarray = bounded_realloc_array;
    allocator.gstrdup = bounded_copy_text;
    allocator.gstrndup = bounded_copy_front;
    allocator.gsubstrdup = bounded_copy;
  }
}

}  // namespace

void bound_libgit2_allocations(std::size_t object_size) {
  largest_allocation = object_size + allocation_margin;
  static git_allocator allocator{};
  fill(allocator);
  git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &allocator);
}

std::size_t take_refused_allocation() {
  return std::exchange(refused_allocation, 0);
}

}  // namespace auto_sync
