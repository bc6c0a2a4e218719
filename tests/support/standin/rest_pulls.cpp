#include <algorithm>

#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

/// Pull requests, issues and repository_dispatch.

std::string owner(const Repository& repository) {
  return repository.full_name.substr(0, repository.full_name.find('/'));
}

/// `branch` or `owner:branch`, always with its owner.
std::string labelled(const RestCall& call, const std::string& head) {
  return head.find(':') == std::string::npos ? owner(call.repository) + ":" + head : head;
}

std::uint64_t next_number(const Repository& repository) {
  return repository.pulls.size() + repository.issues.size() + 1;
}

Json* numbered(std::vector<Json>& items, const std::string& number) {
  for (Json& item : items) {
    if (std::to_string(item.get("number").integer()) == number) return &item;
  }
  return nullptr;
}

/// A pull request, or an issue (to the API a pull request is one too).
Json* issue_or_pull(RestCall& call) {
  Json* found = numbered(call.repository.issues, call.parameters[0]);
  return found != nullptr ? found : numbered(call.repository.pulls, call.parameters[0]);
}

Json side(const RestCall& call, const std::string& label, const std::string& sha) {
  const std::size_t colon = label.find(':');
  return Json::object({{"label", label},
                       {"ref", label.substr(colon + 1)},
                       {"sha", sha},
                       {"repo", minimal_repository(call.state, call.repository)}});
}

