#include "service/github_repository.h"

#include <fmt/format.h>

#include <future>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "base/version.h"
#include "policy/branch_rules.h"
#include "service/github_refusal.h"
#include "service/github_rest.h"
#include "service/metered_http_client.h"

namespace auto_sync {
namespace {

/// The scopes of a classic token; a classic one without any has the header too.
std::optional<std::vector<std::string>> scopes_of(const HttpResponse& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "x-oauth-scopes") return split_list(value, ",");
  }
  return std::nullopt;
}

RepositoryFacts parse_facts(const JsonView& json, const HttpResponse& response) {
  RepositoryFacts facts;
  facts.archived = json["archived"].boolean();
  if (const JsonView push = json["permissions"]["push"]; push.exists()) {
    facts.may_push = push.boolean();
  }
  facts.scopes = scopes_of(response);
  return facts;
}

}  // namespace

GithubRepository::GithubRepository(HttpClient& http, std::string api_url, const Secret& token)
    : http_(http),
      api_url_(std::move(api_url)),
      authorization_(token.empty() ? Secret() : Secret("Bearer " + token.reveal())) {
  while (api_url_.ends_with('/')) api_url_.pop_back();
}

std::optional<HttpResponse> GithubRepository::ask(const std::string& repository,
                                                  const std::string& path, int* status) {
  HttpRequest request;
  request.url = fmt::format("{}/repos/{}{}", api_url_,
                            replace_all(percent_encode(repository), "%2F", "/"), path);
  request.headers = {{"Accept", "application/vnd.github+json"},
                     {"X-GitHub-Api-Version", "2022-11-28"},
                     {"User-Agent", fmt::format("auto-sync/{}", version())}};
  request.authorization = authorization_;
  request.total_timeout = std::chrono::seconds(5);
  request.wanted_type = "json";
  request.max_body = largest_rest_answer;
  try {
    HttpResponse response = http_.send(request);
    if (status != nullptr) *status = response.status;
    if (response.status == 200 && is_json(response)) return response;
    log::debug("preflight: {} answered {}", request.url, response.status);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    log::debug("preflight: {}", error.what());
  }
  return std::nullopt;
}

template <typename T>
std::optional<T> GithubRepository::read(
    const std::string& repository, const std::string& path,
    const std::function<T(const JsonView&, const HttpResponse&)>& reader, int* status) {
  const std::optional<HttpResponse> response = ask(repository, path, status);
  if (!response) return std::nullopt;
  try {
    return reader(JsonView::parse(response->body, "GitHub's answer about " + repository, false),
                  *response);
  } catch (const Error& error) {
    log::debug("preflight: {}", error.what());
    return std::nullopt;
  }
}

std::optional<RepositoryFacts> GithubRepository::facts(const std::string& repository) {
  return read<RepositoryFacts>(repository, "", parse_facts);
}

BranchFacts GithubRepository::branch(const std::string& repository, const std::string& branch) {
  using Rules = std::vector<BranchRule>;
  const std::string name = percent_encode(branch);
  SideMeter* const meter = SideMeter::of_thread();
  auto rules = std::async(std::launch::async, [&] {
    const SideMeter::Thread metered(meter);
    return read<Rules>(
        repository, "/rules/branches/" + name + "?per_page=100",
        [](const JsonView& json, const HttpResponse&) { return parse_branch_rules(json); });
  });
  auto protection = std::async(std::launch::async, [&] {
    const SideMeter::Thread metered(meter);
    return read<Rules>(
        repository, "/branches/" + name + "/protection",
        [](const JsonView& json, const HttpResponse&) { return parse_branch_protection(json); });
  });
  int status = 0;
  BranchFacts facts;
  facts.is_protected = read<bool>(
      repository, "/branches/" + name,
      [](const JsonView& json, const HttpResponse&) { return json["protected"].boolean(); },
      &status);
  if (status == 404) facts.is_protected = false;
  facts.rules = rules.get();
  facts.protection = protection.get();
  return facts;
}

}  // namespace auto_sync
