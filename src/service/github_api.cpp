#include "service/github_api.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
#include "base/version.h"
#include "policy/parse_build_run.h"
#include "service/github_refusal.h"

namespace auto_sync {
namespace {

constexpr unsigned page_size = 100;  // the most that GitHub gives
constexpr unsigned last_page = 10;   // 1,000 entries

/// `owner/name` with everything but the slash between the two encoded.
std::string encoded_repository(const std::string& repository) {
  const std::size_t slash = repository.find('/');
  if (slash == std::string::npos) return percent_encode(repository);
  return percent_encode(repository.substr(0, slash)) + "/" +
         percent_encode(repository.substr(slash + 1));
}

void add_filter(std::string& path, std::string_view name, std::string_view value) {
  if (!value.empty()) path += fmt::format("&{}={}", name, percent_encode(value));
}

/// Whether the answer has a next page (RFC 8288). The pages are numbered, so that the link's URL,
/// which a server may point anywhere, need not be followed.
bool has_next_page(const HttpResponse& response) {
  return response.header("link").find("rel=\"next\"") != std::string_view::npos;
}

Workflow parse_workflow(const JsonView& json) {
  return {.id = json["id"].number(),
          .name = json["name"].string(),
          .path = workflow_path(json["path"].string()),
          .state = json["state"].string_or("")};
}

}  // namespace

GithubApi::GithubApi(HttpClient& http, Clock& clock, std::string api_url, const Secret& token,
                     std::string token_input, Jitter jitter)
    : http_(http),
      clock_(clock),
      api_url_(std::move(api_url)),
      authorization_(token.empty() ? Secret() : Secret("Bearer " + token.reveal())),
      token_input_(std::move(token_input)),
      jitter_(std::move(jitter)) {
  while (api_url_.ends_with('/')) api_url_.pop_back();
}

BuildRun GithubApi::run(const std::string& repository, std::uint64_t id) {
  const Question question{repository, fmt::format("actions/runs/{}", id),
                          fmt::format("workflow run {}", id)};
  return parse_build_run(answer(question, ask(question)));
}

std::vector<Workflow> GithubApi::workflows(const std::string& repository) {
  std::vector<Workflow> all;
  for (unsigned page = 1; page <= last_page; ++page) {
    const Question question{repository,
                            fmt::format("actions/workflows?per_page={}&page={}", page_size, page),
                            "the list of workflows"};
    const HttpResponse response = ask(question);
    const JsonView list = answer(question, response)["workflows"];
    const std::size_t count = list.array_size();
    for (std::size_t i = 0; i < count; ++i) all.push_back(parse_workflow(list.at(i)));
    if (!has_next_page(response)) break;
  }
  return all;
}

std::optional<RunPage> GithubApi::runs(const std::string& repository, const std::string& workflow,
                                       const RunQuery& query) {
  Question question{repository,
                    fmt::format("actions/workflows/{}/runs?per_page={}&page={}",
                                percent_encode(workflow), query.per_page, query.page),
                    "the runs of workflow " + workflow};
  add_filter(question.path, "branch", query.branch);
  add_filter(question.path, "event", query.event);
  add_filter(question.path, "status", query.status);
  add_filter(question.path, "head_sha", query.head_sha);
  const HttpResponse response = ask(question);
  if (response.status == 404 && is_json(response)) return std::nullopt;
  const JsonView list = answer(question, response)["workflow_runs"];
  const std::size_t count = list.array_size();
  RunPage page;
  page.more = has_next_page(response);
  for (std::size_t i = 0; i < count; ++i) page.runs.push_back(parse_build_run(list.at(i)));
  return page;
}

HttpResponse GithubApi::ask(const Question& question) {
  HttpRequest request;
  request.url = fmt::format("{}/repos/{}/{}", api_url_, encoded_repository(question.repository),
                            question.path);
  request.headers = {{"Accept", "application/vnd.github+json"},
                     {"X-GitHub-Api-Version", "2022-11-28"},
                     {"User-Agent", fmt::format("auto-sync/{}", version())}};
  request.authorization = authorization_;
  request.stall_timeout = std::chrono::seconds(20);
  request.total_timeout = retry_budget;
  return send_with_retries(http_, clock_, request, jitter_);
}

JsonView GithubApi::answer(const Question& question, const HttpResponse& response) const {
  if (response.status != 200 || !is_json(response)) {
    throw github_refusal(response, {.api_url = api_url_,
                                    .repository = question.repository,
                                    .what = question.what,
                                    .token_input = token_input_,
                                    .anonymous = authorization_.empty(),
                                    .now = clock_.now()});
  }
  return JsonView::parse(
      response.body,
      fmt::format("{}'s answer about {} of {}", api_url_, question.what, question.repository),
      false);
}

}  // namespace auto_sync
