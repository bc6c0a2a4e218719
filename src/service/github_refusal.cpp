#include "service/github_refusal.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "base/escape.h"
#include "base/json.h"
#include "base/text.h"
#include "policy/render_time.h"
#include "service/http_words.h"
#include "service/retry.h"

namespace auto_sync {
namespace {

/// The messages of a 422's `errors`, which are objects or plain texts, behind what was said.
std::string with_errors(std::string words, const JsonView& errors) {
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const JsonView error = errors.at(i);
    std::string text = error["message"].string_or(error.string_or(""));
    if (text.empty()) text = error["field"].string_or("") + " " + error["code"].string_or("");
    words += (i == 0 ? ": " : "; ") + trim(text);
  }
  return words;
}

/// "(HTTP 403: Resource not accessible by integration)"
std::string status_text(const HttpResponse& response) {
  const std::string words = spoken_words(response);
  return fmt::format("(HTTP {}{}{})", response.status, words.empty() ? "" : ": ", words);
}

bool mentions(const HttpResponse& response, std::string_view words) {
  return to_lower(spoken_words(response)).find(words) != std::string::npos;
}

/// "workflow run 5 of owner/name"
std::string subject(const RefusedQuestion& q) {
  return q.what + " of " + q.repository;
}

/// What the server is asked to do: "tell about", "open".
std::string told(const RefusedQuestion& q) {
  return q.verb == "read" ? "tell about" : q.verb;
}

/// Who asked: "the token in source_token".
std::string asker(const RefusedQuestion& q) {
  return q.anonymous ? "an anonymous visitor" : "the token in " + q.token_input;
}

Error not_githubs_answer(const HttpResponse& response, const RefusedQuestion& q) {
  const std::string type = shorten(printable(response.header("content-type")), 80);
  return Error(
      ErrorKind::remote,
      fmt::format("{} answered the question about {} with {} instead of JSON (HTTP {}).", q.api_url,
                  subject(q), type.empty() ? "something without a type" : type, response.status),
      "Probably a proxy or a login page answered in GitHub's place, or api_url is not "
      "the address of a REST API (https://api.github.com; GitHub Enterprise Server: "
      "https://HOST/api/v3).");
}

Error redirected_elsewhere(const HttpResponse& response, const RefusedQuestion& q) {
  return Error(
      ErrorKind::remote,
      fmt::format("{} redirects the question about {} to {} (HTTP {}).", q.api_url, subject(q),
                  shorten(printable(response.header("location")), 200), response.status),
      "Credentials are never taken to another host. Check api_url.");
}

Error unauthorized(const HttpResponse& response, const RefusedQuestion& q) {
  if (q.anonymous) {
    return Error(ErrorKind::access,
                 fmt::format("{} wants a token before it tells about {} {}.", q.api_url, subject(q),
                             status_text(response)),
                 fmt::format("Set {}.", q.token_input));
  }
  return Error(ErrorKind::access,
               fmt::format("{} does not accept the token in {} {}.", q.api_url, q.token_input,
                           status_text(response)),
               fmt::format("The token is wrong, expired or revoked. Make a new one and store it in "
                           "the secret that {} is set from.",
                           q.token_input));
}

Error rate_limited(const HttpResponse& response, const RefusedQuestion& q) {
  const auto wait = requested_wait(response, q.now);
  const std::string until = wait ? ", until " + utc_text(q.now + *wait) : "";
  return Error(ErrorKind::remote,
               fmt::format("{} limits how often it may be asked{} {}; {} is not known.", q.api_url,
                           until, status_text(response), subject(q)),
               q.anonymous ? fmt::format("Set {}: with a token the limit is much higher. Or run "
                                         "the sync again later.",
                                         q.token_input)
                           : "Run the sync again later.");
}

Error sign_on_missing(const HttpResponse& response, const RefusedQuestion& q) {
  return Error(ErrorKind::access,
               fmt::format("The organisation of {} uses SAML single sign-on, and {} is not "
                           "authorised for it {}.",
                           q.repository, asker(q), status_text(response)),
               "Open Settings > Developer settings > Tokens as the token's owner, choose "
               "\"Configure SSO\" next to the token, and authorise it for the organisation.");
}

Error forbidden(const HttpResponse& response, const RefusedQuestion& q) {
  if (!response.header("x-github-sso").empty() || mentions(response, "saml")) {
    return sign_on_missing(response, q);
  }
  std::string hint = fmt::format(
      "Check what {} may do, and whether the organisation restricts such access.", asker(q));
  const std::string accepted =
      permissions_in_words(response.header("x-accepted-github-permissions"));
  if (q.anonymous) {
    hint = fmt::format("Set {}.", q.token_input);
  } else if (mentions(response, "not permitted to create or approve pull requests")) {
    hint =
        "In the repository's Settings > Actions > General, under \"Workflow permissions\", let "
        "GitHub Actions create pull requests; or give a token of a user or of an app.";
  } else if (!accepted.empty() || mentions(response, "not accessible")) {
    hint = fmt::format(
        "Give the token the permission it lacks, {}: the workflow's own token under "
        "`permissions:`, a fine-grained one in its settings; a classic one needs the scope `repo`.",
        accepted.empty() ? q.permission : accepted);
  }
  return Error(ErrorKind::access,
               fmt::format("{} does not let {} {} {} {}.", q.api_url, asker(q), q.verb, subject(q),
                           status_text(response)),
               hint);
}

Error not_found(const HttpResponse& response, const RefusedQuestion& q) {
  return Error(ErrorKind::access,
               fmt::format("{} was not found {}: it does not exist, or {} may not see it.",
                           subject(q), status_text(response), asker(q)),
               fmt::format("Check the repository's name, and that {} has access to it (permission "
                           "{}).",
                           q.anonymous ? "a token in " + q.token_input : asker(q), q.permission));
}

Error failing(const HttpResponse& response, const RefusedQuestion& q) {
  return Error(
      ErrorKind::remote,
      fmt::format("{} failed to {} {} {}.", q.api_url, told(q), subject(q), status_text(response)),
      "Run the sync again later; https://www.githubstatus.com tells about outages.", true);
}

}  // namespace

