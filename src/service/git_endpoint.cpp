#include "service/git_endpoint.h"

#include "base/base64.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "service/http_challenge.h"
#include "service/http_words.h"

namespace auto_sync {
namespace {

/// Hosts look for `git/` at the start; our own name comes after it.
constexpr std::string_view user_agent = "git/2 (auto-sync)";

std::string words_quoted(const std::string& words) {
  return words.empty() ? std::string(".") : ": \"" + words + "\".";
}

std::string http_number(const HttpResponse& response) {
  return " (HTTP " + std::to_string(response.status) + ")";
}

}  // namespace

GitEndpoint::GitEndpoint(HttpClient& http, Clock& clock, RepositoryAddress address,
                         const Secret& token, std::string service, Role role)
    : http_(http),
      clock_(clock),
      address_(std::move(address)),
      token_(token),
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
  request.authorization = credentials();
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

/// GitHub, Gitea and GitLab take any user name with a token as the password.
Secret GitEndpoint::credentials() const {
  if (token_.empty()) return Secret();
  const std::lock_guard lock(mutex_);
  if (shows_bearer_) return Secret("Bearer " + token_.reveal());
  return Secret("Basic " + base64_encode("x-access-token:" + token_.reveal()));
}

bool GitEndpoint::is_shown_otherwise(const HttpRequest& request, const HttpResponse& response) {
  if (response.status != 401 || token_.empty()) return false;
  const std::vector<std::string> schemes = challenged_schemes(response);
  if (!names_scheme(schemes, "bearer") || names_scheme(schemes, "basic")) return false;
  {
    const std::lock_guard lock(mutex_);
    shows_bearer_ = true;
  }
  return request.authorization.reveal() != credentials().reveal();
}

HttpResponse GitEndpoint::question(HttpRequest request, const ReadAnswer& read) {
  bool otherwise = false;
  HttpResponse response = ask_with_retries(http_, clock_, request, [&](const HttpResponse& answer) {
    otherwise = is_shown_otherwise(request, answer);
    if (!otherwise) read(answer);
  });
  if (!otherwise) return response;
  request.authorization = credentials();
  return ask_with_retries(http_, clock_, request, read);
}

void GitEndpoint::require(const HttpResponse& response, GitStep step,
                          const std::string& type) const {
  if (!is_answer(response, type)) throw refusal(response, step);
}

void GitEndpoint::advertise(bool protocol_v2, const ReadAnswer& read) {
  const std::string suffix = "/info/refs?service=" + service_;
  HttpRequest request = listing(service_);
  if (protocol_v2) request.headers.emplace_back("Git-Protocol", "version=2");
  const HttpResponse response = question(request, [&](const HttpResponse& answer) {
    if (is_missing(answer)) throw not_found(answer).about(side_).traced(request_id_of(answer));
    require(answer, GitStep::list, advertisement_type());
    if (!answer.url.empty() && !answer.url.ends_with(suffix)) throw moved(answer).about(side_);
    reading([&] { read(answer); });
  });
  if (response.url.empty() || response.url == request.url) return;
  const std::lock_guard lock(mutex_);
  moved_url_ = response.url.substr(0, response.url.size() - suffix.size());
  log::info("The {} {} redirects to {}.", role_, name(), printable(moved_url_));
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
  request.authorization = credentials();
  request.follow_redirects = false;
  request.http1_only = service_ == "git-receive-pack";
  return request;
}

Error GitEndpoint::named(const Error& error) const {
  return error.saying(who() + ": " + error.what()).about(side_);
}

Error GitEndpoint::unauthorized(const HttpResponse& response) const {
  const std::string input = role_ + "_token";
  const std::vector<std::string> schemes = challenged_schemes(response);
  const bool takes_token =
      schemes.empty() || names_scheme(schemes, "basic") || names_scheme(schemes, "bearer");
  if (!takes_token) {
    return Error(
        ErrorKind::access,
        who() + " wants to be shown who asks as " + join(schemes, " or ") +
            ", which cannot be done with a token" + http_number(response) + ".",
        "Let the server take a token as the password of `Basic`, or as `Bearer`: git hosts "
        "do.");
  }
  if (token_.empty()) {
    return Error(ErrorKind::access, who() + " asks for a token" + http_number(response) + ".",
                 "Set " + input + ", or check the repository's name.");
  }
  return Error(
      ErrorKind::access,
      who() + " refuses the token" + http_number(response) + words_quoted(spoken_line(response)),
      "The token in " + input +
          " is wrong, expired or revoked: make a new one and store it in the secret.");
}

Error GitEndpoint::forbidden(const HttpResponse& response) const {
  const bool writing = service_ == "git-receive-pack";
  return Error(ErrorKind::access,
               who() +
                   (writing ? " does not let this token write" : " does not let this token read") +
                   http_number(response) + words_quoted(spoken_line(response)),
               writing ? "Give the token in " + role_ +
                             "_token write access: `Contents: write` (fine-grained) or the scope "
                             "`repo` (classic); an archived repository must be unarchived, an "
                             "organisation with SSO must authorise the token."
                       : "Give the token in " + role_ +
                             "_token read access: `Contents: read` (fine-grained) or the scope "
                             "`repo` (classic).");
}

Error GitEndpoint::not_found(const HttpResponse& response) const {
  return Error(ErrorKind::access,
               who() + " does not exist, or this token may not see it" + http_number(response) +
                   words_quoted(spoken_line(response)),
               "Check the spelling of " + role_ + "_repo, and that the token in " + role_ +
                   "_token has access to that repository.");
}

/// Where a redirection leads, or led. Within the host it is followed for a listing only.
Error GitEndpoint::moved(const HttpResponse& response) const {
  const std::string_view location = response.header("location");
  const bool followed = location.empty();
  const std::string_view place = followed ? std::string_view(response.url) : location;
  const std::string what = who() + " redirects to another place" + http_number(response) + ": " +
                           shorten(without_query(place), 200) + ".";
  if (followed || !stays_on_host(response.url, location)) {
    return Error(ErrorKind::remote, what,
                 followed
                     ? "That is not a git repository's list of refs: check the address."
                     : "Credentials are never taken to another host. Put the new address into " +
                           role_ + "_repo if you trust it.");
  }
  return Error(ErrorKind::remote, what,
               "It was not followed, as git itself follows none at this point. If it is where the "
               "repository is, put the new address into " +
                   role_ + "_repo.");
}

Error GitEndpoint::not_git(const HttpResponse& response) const {
  const std::string_view type = response.header("content-type");
  return Error(ErrorKind::remote,
               who() + " answered " + without_query(response.url) + " with " +
                   (type.empty() ? std::string("no content type") : shorten(printable(type), 80)) +
                   ": that is not a git server.",
               "Check the address; a login page or a proxy may stand in between.");
}

Error GitEndpoint::refusal(const HttpResponse& response, GitStep step) const {
  return meaning_of(response, step).about(side_).traced(request_id_of(response));
}

Error GitEndpoint::meaning_of(const HttpResponse& response, GitStep step) const {
  const StatusRow& row = status_row(response.status, step);
  switch (row.kind) {
    case AnswerKind::answer:
      return not_git(response);
    case AnswerKind::elsewhere:
      return moved(response);
    case AnswerKind::unauthorized:
      return unauthorized(response);
    case AnswerKind::forbidden:
      return forbidden(response);
    case AnswerKind::missing:
      return not_found(response);
    case AnswerKind::failed:
      break;
  }
  return Error(ErrorKind::remote,
               who() + " " + std::string(row.what) + http_number(response) +
                   words_quoted(spoken_line(response)),
               std::string(row.remedy), row.passes);
}

}  // namespace auto_sync
