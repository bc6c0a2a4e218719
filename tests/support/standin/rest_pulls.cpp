#include <algorithm>

#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

/// Pull requests and their reviewers.

std::string owner(const Repository& repository) {
  return repository.full_name.substr(0, repository.full_name.find('/'));
}

/// `branch` or `owner:branch`, always with its owner.
std::string labelled(const RestCall& call, const std::string& head) {
  return head.find(':') == std::string::npos ? owner(call.repository) + ":" + head : head;
}

Json side(const RestCall& call, const std::string& label, const std::string& sha) {
  const std::size_t colon = label.find(':');
  return Json::object({{"label", label},
                       {"ref", label.substr(colon + 1)},
                       {"sha", sha},
                       {"repo", minimal_repository(call.state, call.repository)}});
}

/// An open pull request follows its branch, and counts as merged once the base contains it.
void refresh(const Repository& repository, Json& pull) {
  if (pull.get("state").text() != "open") return;
  const std::string sha = commit_of(repository, pull.get("head").get("ref").text());
  if (sha.empty()) return;
  pull["head"]["sha"] = sha;
  const std::string base = commit_of(repository, pull.get("base").get("ref").text());
  if (repository_git(repository, {"merge-base", "--is-ancestor", sha, base}).exit_code != 0) return;
  pull["state"] = "closed";
  pull["merged"] = true;
  pull["merged_at"] = pull["closed_at"] = "2024-01-02T00:00:00Z";
}

HttpAnswer list_pulls(RestCall& call) {
  for (Json& pull : call.repository.pulls) refresh(call.repository, pull);
  const std::string state = call.asked("state").empty() ? "open" : call.asked("state");
  Json::Array found;
  for (auto pull = call.repository.pulls.rbegin(); pull != call.repository.pulls.rend(); ++pull) {
    if (state != "all" && pull->get("state").text() != state) continue;
    const std::string head = call.asked("head");
    if (!head.empty() && pull->get("head").get("label").text() != head) continue;
    const std::string base = call.asked("base");
    if (!base.empty() && pull->get("base").get("ref").text() != base) continue;
    found.push_back(*pull);
  }
  return paged_answer(call, found, "");
}

HttpAnswer custom_error(const std::string& message) {
  return validation_error("PullRequest", Json::object({{"code", "custom"}, {"message", message}}));
}

HttpAnswer create_pull(RestCall& call) {
  const std::string head = labelled(call, call.body.get("head").text());
  const std::string base = call.body.get("base").text();
  const std::string head_sha = commit_of(call.repository, head.substr(head.find(':') + 1));
  const std::string base_sha = commit_of(call.repository, base);
  for (const auto& [field, sha] : {std::pair{"head", head_sha}, std::pair{"base", base_sha}}) {
    if (sha.empty()) {
      return validation_error("PullRequest", Json::object({{"field", field}, {"code", "invalid"}}));
    }
  }
  for (const Json& pull : call.repository.pulls) {
    if (pull.get("state").text() == "open" && pull.get("head").get("label").text() == head &&
        pull.get("base").get("ref").text() == base) {
      return custom_error("A pull request already exists for " + head + ".");
    }
  }
  if (call.body.get("body").text().size() > 65'536) {
    return custom_error("body is too long (maximum is 65536 characters)");
  }
  const std::string head_branch = head.substr(head.find(':') + 1);
  if (repository_git(call.repository, {"merge-base", base_sha, head_sha}).exit_code != 0) {
    return custom_error("The " + head_branch + " branch has no history in common with " + base);
  }
  if (repository_git(call.repository, {"rev-list", "--count", base_sha + ".." + head_sha}).out ==
      "0") {
    return custom_error("No commits between " + base + " and " + head_branch);
  }
  const std::uint64_t number = next_number(call.repository);
  Json json = example(call, "post__pulls.201.default");
  for (const char* emptied : {"labels", "assignees", "requested_reviewers", "requested_teams"}) {
    json[emptied] = Json::array();
  }
  json["id"] = 1'000'000 + number;
  json["number"] = number;
  json["state"] = "open";
  json["title"] = call.body.get("title").text();
  json["body"] = call.body.get("body");
  json["draft"] = call.body.get("draft").boolean();
  json["merged"] = false;
  json["assignee"] = json["milestone"] = json["merged_at"] = json["closed_at"] = nullptr;
  json["head"] = side(call, head, head_sha);
  json["base"] = side(call, owner(call.repository) + ":" + base, base_sha);
  json["user"]["login"] = call.token != nullptr ? call.token->login : "ghost";
  json["url"] = call.repository_url() + "/pulls/" + std::to_string(number);
  json["html_url"] = call.html_url() + "/pull/" + std::to_string(number);
  call.repository.pulls.push_back(json);
  return json_answer(201, json);
}

HttpAnswer get_pull(RestCall& call) {
  const Json* pull = numbered(call.repository.pulls, call.parameters[0]);
  return pull == nullptr ? error_answer(404, "Not Found") : json_answer(200, *pull);
}

HttpAnswer update_pull(RestCall& call) {
  return patched(numbered(call.repository.pulls, call.parameters[0]), call.body);
}

bool may_review(const Repository& repository, const std::string& name) {
  const auto& known = repository.collaborators;
  return !known || std::find(known->begin(), known->end(), name) != known->end();
}

/// All of them or none, as GitHub does it.
HttpAnswer request_reviewers(RestCall& call) {
  Json* pull = numbered(call.repository.pulls, call.parameters[0]);
  if (pull == nullptr) return error_answer(404, "Not Found");
  for (const char* kind : {"reviewers", "team_reviewers"}) {
    for (const Json& name : call.body.get(kind).elements()) {
      if (name.text() == pull->get("user").get("login").text()) {
        return error_answer(422, "Review cannot be requested from pull request author.");
      }
      if (!may_review(call.repository, name.text())) {
        return error_answer(422,
                            "Reviews may only be requested from collaborators. One or more of the "
                            "users or teams you specified is not a collaborator of the " +
                                call.repository.full_name + " repository.");
      }
    }
  }
  for (const Json& login : call.body.get("reviewers").elements()) {
    (*pull)["requested_reviewers"].push_back(Json::object({{"login", login}}));
  }
  for (const Json& slug : call.body.get("team_reviewers").elements()) {
    (*pull)["requested_teams"].push_back(Json::object({{"slug", slug}}));
  }
  return json_answer(201, *pull);
}

}  // namespace

std::vector<Route> pull_routes() {
  return {{"GET", "pulls", "pull_requests=read", list_pulls},
          {"POST", "pulls", "pull_requests=write", create_pull},
          {"GET", "pulls/{}", "pull_requests=read", get_pull},
          {"PATCH", "pulls/{}", "pull_requests=write", update_pull},
          {"POST", "pulls/{}/requested_reviewers", "pull_requests=write", request_reviewers}};
}

}  // namespace auto_sync::testing
