#include <algorithm>

#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

/// Issues, what pull requests have in common with them, and repository_dispatch.

/// A pull request, or an issue (to the API a pull request is one too).
Json* issue_or_pull(RestCall& call) {
  Json* found = numbered(call.repository.issues, call.parameters[0]);
  return found != nullptr ? found : numbered(call.repository.pulls, call.parameters[0]);
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

/// Who cannot be assigned is left out without a word, as GitHub does it.
void add_assignees(const Repository& repository, Json& item, const Json& logins) {
  const auto& known = repository.collaborators;
  for (const Json& login : logins.elements()) {
    if (known && std::find(known->begin(), known->end(), login.text()) == known->end()) continue;
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
  add_assignees(call.repository, *item, call.body.get("assignees"));
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
  add_assignees(call.repository, json, call.body.get("assignees"));
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

std::uint64_t next_number(const Repository& repository) {
  return repository.pulls.size() + repository.issues.size() + 1;
}

Json* numbered(std::vector<Json>& items, const std::string& number) {
  for (Json& item : items) {
    if (std::to_string(item.get("number").integer()) == number) return &item;
  }
  return nullptr;
}

HttpAnswer patched(Json* item, const Json& changes) {
  if (item == nullptr) return error_answer(404, "Not Found");
  for (const char* name : {"title", "body", "state", "state_reason"}) {
    if (changes.has(name)) (*item)[name] = changes.get(name);
  }
  return json_answer(200, *item);
}

std::vector<Route> issue_routes() {
  return {{"GET", "issues", "issues=read", list_issues},
          {"POST", "issues", "issues=write", create_issue},
          {"GET", "issues/{}", "issues=read", get_issue},
          {"PATCH", "issues/{}", "issues=write", update_issue},
          {"POST", "issues/{}/labels", "issues=write; pull_requests=write", post_labels},
          {"POST", "issues/{}/assignees", "issues=write; pull_requests=write", post_assignees},
          {"POST", "issues/{}/comments", "issues=write; pull_requests=write", post_comment},
          {"POST", "dispatches", "contents=write", post_dispatch}};
}

}  // namespace auto_sync::testing
