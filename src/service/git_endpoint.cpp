#include "service/git_endpoint.h"

#include "base/base64.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "service/retry.h"

namespace auto_sync {
namespace {

/// Hosts look for `git/` at the start; our own name comes after it.
constexpr std::string_view user_agent = "git/2 (auto-sync)";

Secret basic_credentials(const Secret& token) {
  if (token.empty()) return Secret();
  return Secret("Basic " + base64_encode("x-access-token:" + token.reveal()));
}

/// What a server says in an error body: one line, nothing of a web page.
std::string words_of_git(const HttpResponse& response) {
  const std::string body = trim(response.body);
  if (body.empty() || body.front() == '<' ||
      to_lower(response.header("content-type")).find("html") != std::string::npos) {
    return {};
  }
  return shorten(printable(body), 300);
}

std::string words_quoted(const std::string& words) {
  return words.empty() ? std::string(".") : ": \"" + words + "\".";
}

/// What an error status (RFC 9110, section 15) says of the server, and what helps.
struct Remedy {
  std::string_view what;
  std::string_view hint;
  bool passing = false;  ///< the same request may succeed a moment later
};

Remedy remedy_of(int status) {
  switch (status) {
    case 408:
      return {"answered with an error: it gave up waiting for the request's end",
              "Run the sync again; if it stays so, raise the time that the server, or a proxy "
              "before it, gives to a request."};
    case 409:
      return {"answered with an error: something else is changing it at this time",
              "Run the sync again when that is done: another push, a move or a migration of the "
              "repository."};
    case 411:
      return {"answered with an error: it wants every request's length",
              "A proxy before it takes no chunked requests, or drops the length: let it pass both "
              "Content-Length and Transfer-Encoding on."};
    case 413:
      return {
          "answered with an error: it, or a proxy before it, takes no push as large as this one",
          "Raise its limit on a request's body (nginx: client_max_body_size; Apache: "
          "LimitRequestBody). Or bring the history over once by hand in parts, older commits "
          "first: git push TARGET COMMIT:refs/heads/BRANCH."};
    default:
      break;
  }
  if (status == 429 || status >= 500) {
    return {"answered with an error", "The server may be busy or down: run the sync again later.",
            true};
  }
  return {"answered with an error",
          "Check the address, and what a proxy before the server has in its log."};
}

std::string without_query(std::string_view url) {
  return printable(url.substr(0, url.find('?')));
}

}  // namespace

GitEndpoint::GitEndpoint(HttpClient& http, Clock& clock, RepositoryAddress address,
                         const Secret& token, std::string service, Role role)
    : http_(http),
      clock_(clock),
      address_(std::move(address)),
      authorization_(basic_credentials(token)),
      service_(std::move(service)),
      role_(std::move(role.name)),
      side_(role.side) {}

std::string GitEndpoint::base_url() const {
  const std::lock_guard lock(mutex_);
  return moved_url_.empty() ? address_.url : moved_url_;
}

std::string GitEndpoint::moved_to() const {
  const std::lock_guard lock(mutex_);
  return moved_url_;
}

HttpRequest GitEndpoint::listing(const std::string& service) const {
  HttpRequest request;
  request.url = base_url() + "/info/refs?service=" + service;
  request.headers = {{"User-Agent", std::string(user_agent)}, {"Accept", "*/*"}};
  request.authorization = authorization_;
  request.http1_only = service_ == "git-receive-pack";
  request.total_timeout = listing_timeout;
  request.wanted_type = "application/x-" + service + "-advertisement";
  return request;
}

/// Hosts that would make a repository of a push to it (Gitea, Forgejo) answer 403 where there is
/// none. Whether it can be read tells that apart from a token that may not write.
bool GitEndpoint::is_missing(const HttpResponse& refused) const {
  if (refused.status != 403 || service_ != "git-receive-pack") return false;
  try {
    const int status = http_.send(listing("git-upload-pack")).status;
    return status == 404 || status == 410;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    return false;
  }
}

HttpResponse GitEndpoint::advertise(bool protocol_v2) {
  const std::string suffix = "/info/refs?service=" + service_;
  HttpRequest request = listing(service_);
  if (protocol_v2) request.headers.emplace_back("Git-Protocol", "version=2");
  HttpResponse response = send_with_retries(http_, clock_, request);
  if (response.status != 200 ||
      !response.header("content-type").starts_with(advertisement_type())) {
    if (is_missing(response)) throw not_found(response).about(side_);
    throw refusal(response);
  }
  if (!response.url.empty() && response.url != request.url) {
    if (!response.url.ends_with(suffix)) throw refusal(response);
    const std::lock_guard lock(mutex_);
    moved_url_ = response.url.substr(0, response.url.size() - suffix.size());
    log::info("The {} {} redirects to {}.", role_, name(), printable(moved_url_));
  }
  return response;
}

std::string GitEndpoint::advertisement_type() const {
  return "application/x-" + service_ + "-advertisement";
}

HttpRequest GitEndpoint::post(bool protocol_v2) const {
  HttpRequest request;
  request.method = "POST";
  request.url = base_url() + "/" + service_;
  request.headers = {{"User-Agent", std::string(user_agent)},
                     {"Content-Type", "application/x-" + service_ + "-request"},
                     {"Accept", result_type()}};
  if (protocol_v2) request.headers.emplace_back("Git-Protocol", "version=2");
  request.authorization = authorization_;
  request.follow_redirects = false;
  request.http1_only = service_ == "git-receive-pack";
  return request;
}

Error GitEndpoint::named(const Error& error) const {
  return Error(error.kind(), "The " + role_ + " " + name() + ": " + error.what(), error.hint(),
               error.transient())
      .about(side_);
}

Error GitEndpoint::unauthorized(const std::string& words) const {
  const std::string input = role_ + "_token";
  if (authorization_.empty()) {
    return Error(ErrorKind::access, "The " + role_ + " " + name() + " asks for a token (HTTP 401).",
                 "Set " + input + ", or check the repository's name.");
  }
  return Error(
      ErrorKind::access,
      "The " + role_ + " " + name() + " refuses the token (HTTP 401)" + words_quoted(words),
      "The token in " + input +
          " is wrong, expired or revoked: make a new one and store it in the secret.");
}

Error GitEndpoint::not_found(const HttpResponse& response) const {
  return Error(ErrorKind::access,
               "The " + role_ + " " + name() +
                   " does not exist, or this token may not see it (HTTP " +
                   std::to_string(response.status) + ")" + words_quoted(words_of_git(response)),
               "Check the spelling of " + role_ + "_repo, and that the token in " + role_ +
                   "_token has access to that repository.");
}

Error GitEndpoint::refusal(const HttpResponse& response) const {
  return meaning_of(response).about(side_);
}

Error GitEndpoint::meaning_of(const HttpResponse& response) const {
  const std::string words = words_of_git(response);
  const std::string who = "The " + role_ + " " + name();
  const std::string status = " (HTTP " + std::to_string(response.status) + ")";
  const bool writing = service_ == "git-receive-pack";
  switch (response.status) {
    case 200:
      return Error(ErrorKind::remote,
                   who + " answered " + without_query(response.url) + " with " +
                       (response.header("content-type").empty()
                            ? std::string("no content type")
                            : shorten(printable(response.header("content-type")), 80)) +
                       ": that is not a git server.",
                   "Check the address; a login page or a proxy may stand in between.");
    case 401:
      return unauthorized(words);
    case 403:
      return Error(
          ErrorKind::access,
          who + (writing ? " does not let this token write" : " does not let this token read") +
              status + words_quoted(words),
          writing ? "Give the token in " + role_ +
                        "_token write access: `Contents: write` (fine-grained) or the scope `repo` "
                        "(classic); an archived repository must be unarchived, an organisation "
                        "with SSO must authorise the token."
                  : "Give the token in " + role_ +
                        "_token read access: `Contents: read` (fine-grained) or the scope "
                        "`repo` (classic).");
    case 404:
    case 410:
      return not_found(response);
    default:
      break;
  }
  if (response.status >= 300 && response.status < 400) {
    return Error(ErrorKind::remote,
                 who + " redirects to another place" + status + ": " +
                     shorten(without_query(response.header("location")), 200) + ".",
                 "Credentials are never taken to another host. Put the new address into " + role_ +
                     "_repo if you trust it.");
  }
  const Remedy remedy = remedy_of(response.status);
  return Error(ErrorKind::remote,
               who + " " + std::string(remedy.what) + status + words_quoted(words),
               std::string(remedy.hint), remedy.passing);
}

}  // namespace auto_sync
