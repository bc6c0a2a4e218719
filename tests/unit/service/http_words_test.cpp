// What is read in the head of an answer: its type, its words, its name, where it leads.
#include "service/http_words.h"

#include "service/http_challenge.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

HttpResponse answer(std::vector<std::pair<std::string, std::string>> headers,
                    std::string body = {}) {
  HttpResponse response;
  response.headers = std::move(headers);
  response.body = std::move(body);
  return response;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a media type is the same in any case and with any parameters") {
  const std::string type = "application/x-git-upload-pack-result";
  CHECK(has_type(answer({{"content-type", type}}), type));
  CHECK(has_type(answer({{"content-type", "Application/X-Git-Upload-Pack-Result ; charset=x"}}),
                 type));
  CHECK_FALSE(has_type(answer({{"content-type", type + "s"}}), type));
  CHECK_FALSE(has_type(answer({}), type));
}

TEST_CASE("the words of an error are one printable line, and those of a web page are none") {
  CHECK(spoken_line(answer({{"content-type", "text/plain"}}, " No\tway\x1b[31m\n")) ==
        "No way\\x1b[31m");
  CHECK(spoken_line(answer({{"content-type", "text/plain; charset=\"UTF-16\""}},
                           std::string("\xFF\xFEN\0o\0", 6))) == "No");
  CHECK(spoken_line(answer({{"content-type", "Text/HTML"}}, "No")).empty());
  CHECK(spoken_line(answer({}, "<html>No")).empty());
}

TEST_CASE("a request is called as the server calls it") {
  CHECK(request_id_of(answer({{"cf-ray", "8a"}, {"x-github-request-id", "C1:2"}})) ==
        "X-GitHub-Request-Id: C1:2");
  CHECK(request_id_of(answer({{"x-request-id", std::string("a\0b", 3)}})) ==
        "X-Request-Id: a\\x00b");
  CHECK(request_id_of(answer({{"x-request-id", std::string(500, 'a')}})).size() < 130);
  CHECK(request_id_of(answer({{"date", "today"}})).empty());
}

TEST_CASE("a redirection stays on its host, or does not") {
  const std::string url = "https://Git.example.test/o/r.git/info/refs";
  CHECK(stays_on_host(url, "/o/other.git/info/refs"));
  CHECK(stays_on_host(url, "https://git.example.test/o/other.git"));
  CHECK_FALSE(stays_on_host(url, "https://git.example.test:8443/o/other.git"));
  CHECK_FALSE(stays_on_host(url, "http://git.example.test/o/other.git"));
  CHECK_FALSE(stays_on_host(url, "//evil.example.test/o/r.git"));
  CHECK_FALSE(stays_on_host(url, "https://git.example.test.evil.test/o/r.git"));
}

TEST_CASE("the schemes of several challenges are told apart from their parameters") {
  const HttpResponse several = answer({{"www-authenticate",
                                        "Digest realm=\"a, Basic b\", nonce = \"x\\\"y\", qop=auth,"
                                        " Negotiate, NewScheme YWJj=="},
                                       {"www-authenticate", "bearer"},
                                       {"www-authenticate", "Bearer realm=\"x\""}});
  CHECK(challenged_schemes(several) == Names{"Digest", "Negotiate", "NewScheme", "bearer"});
  CHECK(names_scheme(challenged_schemes(several), "Bearer"));
  CHECK_FALSE(names_scheme(challenged_schemes(several), "Basic"));
  CHECK(challenged_schemes(answer({})).empty());
  CHECK(challenged_schemes(answer({{"www-authenticate", ", ,"}})).empty());
}

TEST_CASE("a server that names schemes without end is read for eight") {
  std::string value;
  for (int i = 0; i < 1000; ++i) value += "Scheme" + std::to_string(i) + ", ";
  CHECK(challenged_schemes(answer({{"www-authenticate", value}})).size() == 8);
}
