#include "adapters/curl_http_client.h"

#include <zlib.h>

#include <csignal>
#include <future>
#include <thread>

#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/byte_ends.h"
#include "support/fakes/raw_server.h"

// What a request and its answer look like on the wire, and how connections are kept.

namespace auto_sync {
namespace {

using namespace std::chrono_literals;
using test::RawConnection;
using test::RawServer;
using test::RecordingSink;

const std::string token = "Bearer ghp_standinSOURCE0123456789";

/// Answers every request with its own head, until the client closes.
void echo(RawConnection& connection) {
  for (std::string head; !(head = connection.read_head()).empty();) {
    connection.answer("200 OK", head);
  }
}

std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string bytes(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.stall_timeout = 20s;
  return request;
}

}  // namespace

TEST_CASE("a request carries its method, path, headers and credentials, and nothing odd") {
  RawServer server(echo);
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  HttpRequest request = get(server.url("/o/r.git/info/refs?service=git-upload-pack"));
  request.headers = {{"User-Agent", "git/2.0 (auto-sync)"}, {"Git-Protocol", "version=2"}};
  request.authorization = Secret(token);
  const HttpResponse response = client.send(request);
  CHECK(response.status == 200);
  CHECK(response.url == request.url);
  CHECK_THAT(response.body, StartsWith("GET /o/r.git/info/refs?service=git-upload-pack HTTP/1.1"));
  CHECK_THAT(response.body, ContainsSubstring("User-Agent: git/2.0 (auto-sync)\r\n"));
  CHECK_THAT(response.body, ContainsSubstring("Git-Protocol: version=2\r\n"));
  CHECK_THAT(response.body, ContainsSubstring("Authorization: " + token + "\r\n"));
  CHECK(response.body.find("Expect") == std::string::npos);
  CHECK(response.body.find("Content-Type") == std::string::npos);
}

TEST_CASE("header names come in lower case, values trimmed, repeated ones all") {
  RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.send(
        "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n"
        "HTTP/1.1 404 Not Found\r\nX-GitHub-Request-ID:  AB:12 \r\nLink: a\r\nlink: b\r\n"
        "Content-Length: 2\r\n\r\nno");
  });
  const Interrupt interrupt;
  const HttpResponse response = CurlHttpClient(interrupt).send(get(server.url("/")));
  CHECK(response.status == 404);
  CHECK(response.body == "no");
  CHECK(response.header("x-github-request-id") == "AB:12");
  CHECK(response.header("link") == "a");
  CHECK(response.header("x-interim").empty());
  CHECK(response.headers.size() == 4);
}

TEST_CASE("a connection is kept for the next request to the same server") {
  RawServer server(echo);
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  for (int n = 0; n < 5; ++n) CHECK(client.send(get(server.url("/"))).status == 200);
  HttpRequest push = get(server.url("/"));
  push.http1_only = true;
  CHECK(client.send(push).status == 200);
  CHECK(server.connections() == 1);
}

TEST_CASE("a kept connection that the server has closed is replaced") {
  RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.answer("200 OK", "once");
  });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  CHECK(client.send(get(server.url("/"))).body == "once");
  CHECK(client.send(get(server.url("/"))).body == "once");
  CHECK(server.connections() == 2);
}

TEST_CASE("sixteen threads are served at the same time") {
  std::atomic<int> waiting{0};
  RawServer server([&](RawConnection& connection) {
    const std::string head = connection.read_head();
    ++waiting;
    while (waiting < 16) std::this_thread::yield();  // nobody is answered before all have asked
    connection.answer("200 OK", head);
  });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  std::vector<std::future<std::string>> answers;
  answers.reserve(16);
  for (int n = 0; n < 16; ++n) {
    answers.push_back(std::async(std::launch::async, [&, n] {
      return client.send(get(server.url("/" + std::to_string(n) + "/"))).body;
    }));
  }
  for (int n = 0; n < 16; ++n) {
    CHECK_THAT(answers[n].get(), StartsWith("GET /" + std::to_string(n) + "/ "));
  }
}

