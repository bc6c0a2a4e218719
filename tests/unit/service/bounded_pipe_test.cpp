#include "service/bounded_pipe.h"

#include <future>
#include <random>
#include <string>
#include <thread>

#include "base/error.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

std::string read_all(BoundedPipe& pipe, std::size_t piece) {
  std::string all;
  std::string buffer(piece, '\0');
  while (const std::size_t count = pipe.read(buffer)) all.append(buffer, 0, count);
  return all;
}

}  // namespace

TEST_CASE("all bytes come out in order, whatever the sizes of pieces and pipe") {
  std::minstd_rand random(7);
  std::string text(200'000, '\0');
  for (char& c : text) c = static_cast<char>(random());
  for (const std::size_t capacity : {1U, 7U, 4096U}) {
    BoundedPipe pipe(capacity, {});
    const std::jthread writer([&] {
      std::minstd_rand sizes(3);
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t count = std::min<std::size_t>(1 + sizes() % 5000, text.size() - at);
        pipe.write(std::string_view(text).substr(at, count));
        at += count;
      }
      pipe.close();
    });
    CHECK(read_all(pipe, 1000) == text);
  }
}

TEST_CASE("a writer's failure reaches the reader instead of an end") {
  BoundedPipe pipe(100, {});
  pipe.write("some");
  pipe.fail(std::make_exception_ptr(Error(ErrorKind::remote, "the source was cut")));
  char buffer[10];
  CHECK_THROWS_WITH(pipe.read(buffer), "the source was cut");
}

TEST_CASE("a writer is released when its reader has gone") {
  BoundedPipe pipe(4, {});
  auto writer = std::async(std::launch::async, [&] { pipe.write("more than fits"); });
  pipe.abandon();
  CHECK_THROWS_AS(writer.get(), Error);
}

TEST_CASE("an interruption wakes a waiting reader and a waiting writer") {
  std::stop_source stop;
  BoundedPipe empty(4, stop.get_token());
  BoundedPipe full(4, stop.get_token());
  auto reader = std::async(std::launch::async, [&] {
    char buffer[4];
    return empty.read(buffer);
  });
  auto writer = std::async(std::launch::async, [&] { full.write("more than fits"); });
  stop.request_stop();
  CHECK_THROWS_AS(reader.get(), Error);
  CHECK_THROWS_AS(writer.get(), Error);
}
