#include <stdexcept>

#include "support/standin/github_standin.h"
#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

/// What a run of ours may have left in a repository, beside refs.
Json repository_json(const Repository& repository) {
  return Json::object({{"id", repository.id},
                       {"full_name", repository.full_name},
                       {"pulls", repository.pulls},
                       {"issues", repository.issues},
                       {"dispatches", repository.dispatches},
                       {"workflow_dispatches", repository.workflow_dispatches}});
}

}  // namespace

/// Steers the stand-in from a shell: /_standin/... is neither logged nor disturbed by faults.
void GithubStandin::control(HttpConnection& connection, const HttpRequestHead& head) {
  const std::string body = connection.read_whole_body(64U << 20);
  HttpAnswer answer;
  try {
    answer = control_answer(head, body);
  } catch (const std::exception& error) {
    answer = error_answer(400, error.what());
  }
  connection.send(answer);
}

HttpAnswer GithubStandin::control_answer(const HttpRequestHead& head, const std::string& body) {
  const std::string call = head.method + " " + head.path;
  const Json done = Json::object({{"ok", true}});
  if (call == "POST /_standin/state") {
    load(Json::parse(body));
    return json_answer(200, done);
  }
  if (call == "POST /_standin/faults") {
    const Json faults = Json::parse(body);
    for (const Json& fault : faults.is_array() ? faults.elements() : Json::Array{faults}) {
      add_fault(fault_from_json(fault));
    }
    return json_answer(200, done);
  }
  if (call == "DELETE /_standin/faults") {
    clear_faults();
    return json_answer(200, done);
  }
  if (call == "GET /_standin/requests") {
    Json::Array all;
    for (const auto& record : requests()) all.push_back(record.to_json());
    return json_answer(200, all);
  }
  if (call == "GET /_standin/totals") return json_answer(200, totals().to_json());
  if (call == "POST /_standin/reset") {
    reset_log();
    clear_faults();
    return json_answer(200, done);
  }
  const std::string_view repositories = "GET /_standin/repositories/";
  if (call.starts_with(repositories)) {
    return json_answer(200, repository_json(repository(call.substr(repositories.size()))));
  }
  if (call == "GET /_standin/url")
    return json_answer(200, Json::object({{"url", url()}, {"api_url", api_url()}}));
  return error_answer(404, "no such control call; see tests/support/standin/README.md");
}

}  // namespace auto_sync::testing