TEST_CASE("a body is sent with its length and its own content type") {
  std::string head;
  std::string body;
  RawServer server([&](RawConnection& connection) {
    head = connection.read_head();
    body = connection.read_bytes(11);
    connection.answer("201 Created", "{}");
  });
  const Interrupt interrupt;
  HttpRequest request = get(server.url("/pulls"));
  request.headers = {{"content-type", "application/json"}};
  request.body = "{\"title\":1}";
  for (const std::string method : {"POST", "PATCH", "PUT"}) {
    request.method = method;
    CHECK(CurlHttpClient(interrupt).send(request).status == 201);
    CHECK_THAT(head, StartsWith(method + " /pulls HTTP/1.1\r\n"));
    CHECK_THAT(head, ContainsSubstring("content-type: application/json\r\n"));
    CHECK_THAT(head, ContainsSubstring("Content-Length: 11\r\n"));
    CHECK(body == request.body);
  }
}

TEST_CASE("a POST without a body and a DELETE say so") {
  RawServer server(echo);
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  HttpRequest request = get(server.url("/x"));
  request.method = "POST";
  CHECK_THAT(client.send(request).body, ContainsSubstring("Content-Length: 0\r\n"));
  request.method = "DELETE";
  const std::string head = client.send(request).body;
  CHECK_THAT(head, StartsWith("DELETE /x "));
  CHECK(head.find("Content-Length") == std::string::npos);
}

TEST_CASE("a response goes to the sink as it arrives, after one look at its head") {
  RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Kind: pack\r\n\r\n");
    for (int n = 0; n < 100; ++n) connection.send("3e8\r\n" + std::string(1000, 'p') + "\r\n");
    connection.send("0\r\nX-Trailer: ignored\r\n\r\n");
  });
  const Interrupt interrupt;
  RecordingSink sink;
  const HttpResponse response = CurlHttpClient(interrupt).send(get(server.url("/")), &sink);
  CHECK(sink.heads == 1);
  CHECK(sink.head.header("x-kind") == "pack");
  CHECK(sink.bytes == std::string(100'000, 'p'));
  CHECK(response.body.empty());
  CHECK(response.header("x-trailer").empty());
}

TEST_CASE("a response that the sink declines is kept, at most 64 KiB of it") {
  RawServer server([](RawConnection& connection) {
    const bool is_large = connection.read_head().starts_with("GET /large");
    connection.answer("500 Oops", is_large ? std::string(3U << 20, 'e') : "short");
  });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  RecordingSink sink(false);
  CHECK(client.send(get(server.url("/small")), &sink).body == "short");
  const HttpResponse response = client.send(get(server.url("/large")), &sink);
  CHECK(response.status == 500);
  CHECK(response.body == std::string(max_words, 'e'));
  CHECK(sink.bytes.empty());
}

TEST_CASE("a body larger than the limit is an error") {
  RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.answer("200 OK", std::string(1'000'001, 'x'));
  });
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  HttpRequest request = get(server.url("/"));
  request.max_body = 1'000'000;
  CHECK_THROWS_AS(client.send(request), Error);
}

TEST_CASE("a page in place of the answer hoped for is kept up to 64 KiB, and not read on") {
  const auto endless = [](const std::string& head) -> RawServer::Script {
    return [head](RawConnection& connection) {
      connection.read_head();
      connection.send("HTTP/1.1 " + head + "\r\n\r\n");
      while (connection.is_open()) connection.send(std::string(64U << 10, 'e'));
    };
  };
  for (const std::string head :
       {"403 Forbidden", "200 OK\r\nContent-Type: text/html", "502 Bad\r\nContent-Type: a/json"}) {
    RawServer server(endless(head));
    const Interrupt interrupt;
    CurlHttpClient client(interrupt);
    HttpRequest request = get(server.url("/"));
    request.wanted_type = "json";
    CHECK(client.send(request).body == std::string(max_words, 'e'));
  }
}

