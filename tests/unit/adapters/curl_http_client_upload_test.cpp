#include <condition_variable>
#include <mutex>

#include "adapters/curl_http_client.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/byte_ends.h"
#include "support/fakes/raw_server.h"

// Bodies that are read while they are sent, and servers that do not wait for their end.

namespace auto_sync {
namespace {

using namespace std::chrono_literals;
using test::FillSource;
using test::RawConnection;
using test::RawServer;
using test::TextSource;

constexpr std::size_t large = 50'000'000;

HttpRequest push_to(const RawServer& server, ByteSource& source) {
  HttpRequest request;
  request.method = "POST";
  request.url = server.url("/o/r.git/git-receive-pack");
  request.body_source = &source;
  request.http1_only = true;
  request.stall_timeout = 20s;
  return request;
}

/// Pseudo-random, so that a lost or doubled piece is noticed.
std::string varied_text(std::size_t size) {
  std::string text(size, '\0');
  std::uint32_t state = 1;
  for (char& byte : text) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<char>(state >> 24);
  }
  return text;
}

/// The body of a chunked request.
std::string read_chunks(RawConnection& connection) {
  std::string body;
  for (;;) {
    const std::size_t size = std::stoul(connection.read_until("\r\n"), nullptr, 16);
    body += connection.read_bytes(size);
    connection.read_until("\r\n");
    if (size == 0) return body;
  }
}

/// Gives its first bytes at once, and the rest only when released.
class GatedSource : public ByteSource {
 public:
  std::size_t read(std::span<char> into) override {
    std::unique_lock lock(mutex_);
    if (!first_) opened_.wait(lock, [&] { return open_; });
    first_ = false;
    ++reads;
    const std::size_t count = std::min<std::size_t>(into.size(), 1000);
    std::fill_n(into.begin(), count, 'g');
    return count;
  }
  void open() {
    const std::scoped_lock lock(mutex_);
    open_ = true;
    opened_.notify_all();
  }
  int reads = 0;

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool first_ = true;
  bool open_ = false;
};

}  // namespace

TEST_CASE("a source of known length is sent with Content-Length") {
  const std::string text = varied_text(3'000'000);
  std::string head;
  std::string body;
  RawServer server([&](RawConnection& connection) {
    head = connection.read_head();
    body = connection.read_bytes(text.size());
    connection.answer("200 OK", "done");
  });
  const Interrupt interrupt;
  TextSource source(text, true, 70'001);
  CHECK(CurlHttpClient(interrupt).send(push_to(server, source)).body == "done");
  CHECK_THAT(head, ContainsSubstring("Content-Length: 3000000\r\n"));
  CHECK(head.find("Transfer-Encoding") == std::string::npos);
  CHECK(head.find("Expect") == std::string::npos);
  CHECK(body == text);
}

TEST_CASE("a source of unknown length is sent in chunks") {
  const std::string text = varied_text(3'000'000);
  std::string head;
  std::string body;
  std::size_t seen = 0;
  RawServer server([&](RawConnection& connection) {
    head = connection.read_head();
    body = read_chunks(connection);
    seen = connection.bytes_received();
    connection.answer("200 OK", "done");
  });
  const Interrupt interrupt;
  TextSource source(text, false, 70'001);
  const HttpResponse response = CurlHttpClient(interrupt).send(push_to(server, source));
  CHECK(response.body == "done");
  CHECK_THAT(head, ContainsSubstring("Transfer-Encoding: chunked\r\n"));
  CHECK(head.find("Content-Length") == std::string::npos);
  CHECK(head.find("Expect") == std::string::npos);
  CHECK(body == text);
  CHECK(response.bytes_sent == seen);
}

TEST_CASE("a refusal that comes while the body is sent is the answer") {
  RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.answer("403 Forbidden", "Write access to repository not granted.");
    connection.wait_for_close();
  });
  const Interrupt interrupt;
  FillSource source(large);
  const HttpResponse response = CurlHttpClient(interrupt).send(push_to(server, source));
  CHECK(response.status == 403);
  CHECK(response.body == "Write access to repository not granted.");
  CHECK(source.given() < large);
}

