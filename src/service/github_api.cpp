#include "service/github_api.h"

#include <fmt/format.h>

#include "base/text.h"
#include "policy/parse_build_run.h"
#include "service/github_refusal.h"

namespace auto_sync {
namespace {

constexpr unsigned page_size = 100;  // the most that GitHub gives
constexpr unsigned last_page = 10;   // 1,000 entries

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

BuildRun GithubApi::run(const std::string& repository, std::uint64_t id) {
  const RestCall question{repository, fmt::format("actions/runs/{}", id),
                          fmt::format("workflow run {}", id)};
  return parse_build_run(rest_.read(question, rest_.get(question)));
}

std::vector<Workflow> GithubApi::workflows(const std::string& repository) {
  std::vector<Workflow> all;
  for (unsigned page = 1; page <= last_page; ++page) {
    const RestCall question{repository,
                            fmt::format("actions/workflows?per_page={}&page={}", page_size, page),
                            "the list of workflows"};
    const HttpResponse response = rest_.get(question);
    const JsonView list = rest_.read(question, response)["workflows"];
    const std::size_t count = list.array_size();
    for (std::size_t i = 0; i < count; ++i) all.push_back(parse_workflow(list.at(i)));
    if (!has_next_page(response)) break;
  }
  return all;
}

std::optional<RunPage> GithubApi::runs(const std::string& repository, const std::string& workflow,
                                       const RunQuery& query) {
  RestCall question{repository,
                    fmt::format("actions/workflows/{}/runs?per_page={}&page={}",
                                percent_encode(workflow), query.per_page, query.page),
                    "the runs of workflow " + workflow};
  add_filter(question.path, "branch", query.branch);
  add_filter(question.path, "event", query.event);
  add_filter(question.path, "status", query.status);
  add_filter(question.path, "head_sha", query.head_sha);
  const HttpResponse response = rest_.get(question);
  if (response.status == 404 && is_json(response)) return std::nullopt;
  const JsonView list = rest_.read(question, response)["workflow_runs"];
  const std::size_t count = list.array_size();
  RunPage page;
  page.more = has_next_page(response);
  for (std::size_t i = 0; i < count; ++i) page.runs.push_back(parse_build_run(list.at(i)));
  return page;
}

}  // namespace auto_sync