TEST_CASE("what the sink throws comes through unchanged") {
  RawServer server(echo);
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  RecordingSink sink;
  sink.fail_with = std::make_exception_ptr(std::out_of_range("mine"));
  CHECK_THROWS_AS(client.send(get(server.url("/")), &sink), std::out_of_range);
}

TEST_CASE("bytes are counted both ways, headers and all") {
  std::size_t seen = 0;
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    connection.read_bytes(1000);
    seen = connection.bytes_received();
    connection.answer("200 OK", std::string(5000, 'x'));
  });
  const Interrupt interrupt;
  HttpRequest request = get(server.url("/"));
  request.method = "POST";
  request.body = std::string(1000, 'b');
  const HttpResponse response = CurlHttpClient(interrupt).send(request);
  CHECK(response.bytes_sent == seen);
  CHECK(response.bytes_received == 5000 + std::string("HTTP/1.1 200 OK\r\n").size() +
                                       std::string("Content-Length: 5000\r\n\r\n").size());
  CHECK(response.requests == 1);
}

TEST_CASE("a compressed answer is unpacked wherever it comes, and asked for only without a sink") {
  struct Form {
    std::string encoding;
    std::string bytes;
  };
  // Of "hello": gzip -n; zlib's format, which is `deflate`; the raw stream that many take for it.
  const Form form = GENERATE(
      Form{"gzip", std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9"
                               "\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00",
                               25)},
      Form{"x-gzip", std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9"
                                 "\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00",
                                 25)},
      Form{"deflate", std::string("\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15", 13)},
      Form{"deflate", std::string("\xcb\x48\xcd\xc9\xc9\x07\x00", 7)});
  std::string head;
  RawServer server([&](RawConnection& connection) {
    head = connection.read_head();
    connection.answer("200 OK", form.bytes, "Content-Encoding: " + form.encoding + "\r\n");
  });
  const Interrupt interrupt;
  CHECK(CurlHttpClient(interrupt).send(get(server.url("/"))).body == "hello");
  CHECK_THAT(head, ContainsSubstring("Accept-Encoding: gzip\r\n"));
  RecordingSink sink;
  CurlHttpClient(interrupt).send(get(server.url("/")), &sink);
  CHECK(sink.bytes == "hello");
  CHECK_THAT(head, ContainsSubstring("Accept-Encoding: identity\r\n"));
}

TEST_CASE("an encoding that nobody here knows, and bytes that are none, are errors") {
  const std::string encoding = GENERATE("gzip", "aes128gcm");
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    connection.answer("200 OK", "hello", "Content-Encoding: " + encoding + "\r\n");
  });
  const Interrupt interrupt;
  RecordingSink sink;
  try {
    CurlHttpClient(interrupt).send(get(server.url("/")), &sink);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::remote);
    CHECK_THAT(error.what(), ContainsSubstring("encoding"));
  }
  CHECK(sink.bytes.empty());
}

TEST_CASE("a body's limit counts what it is unpacked to") {
  const std::string bomb = gzipped(std::string(1'000'000, '0'));
  REQUIRE(bomb.size() < 10'000);
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    connection.answer("200 OK", bomb, "Content-Encoding: gzip\r\n");
  });
  const Interrupt interrupt;
  HttpRequest request = get(server.url("/"));
  request.max_body = 999'999;
  CHECK_THROWS_AS(CurlHttpClient(interrupt).send(request), Error);
  request.max_body = 1'000'000;
  CHECK(CurlHttpClient(interrupt).send(request).body.size() == 1'000'000);
}

TEST_CASE("URLs that hold credentials or are not http are refused without repeating a secret") {
  const Interrupt interrupt;
  CurlHttpClient client(interrupt);
  for (const std::string url : {"https://me:ghp_standinSOURCE0123456789@host/o/r",
                                "https://ghp_standinSOURCE0123456789@host/o/r",
                                "file:///etc/passwd", "ftp://host/x", "not a url"}) {
    try {
      client.send(get(url));
      FAIL("accepted: " << url);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      CHECK(std::string(error.what()).find("ghp_") == std::string::npos);
    }
  }
}

}  // namespace auto_sync