HttpAnswer list_pulls(RestCall& call) {
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
  const auto custom = [](const std::string& message) {
    return validation_error("PullRequest",
                            Json::object({{"code", "custom"}, {"message", message}}));
  };
  for (const Json& pull : call.repository.pulls) {
    if (pull.get("state").text() == "open" && pull.get("head").get("label").text() == head &&
        pull.get("base").get("ref").text() == base) {
      return custom("A pull request already exists for " + head + ".");
    }
  }
  if (repository_git(call.repository, {"rev-list", "--count", base_sha + ".." + head_sha}).out ==
      "0") {
    return custom("No commits between " + base + " and " + call.body.get("head").text());
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

HttpAnswer patched(Json* item, const Json& changes) {
  if (item == nullptr) return error_answer(404, "Not Found");
  for (const char* name : {"title", "body", "state", "state_reason"}) {
    if (changes.has(name)) (*item)[name] = changes.get(name);
  }
  return json_answer(200, *item);
}

HttpAnswer update_pull(RestCall& call) {
  return patched(numbered(call.repository.pulls, call.parameters[0]), call.body);
}

HttpAnswer request_reviewers(RestCall& call) {
  Json* pull = numbered(call.repository.pulls, call.parameters[0]);
  if (pull == nullptr) return error_answer(404, "Not Found");
  for (const Json& login : call.body.get("reviewers").elements()) {
    (*pull)["requested_reviewers"].push_back(Json::object({{"login", login}}));
  }
  for (const Json& slug : call.body.get("team_reviewers").elements()) {
    (*pull)["requested_teams"].push_back(Json::object({{"slug", slug}}));
  }
  return json_answer(201, *pull);
}

void add_labels(Json& item, const Json& labels) {
  for (const Json& label : labels.elements()) {
    const std::string name = label.is_string() ? label.text() : label.get("name").text();
    const auto& held = item["labels"].elements();
    if (std::any_of(held.begin(), held.end(),
                    [&](const Json& one) { return one.get("name").text() == name; })) {
      continue;
    }
    item["labels"].push_back(Json::object({{"name", name}}));
  }
}

void add_assignees(Json& item, const Json& logins) {
  for (const Json& login : logins.elements()) {
    item["assignees"].push_back(Json::object({{"login", login}}));
  }
}

HttpAnswer post_labels(RestCall& call) {
  Json* item = issue_or_pull(call);
  if (item == nullptr) return error_answer(404, "Not Found");
  add_labels(*item, call.body.is_array() ? call.body : call.body.get("labels"));
  return json_answer(200, item->get("labels"));
}

HttpAnswer post_assignees(RestCall& call) {
  Json* item = issue_or_pull(call);
  if (item == nullptr) return error_answer(404, "Not Found");
  add_assignees(*item, call.body.get("assignees"));
  return json_answer(201, *item);
}

HttpAnswer post_comment(RestCall& call) {
  Json* item = issue_or_pull(call);
  if (item == nullptr) return error_answer(404, "Not Found");
  const Json comment = Json::object(
      {{"id", std::uint64_t{call.state.next_id++}}, {"body", call.body.get("body").text()}});
  (*item)["_comments"].push_back(comment);
  return json_answer(201, comment);
}

HttpAnswer list_issues(RestCall& call) {
  const std::string state = call.asked("state").empty() ? "open" : call.asked("state");
  const std::string label = call.asked("labels");
  Json::Array found;
  for (auto issue = call.repository.issues.rbegin(); issue != call.repository.issues.rend();
       ++issue) {
    if (state != "all" && issue->get("state").text() != state) continue;
    const auto& labels = issue->get("labels").elements();
    if (label.empty() || std::any_of(labels.begin(), labels.end(), [&](const Json& one) {
          return one.get("name").text() == label;
        })) {
      found.push_back(*issue);
    }
  }
  return paged_answer(call, found, "");
}

HttpAnswer create_issue(RestCall& call) {
  if (!call.repository.has_issues) return error_answer(410, "Issues are disabled for this repo");
  if (call.body.get("title").text().empty()) {
    return validation_error("Issue", Json::object({{"field", "title"}, {"code", "missing_field"}}));
  }
  const std::uint64_t number = next_number(call.repository);
  Json json = example(call, "post__issues.201.default");
  json["id"] = 2'000'000 + number;
  json["number"] = number;
  json["state"] = "open";
  json["title"] = call.body.get("title");
  json["body"] = call.body.get("body");
  json["labels"] = json["assignees"] = Json::array();
  json["assignee"] = json["milestone"] = json["closed_at"] = json["pull_request"] = nullptr;
  json["user"]["login"] = call.token != nullptr ? call.token->login : "ghost";
  json["url"] = call.repository_url() + "/issues/" + std::to_string(number);
  json["html_url"] = call.html_url() + "/issues/" + std::to_string(number);
  add_labels(json, call.body.get("labels"));
  add_assignees(json, call.body.get("assignees"));
  call.repository.issues.push_back(json);
  return json_answer(201, json);
}

HttpAnswer get_issue(RestCall& call) {
  const Json* item = issue_or_pull(call);
  return item == nullptr ? error_answer(404, "Not Found") : json_answer(200, *item);
}

HttpAnswer update_issue(RestCall& call) {
  return patched(issue_or_pull(call), call.body);
}

HttpAnswer post_dispatch(RestCall& call) {
  if (call.body.get("event_type").text().empty()) {
    return error_answer(422, "Invalid request.\n\n\"event_type\" wasn't supplied.");
  }
  call.repository.dispatches.push_back(call.body);
  return {204, {}, ""};
}

}  // namespace

std::vector<Route> pull_routes() {
  return {{"GET", "pulls", "pull_requests=read", list_pulls},
          {"POST", "pulls", "pull_requests=write", create_pull},
          {"GET", "pulls/{}", "pull_requests=read", get_pull},
          {"PATCH", "pulls/{}", "pull_requests=write", update_pull},
          {"POST", "pulls/{}/requested_reviewers", "pull_requests=write", request_reviewers},
          {"GET", "issues", "issues=read", list_issues},
          {"POST", "issues", "issues=write", create_issue},
          {"GET", "issues/{}", "issues=read", get_issue},
          {"PATCH", "issues/{}", "issues=write", update_issue},
          {"POST", "issues/{}/labels", "issues=write", post_labels},
          {"POST", "issues/{}/assignees", "issues=write", post_assignees},
          {"POST", "issues/{}/comments", "issues=write", post_comment},
          {"POST", "dispatches", "contents=write", post_dispatch}};
}

}  // namespace auto_sync::testing
