// Each way in which the stand-in misbehaves on request.
#include <csignal>

#include "support/catch.h"
#include "support/git_fixture.h"
#include "support/raw_client.h"
#include "support/standin/github_standin.h"
#include "support/standin/pkt_text.h"

using namespace auto_sync::testing;

namespace {

const std::string token = "ghp_standinSOURCE0123456789";

struct World {
  TempDir temp;
  GithubStandin standin{temp / "root"};
  GitRepo client{temp / "client.git"};
  std::string tip;

  World() {
    standin.add_repository("octo/repo");
    standin.make_public("octo/repo");
    standin.grant(token, "octo/repo", Access::write);
    client.commit("main", {{"a", "1"}}, "One");
    tip = client.commit("main", {{"a", "2"}}, "Two");
  }
  std::string url() const {
    return "http://x:" + token + "@" + standin.url().substr(7) + "/octo/repo.git";
  }
  ProcessResult push(const std::string& refspec = "main") {
    return client.try_run({"push", url(), refspec});
  }
  std::string rest() const { return raw_get(standin.url(), "/api/v3/repos/octo/repo"); }
  std::string served_tip() {
    return GitRepo(standin.repository_path("octo/repo")).rev_parse("refs/heads/main");
  }
};

/// The head of a push's POST; the body is up to the caller.
std::string push_head(const std::string& framing) {
  return "POST /octo/repo.git/git-receive-pack HTTP/1.1\r\nHost: standin\r\n"
         "Authorization: Bearer " +
         token + "\r\nContent-Type: application/x-git-receive-pack-request\r\n" + framing + "\r\n";
}

Fault in_phase(const std::string& phase) {
  Fault fault;
  fault.match.phase = phase;
  return fault;
}

}  // namespace