TEST_CASE("a refusal is the answer although the server closes without waiting for the body") {
  for (const bool tells_length : {true, false}) {
    RawServer server([](RawConnection& connection) {
      connection.read_head();
      connection.answer("411 Length Required", "no chunks here");
      connection.end();             // as servers do: first their own half,
      connection.wait_for_close();  // so that what still arrives does not reset the answer away
    });
    const Interrupt interrupt;
    FillSource source(large, tells_length);
    const HttpResponse response = CurlHttpClient(interrupt).send(push_to(server, source));
    CHECK(response.status == 411);
    CHECK(source.given() < large);
  }
}

TEST_CASE("a refusal that came while our own source was silent is the answer") {
  GatedSource source;
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    connection.read_bytes(1000);
    connection.answer("408 Request Timeout", "too slow", "Connection: close\r\n");
    connection.close_with_reset();
    source.open();  // what it gives now is for a server that has stopped listening
  });
  const Interrupt interrupt;
  const HttpResponse response = CurlHttpClient(interrupt).send(push_to(server, source));
  CHECK(response.status == 408);
  CHECK(source.reads <= 3);
}

TEST_CASE("the time spent waiting for our own source is not a stall of the server") {
  class SlowSource : public TextSource {
   public:
    SlowSource() : TextSource("abc", false, 1) {}
    std::size_t read(std::span<char> into) override {
      std::this_thread::sleep_for(150ms);  // longer than the stall timeout below
      return TextSource::read(into);
    }
  };
  std::string body;
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    body = read_chunks(connection);
    connection.answer("200 OK", "done");
  });
  const Interrupt interrupt;
  SlowSource source;
  HttpRequest request = push_to(server, source);
  request.stall_timeout = 100ms;
  CHECK(CurlHttpClient(interrupt).send(request).body == "done");
  CHECK(body == "abc");
}

TEST_CASE("what the source throws comes through unchanged, and no end is faked") {
  bool complete = false;
  {
    RawServer server([&](RawConnection& connection) {
      const std::string all = connection.read_until("0\r\n\r\n");
      complete = !all.empty();
    });
    const Interrupt interrupt;
    TextSource source(std::string(100'000, 'x'), false, 10'000);
    source.fail_at = 50'000;
    source.fail_with = std::make_exception_ptr(std::out_of_range("mine"));
    CurlHttpClient client(interrupt);
    CHECK_THROWS_AS(client.send(push_to(server, source)), std::out_of_range);
  }
  CHECK_FALSE(complete);
}

TEST_CASE("a source that ends before its length is an error of ours, not a hang") {
  class ShortSource : public TextSource {
   public:
    ShortSource() : TextSource("short", true) {}
    std::optional<std::uint64_t> length() const override { return 10; }
  };
  RawServer server([](RawConnection& connection) { connection.wait_for_close(); });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  ShortSource source;
  try {
    client.send(push_to(server, source));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::internal);
  }
}

TEST_CASE("a connection cut in the middle of an upload is a transient error") {
  RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.read_bytes(100'000);
    connection.close_with_reset();
  });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  FillSource source(large);
  try {
    client.send(push_to(server, source));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::remote);
    CHECK(error.transient());
  }
}

TEST_CASE("a body that can start again is sent again when a kept connection turns out to be dead") {
  const std::string text = varied_text(100'000);
  std::atomic<bool> first{true};
  std::string body;
  RawServer server([&](RawConnection& connection) {
    if (!first.exchange(false)) {
      connection.read_head();
      body = connection.read_bytes(text.size());
      connection.answer("200 OK", "done");
      return;
    }
    connection.read_head();
    connection.answer("200 OK", "kept");
    connection.read_head();
    connection.read_bytes(1000);
    connection.close_with_reset();
  });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  TextSource source(text, true, 10'000);
  HttpRequest listing = push_to(server, source);
  listing.method = "GET";
  listing.body_source = nullptr;
  REQUIRE(client.send(listing).body == "kept");

  SECTION("from its front") {
    source.can_start_again = true;
    CHECK(client.send(push_to(server, source)).body == "done");
    CHECK(body == text);
  }
  SECTION("and is a transient error where it cannot") {
    try {
      client.send(push_to(server, source));
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.transient());
    }
    CHECK(body.empty());
  }
}

}  // namespace auto_sync
