#include "service/github_rest.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
#include "base/version.h"
#include "service/github_refusal.h"

namespace auto_sync {
namespace {

/// `owner/name` with everything but the slash between the two encoded.
std::string encoded_repository(const std::string& repository) {
  const std::size_t slash = repository.find('/');
  if (slash == std::string::npos) return percent_encode(repository);
  return percent_encode(repository.substr(0, slash)) + "/" +
         percent_encode(repository.substr(slash + 1));
}

}  // namespace

GithubRest::GithubRest(HttpClient& http, Clock& clock, std::string api_url, const Secret& token,
                       std::string token_input, Jitter jitter)
    : http_(http),
      clock_(clock),
      api_url_(std::move(api_url)),
      authorization_(token.empty() ? Secret() : Secret("Bearer " + token.reveal())),
      token_input_(std::move(token_input)),
      jitter_(std::move(jitter)) {
  while (api_url_.ends_with('/')) api_url_.pop_back();
}

HttpRequest GithubRest::request(std::string method, const RestCall& call, std::string body) const {
  HttpRequest request;
  request.method = std::move(method);
  request.url =
      fmt::format("{}/repos/{}/{}", api_url_, encoded_repository(call.repository), call.path);
  request.headers = {{"Accept", "application/vnd.github+json"},
                     {"X-GitHub-Api-Version", "2022-11-28"},
                     {"User-Agent", fmt::format("auto-sync/{}", version())}};
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  request.authorization = authorization_;
  request.body = std::move(body);
  request.stall_timeout = std::chrono::seconds(20);
  request.total_timeout = retry_budget;
  request.wanted_type = "json";
  request.max_body = largest_rest_answer;
  return request;
}

HttpResponse GithubRest::get(const RestCall& call) {
  return send_with_retries(http_, clock_, request("GET", call, {}), jitter_);
}

HttpResponse GithubRest::repeat(std::string method, const RestCall& call, std::string body) {
  return send_with_retries(http_, clock_, request(std::move(method), call, std::move(body)),
                           jitter_);
}

HttpResponse GithubRest::send_once(std::string method, const RestCall& call, std::string body) {
  const HttpRequest change = request(std::move(method), call, std::move(body));
  for (int tries = 1;; ++tries) {
    HttpResponse response = http_.send(change);
    const auto wait = retry_delay(response, tries, clock_.now(), jitter_());
    if (!is_rate_limited(response) || !wait || *wait > retry_budget) return response;
    clock_.sleep_for(*wait);
  }
}

Error GithubRest::refusal(const RestCall& call, const HttpResponse& response) const {
  return github_refusal(response, {.api_url = api_url_,
                                   .repository = call.repository,
                                   .what = call.what,
                                   .verb = call.verb,
                                   .permission = call.permission,
                                   .token_input = token_input_,
                                   .anonymous = authorization_.empty(),
                                   .now = clock_.now()});
}

JsonView GithubRest::read(const RestCall& call, const HttpResponse& response) const {
  const bool done = response.status == 200 || response.status == 201;
  if (!done || !is_json(response)) throw refusal(call, response);
  return JsonView::parse(
      response.body,
      fmt::format("{}'s answer about {} of {}", api_url_, call.what, call.repository), false);
}

}  // namespace auto_sync