TEST_CASE("a fault answers a status with headers and body, as often as told") {
  World world;
  Fault fault;
  fault.match.path = "/repos/octo";
  fault.match.skip = 1;
  fault.match.count = 2;
  fault.status = 429;
  fault.headers = {{"Retry-After", "1"}};
  fault.body = R"({"message":"You have exceeded a secondary rate limit."})";
  world.standin.add_fault(fault);
  CHECK_THAT(world.rest(), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(world.rest(), StartsWith("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n"));
  CHECK_THAT(world.rest(), StartsWith("HTTP/1.1 429"));
  CHECK_THAT(world.rest(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("a connection is cut after so many bytes of the answer") {
  World world;
  for (const bool reset : {false, true}) {
    Fault fault;
    fault.connection.cut_response_after = 100;
    fault.connection.reset = reset;
    world.standin.add_fault(fault);
    RawClient client(world.standin.url());
    client.send("GET /api/v3/repos/octo/repo HTTP/1.1\r\n\r\n");
    const std::string got = client.read_to_end();
    CHECK((reset || got.size() == 100));
    CHECK(client.was_reset() == reset);
  }
  CHECK(world.standin.requests().at(0).bytes_out == 100);
}

TEST_CASE("a push whose answer is cut has been carried out") {
  World world;
  Fault fault = in_phase("push");
  fault.connection.cut_response_after = 0;
  world.standin.add_fault(fault);
  CHECK(world.push().exit_code != 0);
  CHECK(world.served_tip() == world.tip);
}

TEST_CASE("a push whose request is cut changes nothing") {
  World world;
  Fault fault = in_phase("push");
  fault.match.count = 0;  // the client may try again on a fresh connection
  fault.connection.cut_request_after = 200;
  world.standin.add_fault(fault);
  CHECK(world.push().exit_code != 0);
  CHECK(world.served_tip().empty());
  CHECK(world.standin.requests().back().body_in == 200);
}

TEST_CASE("a stalled request is never answered, until it is released") {
  World world;
  Fault fault;
  fault.stall = true;
  world.standin.add_fault(fault);
  RawClient client(world.standin.url());
  client.send("GET /api/v3/repos/octo/repo HTTP/1.1\r\n\r\n");
  while (world.standin.requests().empty()) {
  }
  CHECK(world.standin.requests().at(0).status == 0);
  world.standin.release_stalls();
  CHECK(client.read_to_end().empty());
}

TEST_CASE("slow bytes arrive all the same") {
  World world;
  Fault fault;
  fault.connection.response_bytes_per_second = 200'000;
  world.standin.add_fault(fault);
  CHECK_THAT(world.rest(), EndsWith("}"));
}

TEST_CASE("chunked bodies can be refused with 411, those with a length not") {
  World world;
  Fault fault;
  fault.match.chunked_only = true;
  fault.match.count = 0;
  fault.status = 411;
  world.standin.add_fault(fault);
  RawClient chunked(world.standin.url());
  chunked.send(push_head("Transfer-Encoding: chunked\r\n") + "4\r\n0000\r\n0\r\n\r\n");
  CHECK_THAT(chunked.read_answer(), StartsWith("HTTP/1.1 411 Length Required"));
  CHECK(world.push().exit_code == 0);
}

TEST_CASE("a push that stalls is answered 408 and changes nothing") {
  World world;
  Fault fault = in_phase("push");
  fault.connection.body_stall = std::chrono::milliseconds(100);
  world.standin.add_fault(fault);
  RawClient client(world.standin.url());
  client.send(push_head("Content-Length: 1000\r\n") + "00");
  CHECK_THAT(client.read_answer(), StartsWith("HTTP/1.1 408 Request Timeout"));
  CHECK(client.read_to_end().empty());
}

TEST_CASE("a redirect keeps the path and the query") {
  World world;
  Fault fault;
  fault.status = 302;
  fault.redirect_to = "http://127.0.0.1:1";
  world.standin.add_fault(fault);
  CHECK_THAT(raw_get(world.standin.url(), "/octo/repo.git/info/refs?service=git-upload-pack"),
             ContainsSubstring("Location: http://127.0.0.1:1/octo/repo.git/info/refs"
                               "?service=git-upload-pack\r\n"));
}

TEST_CASE("a body is changed, or truncated within sound framing") {
  World world;
  Fault changed = in_phase("listing");
  changed.transform = [](const std::string&) { return std::string("zzzznot a pkt-line"); };
  world.standin.add_fault(changed);
  const std::string target = "/octo/repo.git/info/refs?service=git-upload-pack";
  CHECK_THAT(raw_get(world.standin.url(), target), EndsWith("\r\n\r\nzzzznot a pkt-line"));
  Fault truncated = in_phase("listing");
  truncated.truncate_body = 6;
  world.standin.add_fault(truncated);
  CHECK_THAT(raw_get(world.standin.url(), target), EndsWith("Content-Length: 6\r\n\r\n001e# "));
}

TEST_CASE("an ERR packet comes in a 200 of the right type") {
  World world;
  Fault fault = in_phase("listing");
  fault.err_packet = "rate limited";
  world.standin.add_fault(fault);
  const auto listed = world.client.try_run({"ls-remote", world.url()});
  CHECK_THAT(listed.err, ContainsSubstring("remote error: rate limited"));
}

TEST_CASE("a fetch breaks off in mid-pack with words on band 3") {
  World world;
  world.push();
  Fault fault = in_phase("fetch");
  fault.band3 = "the disk is full";
  fault.band3_after = 20;
  world.standin.add_fault(fault);
  GitRepo copy(world.temp / "copy.git");
  CHECK_THAT(copy.try_run({"fetch", world.url(), "main"}).err,
             ContainsSubstring("the disk is full"));
}

TEST_CASE("something is pushed between the listing and the push: the lease is lost") {
  World world;
  world.push("main~1:main");
  GitRepo served(world.standin.repository_path("octo/repo"));
  std::string intruder;
  RequestMatch match;
  match.phase = "push";
  world.standin.on_request(match, [&] {
    intruder = served.commit("main", {{"c", "3"}}, "Somebody else's");
  });
  CHECK_THAT(world.push().err, ContainsSubstring("[remote rejected]"));
  CHECK(world.standin.requests().back().phase == "push");
  CHECK(world.served_tip() == intruder);
}

TEST_CASE("connections are kept alive and told apart") {
  World world;
  RawClient client(world.standin.url());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /api/v3/rate_limit HTTP/1.1\r\n\r\n");
    CHECK_THAT(client.read_answer(), StartsWith("HTTP/1.1 200"));
  }
  world.rest();
  CHECK(world.standin.totals().connections == 2);
  CHECK(world.standin.totals().requests == 4);
}

TEST_CASE("the log counts bytes exactly and keeps no credentials") {
  World world;
  const std::string request =
      "GET /api/v3/repos/octo/repo HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\n\r\n";
  RawClient client(world.standin.url());
  client.send(request);
  const std::string answer = client.read_answer();
  const RequestRecord record = world.standin.requests().at(0);
  CHECK(record.bytes_in == request.size());
  CHECK(record.bytes_out == answer.size());
  CHECK(record.authorization_valid);
  CHECK(record.to_json().dump().find(token) == std::string::npos);
}

TEST_CASE("capabilities, reasons and bands are rewritten packet by packet") {
  const std::string first = pkt_line(std::string("id ref\0a b=1 c\n", 15)) + "0000";
  CHECK(change_capabilities(first, {"b"}, {"d"}) ==
        pkt_line(std::string("id ref\0 a c d\n", 14)) + "0000");
  const std::string report = pkt_line("unpack ok\n") + pkt_line("ng refs/heads/x why\n") + "0000";
  const std::string wanted = pkt_line("unpack ok\n") + pkt_line("ng refs/heads/x hm\n") + "0000";
  CHECK(change_ng_reason(report, "hm") == wanted);
  CHECK(change_ng_reason(pkt_line("\1" + report) + "0000", "hm") ==
        pkt_line("\1" + wanted) + "0000");
  CHECK(readable_pkt_lines(report) ==
        std::vector<std::string>{"unpack ok", "ng refs/heads/x why", "flush"});
}