bool is_json(const HttpResponse& response) {
  return to_lower(response.header("content-type")).find("json") != std::string::npos;
}

std::string spoken_words(const HttpResponse& response) {
  if (!is_json(response)) return {};
  try {
    const JsonView body = JsonView::parse(response.body, "an error's body", false);
    const std::string words = with_errors(trim(body["message"].string_or("")), body["errors"]);
    return shorten(printable(words), 300);
  } catch (const Error&) {
    return {};
  }
}

namespace {

Error meaning_of_refusal(const HttpResponse& response, const RefusedQuestion& question) {
  const int status = response.status;
  if (is_rate_limited(response)) return rate_limited(response, question);
  if (status >= 500) return failing(response, question);
  if (status >= 300 && status < 400) return redirected_elsewhere(response, question);
  if (!is_json(response)) return not_githubs_answer(response, question);
  if (status == 401) return unauthorized(response, question);
  if (status == 403) return forbidden(response, question);
  if (status == 404) return not_found(response, question);
  return Error(ErrorKind::remote,
               fmt::format("{} did not {} {} {}.", question.api_url, told(question),
                           subject(question), status_text(response)),
               "Run the sync again; if it stays so, check api_url and the server's words.");
}

}  // namespace

Error github_refusal(const HttpResponse& response, const RefusedQuestion& question) {
  return meaning_of_refusal(response, question).traced(request_id_of(response));
}

std::string permissions_in_words(std::string_view header) {
  std::vector<std::string> alternatives;
  for (const std::string& alternative : split_list(shorten(printable(header), 300), ";")) {
    std::string words = join(split_list(alternative, ","), " and ");
    alternatives.push_back(replace_all(replace_all(words, "=", ": "), "_", " "));
  }
  return join(alternatives, ", or ");
}

}  // namespace auto_sync
