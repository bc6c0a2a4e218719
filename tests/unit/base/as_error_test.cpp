#include "base/as_error.h"

#include <new>
#include <stdexcept>
#include <system_error>

#include "support/catch.h"

namespace auto_sync {

TEST_CASE("a thread that cannot start is told as the machine's limit, with what to do") {
  const Error error = as_error(
      std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again), "thread"));
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring("no more threads"));
  CHECK_THAT(error.hint(), ContainsSubstring("ulimit -u"));
}

TEST_CASE("memory that has run out is told as the machine's limit, with what to do") {
  const Error error = as_error(std::bad_alloc());
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.hint(), ContainsSubstring("--memory"));
}

TEST_CASE("any other exception is our own bug, and an error of ours stays what it is") {
  CHECK(as_error(std::logic_error("odd")).kind() == ErrorKind::internal);
  CHECK_THAT(as_error(std::logic_error("odd")).what(), ContainsSubstring("odd"));
  CHECK(as_error(std::system_error(std::make_error_code(std::errc::io_error))).kind() ==
        ErrorKind::internal);
  const Error error = as_error(Error(ErrorKind::access, "no", "Ask.", true).about(Side::target));
  CHECK(error.kind() == ErrorKind::access);
  CHECK(error.side() == Side::target);
  CHECK(error.transient());
}

}  // namespace auto_sync
