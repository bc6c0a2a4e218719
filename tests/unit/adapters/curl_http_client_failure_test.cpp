#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <future>
#include <optional>
#include <thread>

#include "adapters/curl_http_client.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/byte_ends.h"
#include "support/fakes/raw_server.h"

// Servers that break off, stall, talk nonsense or send us elsewhere; and our own interruption.

namespace auto_sync {
namespace {

using namespace std::chrono_literals;
using test::RawConnection;
using test::RawServer;
using test::RecordingSink;

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.stall_timeout = 20s;
  return request;
}

/// Says `words` to every request and closes.
RawServer::Script say(const std::string& words) {
  return [words](RawConnection& connection) {
    connection.read_head();
    connection.send(words);
  };
}

/// The Error that a request ends with.
Error error_of(const HttpRequest& request, ResponseSink* sink = nullptr,
               const CertificatePlaces& named = {}) {
  const Interrupt interrupt;
  CurlHttpClient client(interrupt, named);
  try {
    client.send(request, sink);
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return {ErrorKind::internal, ""};
}

/// Lets this process open nothing more while it lives.
class NoMoreFiles {
 public:
  NoMoreFiles() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int free = dup(STDERR_FILENO);
    close(free);
    const rlimit none{static_cast<rlim_t>(free), before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoMoreFiles() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoMoreFiles(const NoMoreFiles&) = delete;
  NoMoreFiles& operator=(const NoMoreFiles&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a process that may open no more files is told so, and not that the server is away") {
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  std::optional<Error> error;
  try {
    const NoMoreFiles limit;
    client.send(get("http://127.0.0.1:1/"), nullptr);
  } catch (const Error& thrown) {
    error = thrown;
  }
  REQUIRE(error);
  CHECK(error->kind() == ErrorKind::usage);
  CHECK_THAT(error->what(), ContainsSubstring("may open no more files"));
  CHECK_THAT(error->hint(), ContainsSubstring("ulimit -n"));
  CHECK_THROWS_WITH(client.send(get("http://127.0.0.1:1/"), nullptr),
                    ContainsSubstring("cannot connect"));
}

TEST_CASE("a connection cut anywhere before the answer's end is a transient error") {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789";
  for (const std::size_t length : {std::size_t{0}, std::size_t{5}, std::size_t{20},
                                   answer.size() - 12, answer.size() - 10, answer.size() - 1}) {
    RawServer server(say(answer.substr(0, length)));
    INFO(length);
    const Error error = error_of(get(server.url("/o/r?token=hidden")));
    CHECK(error.kind() == ErrorKind::remote);
    CHECK(error.transient());
    CHECK_THAT(error.what(), StartsWith("GET " + server.url("/o/r") + ": "));
    CHECK(std::string(error.what()).find("hidden") == std::string::npos);
    CHECK_FALSE(error.hint().empty());
  }
}

TEST_CASE("a chunked answer without its last chunk is a transient error") {
  RawServer server(say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
  RecordingSink sink;
  const Error error = error_of(get(server.url("/")), &sink);
  CHECK(error.transient());
  CHECK(sink.bytes == "hello");
}

TEST_CASE("an answer that is no HTTP is an error that a retry does not mend") {
  for (const std::string words : {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 banana\r\n\r\n"}) {
    RawServer server(say(words));
    const Error error = error_of(get(server.url("/")));
    CHECK(error.kind() == ErrorKind::remote);
    CHECK_FALSE(error.transient());
  }
}

TEST_CASE("endless headers are an error") {
  RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.send("HTTP/1.1 200 OK\r\n");
    for (int n = 0; n < 100'000; ++n) connection.send("X-More: and more and more\r\n");
    connection.wait_for_close();
  });
  CHECK(error_of(get(server.url("/"))).kind() == ErrorKind::remote);
}

TEST_CASE("nobody listening and unknown hosts are transient errors that name the host") {
  const Error refused = error_of(get("http://127.0.0.1:1/x"));
  CHECK(refused.transient());
  CHECK_THAT(refused.what(), StartsWith("GET http://127.0.0.1:1/x: cannot connect"));
  const Error unknown = error_of(get("http://no-such-host.invalid/x"));
  CHECK(unknown.transient());
  CHECK_THAT(unknown.what(), ContainsSubstring("no-such-host.invalid"));
}

TEST_CASE("a port that speaks no TLS and a missing certificate file say so") {
  RawServer server([](RawConnection& connection) { connection.send("220 welcome\r\n"); });
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  CHECK_THAT(error_of(get(url)).what(), ContainsSubstring("TLS handshake"));
  const Error missing = error_of(get(url), nullptr, {"/nonexistent/ca.pem", ""});
  CHECK_FALSE(missing.transient());
  CHECK_THAT(missing.hint(), ContainsSubstring("SSL_CERT_FILE"));
}

TEST_CASE("a server that stops answering is given up after the stall timeout") {
  const auto stall_after = [](const std::string& words) -> RawServer::Script {
    return [words](RawConnection& connection) {
      connection.read_head();
      connection.send(words);
      connection.wait_for_close();
    };
  };
  for (const std::string words :
       {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234"}) {
    RawServer server(stall_after(words));
    HttpRequest request = get(server.url("/"));
    request.stall_timeout = 100ms;
    const Error error = error_of(request);
    CHECK(error.transient());
    CHECK_THAT(error.what(), ContainsSubstring("nothing moved for 0.1"));
  }
}

TEST_CASE("a server that does not read the body is given up after the stall timeout") {
  std::promise<void> given_up;
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    given_up.get_future().wait();
  });
  test::FillSource source(50'000'000);
  HttpRequest request = get(server.url("/"));
  request.method = "POST";
  request.body_source = &source;
  request.stall_timeout = 200ms;
  const Error error = error_of(request);
  given_up.set_value();
  CHECK_THAT(error.what(), ContainsSubstring("nothing moved"));
}

namespace {

/// Drips bytes, one in ten milliseconds, for as long as anybody takes them.
void drip(RawConnection& connection) {
  connection.read_head();
  connection.send("HTTP/1.1 200 OK\r\n\r\n");
  while (connection.is_open()) {
    std::this_thread::sleep_for(10ms);
    connection.send(".");
  }
}

}  // namespace

TEST_CASE("a trickle is no stall, but the total timeout ends it") {
  RawServer server(drip);
  HttpRequest request = get(server.url("/"));
  request.stall_timeout = 20s;
  request.total_timeout = 300ms;
  const Error error = error_of(request);
  CHECK(error.transient());
  CHECK_THAT(error.what(), ContainsSubstring("not finished in 0.3"));
}

TEST_CASE("a trickle without a total timeout is given up for its slowness") {
  RawServer server(drip);
  HttpRequest request = get(server.url("/"));
  request.slow_timeout = 300ms;
  request.slow_bytes = 1'000;
  RecordingSink sink;
  const Error error = error_of(request, &sink);
  CHECK(error.transient());
  CHECK_THAT(error.what(), ContainsSubstring("moved in 0.3"));
}

TEST_CASE("a redirect within the server is followed, and its bytes are counted") {
  const std::string status = GENERATE("301 Moved Permanently", "302 Found", "303 See Other",
                                      "307 Temporary Redirect", "308 Permanent Redirect");
  RawServer server([&](RawConnection& connection) {
    for (std::string head; !(head = connection.read_head()).empty();) {
      if (head.starts_with("GET /old/")) {
        connection.answer(status, "gone", "Location: /new/r?x=1\r\n");
      } else {
        connection.answer("200 OK", head);
      }
    }
  });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  HttpRequest request = get(server.url("/old/r"));
  request.authorization = Secret("Basic Z2hwX3N0YW5kaW4=");
  RecordingSink sink;
  const HttpResponse response = client.send(request, &sink);
  CHECK(response.status == 200);
  CHECK(response.url == server.url("/new/r?x=1"));
  CHECK(response.requests == 2);
  CHECK(response.bytes_received > sink.bytes.size() + 60);
  CHECK(sink.heads == 1);
  CHECK_THAT(sink.bytes, StartsWith("GET /new/r?x=1 "));
  CHECK_THAT(sink.bytes, ContainsSubstring("Authorization: Basic Z2hwX3N0YW5kaW4=\r\n"));
  CHECK(server.connections() == 1);
}

TEST_CASE("a redirect to another server is the answer, and that server hears nothing") {
  RawServer other([](RawConnection& connection) { connection.read_head(); });
  const std::vector<std::string> elsewhere = {
      other.url("/x"), "//127.0.0.1:" + std::to_string(other.port()) + "/x", "https://127.0.0.1/x",
      "file:///etc/passwd", "http://"};
  for (const std::string& location : elsewhere) {
    RawServer server(
        say("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));
    const Interrupt interrupt;
    CurlHttpClient client(interrupt);
    HttpRequest request = get(server.url("/"));
    request.authorization = Secret("Basic Z2hwX3N0YW5kaW4=");
    const HttpResponse response = client.send(request);
    CHECK(response.status == 302);
    CHECK(response.header("location") == location);
    CHECK(response.requests == 1);
  }
  CHECK(other.connections() == 0);
}

TEST_CASE("redirects of a POST, and all when told so, are the answer") {
  RawServer server(say("HTTP/1.1 307 Temporary\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"));
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  HttpRequest request = get(server.url("/"));
  request.method = "POST";
  CHECK(client.send(request).status == 307);
  request = get(server.url("/"));
  request.follow_redirects = false;
  CHECK(client.send(request).status == 307);
  CHECK(server.connections() == 2);
}

TEST_CASE("after five redirects the next one is the answer") {
  RawServer server(say("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"));
  const Interrupt interrupt;
  const HttpResponse response = CurlHttpClient(interrupt).send(get(server.url("/")));
  CHECK(response.status == 302);
  CHECK(response.requests == 6);
}

TEST_CASE("407 is a proxy's answer and an error of its own, with a sink or without") {
  RawServer server(
      say("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 5\r\n"
          "Proxy-Authenticate: Basic realm=\"x\"\r\n\r\nno ID"));
  RecordingSink sink;
  for (ResponseSink* to :
       {static_cast<ResponseSink*>(nullptr), static_cast<ResponseSink*>(&sink)}) {
    const Error error = error_of(get(server.url("/")), to);
    CHECK(error.kind() == ErrorKind::remote);
    CHECK(!error.transient());
    CHECK_THAT(error.what(), ContainsSubstring("the proxy"));
    CHECK_THAT(error.what(), ContainsSubstring("HTTP 407"));
    CHECK_THAT(error.hint(), ContainsSubstring("http_proxy"));
  }
}

TEST_CASE("an interruption ends a request that waits for its answer") {
  Interrupt interrupt;
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    interrupt.trigger(SIGTERM);
    connection.wait_for_close();
  });
  CurlHttpClient client(interrupt);
  try {
    client.send(get(server.url("/")));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::interrupted);
  }
}

TEST_CASE("after an interruption only the requests that insist are sent") {
  RawServer server(say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
  Interrupt interrupt;
  interrupt.trigger(SIGINT);
  CurlHttpClient client(interrupt);
  CHECK_THROWS_AS(client.send(get(server.url("/"))), Error);
  CHECK(server.connections() == 0);
  HttpRequest request = get(server.url("/"));
  request.even_if_interrupted = true;
  CHECK(client.send(request).body == "ok");
}

}  // namespace auto_sync
