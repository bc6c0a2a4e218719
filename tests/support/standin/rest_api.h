#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.h"
#include "support/standin/http_message.h"
#include "support/standin/model.h"

namespace auto_sync::testing {

/// One REST call on a repository that the token may read. The state's mutex is held.
struct RestCall {
  State& state;                         // NOLINT(*-avoid-const-or-ref-data-members)
  Repository& repository;               // NOLINT(*-avoid-const-or-ref-data-members)
  const TokenSpec* token;               ///< null: anonymous
  std::vector<std::string> parameters;  ///< of the path, decoded
  std::map<std::string, std::string> query;
  Json body;
  std::string url;        ///< as asked, without the query
  std::string raw_query;  ///< as asked

  std::string repository_url() const { return state.api_url() + "/repos/" + repository.full_name; }
  std::string html_url() const { return state.server_url + "/" + repository.full_name; }
  /// A query parameter, or "".
  std::string asked(const std::string& name) const;
};

/// One line of the routing table. In a pattern `{}` is one part of the path, `{*}` one or more.
struct Route {
  std::string_view method;
  std::string_view pattern;     ///< below /repos/{owner}/{repo}
  std::string_view permission;  ///< fine-grained: contents=read; any of several, "; " between
  HttpAnswer (*answer)(RestCall&);
};

/// The rooms of the API; rest_api.cpp joins them.
std::vector<Route> actions_routes();
std::vector<Route> branch_routes();
std::vector<Route> ref_routes();
std::vector<Route> pull_routes();
std::vector<Route> issue_routes();

/// Answers a request below /api/v3. Takes the state's mutex.
HttpAnswer answer_rest(State& state, const HttpRequestHead& head, const std::string& body);

HttpAnswer json_answer(int status, const Json& json);
/// {"message": ..., "documentation_url": ..., "status": ...}
HttpAnswer error_answer(int status, std::string_view message);
/// 422 "Validation Failed" with one error: its members beside `resource`.
HttpAnswer validation_error(std::string_view resource, const Json& error);
/// The page that ?per_page= and ?page= ask for, with Link; wrapped as {total_count, key: [...]}
/// unless `key` is empty.
HttpAnswer paged_answer(const RestCall& call, const Json::Array& items, const std::string& key);

/// GitHub's published example `name`, its URLs and names turned into this repository's.
Json example(const RestCall& call, const std::string& name);
/// A repository as it is embedded in other answers.
Json minimal_repository(const State& state, const Repository& repository);

/// Issues and pull requests share their numbers. The one of that number; null when there is none.
Json* numbered(std::vector<Json>& items, const std::string& number);
std::uint64_t next_number(const Repository& repository);
/// Changes title, body and state of an issue or a pull request (404 for null).
HttpAnswer patched(Json* item, const Json& changes);

/// Runs git in the repository.
ProcessResult repository_git(const Repository& repository, const std::vector<std::string>& args);
/// The commit that a branch, tag, full ref or id stands for; "" when there is none.
std::string commit_of(const Repository& repository, const std::string& ref);

}  // namespace auto_sync::testing
