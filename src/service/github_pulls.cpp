#include "service/github_pulls.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "policy/render_json_writer.h"
#include "service/github_refusal.h"

namespace auto_sync {
namespace {

const std::string writing = "pull requests: write";

PullRequest parse_pull(const JsonView& json) {
  return {.number = json["number"].number(),
          .url = json["html_url"].string_or(""),
          .body = json["body"].string_or(""),
          .head = Oid::parse(json["head"]["sha"].string()),
          .open = json["state"].string() == "open",
          .merged = json["merged_at"].exists()};
}

/// GitHub passes over a `head` that it does not understand and lists everything, so that every
/// pull request is looked at. The head's repository is null when its fork was deleted.
bool is_from(const JsonView& pull, const std::string& branch, const std::string& base) {
  const JsonView head = pull["head"];
  const JsonView into = pull["base"];
  return head["ref"].string() == branch && into["ref"].string() == base &&
         head["repo"]["id"].number_or(0) == into["repo"]["id"].number_or(1);
}

/// A body of one member, a list of texts.
std::string list_body(std::string_view name, const std::vector<std::string>& texts) {
  JsonWriter json;
  json.object([&] { json.key(name).array(texts, [&](const std::string& t) { json.text(t); }); });
  return json.str();
}

RestCall change(const std::string& repository, std::string path, std::string verb,
                std::string what) {
  return {repository, std::move(path), std::move(what), std::move(verb), writing};
}

std::string numbered(std::uint64_t number) {
  return fmt::format("pull request #{}", number);
}

}  // namespace

GithubPulls::GithubPulls(HttpClient& http, Clock& clock, std::string api_url, const Secret& token,
                         std::string token_input, Jitter jitter)
    : rest_(http, clock, std::move(api_url), token, std::move(token_input), std::move(jitter)) {}

std::vector<PullRequest> GithubPulls::list(const std::string& repository, const std::string& branch,
                                           const std::string& base) {
  const std::string owner = repository.substr(0, repository.find('/'));
  const RestCall call{repository,
                      fmt::format("pulls?state=all&head={}&base={}",
                                  percent_encode(owner + ":" + branch), percent_encode(base)),
                      "the pull requests", "read", "pull requests: read"};
  const JsonView all = rest_.read(call, rest_.get(call));
  std::vector<PullRequest> found;
  const std::size_t count = all.array_size();
  for (std::size_t i = 0; i < count; ++i) {
    if (is_from(all.at(i), branch, base)) found.push_back(parse_pull(all.at(i)));
  }
  return found;
}

std::optional<PullRequest> GithubPulls::open(const std::string& repository,
                                             const NewPullRequest& pull) {
  JsonWriter json;
  json.object([&] {
    json.key("title").text(pull.title);
    json.key("body").text(pull.body);
    json.key("head").text(pull.branch);
    json.key("base").text(pull.base);
  });
  const RestCall call = change(repository, "pulls", "open", "a pull request");
  const HttpResponse response = rest_.send_once("POST", call, json.str());
  if (response.status == 422 &&
      spoken_words(response).find("already exists") != std::string::npos) {
    return std::nullopt;
  }
  return parse_pull(rest_.read(call, response));
}

void GithubPulls::update(const std::string& repository, std::uint64_t number,
                         const std::string& title, const std::string& body) {
  JsonWriter json;
  json.object([&] {
    json.key("title").text(title);
    json.key("body").text(body);
  });
  const RestCall call =
      change(repository, fmt::format("pulls/{}", number), "update", numbered(number));
  rest_.read(call, rest_.repeat("PATCH", call, json.str()));
}

void GithubPulls::add_labels(const std::string& repository, std::uint64_t number,
                             const std::vector<std::string>& labels) {
  const RestCall call =
      change(repository, fmt::format("issues/{}/labels", number), "label", numbered(number));
  rest_.read(call, rest_.repeat("POST", call, list_body("labels", labels)));
}

void GithubPulls::ask_reviewer(const std::string& repository, std::uint64_t number,
                               const std::string& reviewer) {
  const std::size_t slash = reviewer.find('/');
  const bool team = slash != std::string::npos;
  const RestCall call = change(repository, fmt::format("pulls/{}/requested_reviewers", number),
                               "ask " + reviewer + " to review", numbered(number));
  const std::vector<std::string> asked = {team ? reviewer.substr(slash + 1) : reviewer};
  rest_.read(call,
             rest_.repeat("POST", call, list_body(team ? "team_reviewers" : "reviewers", asked)));
}

std::vector<std::string> GithubPulls::assign(const std::string& repository, std::uint64_t number,
                                             const std::vector<std::string>& logins) {
  const RestCall call =
      change(repository, fmt::format("issues/{}/assignees", number), "assign", numbered(number));
  const JsonView assigned =
      rest_.read(call, rest_.repeat("POST", call, list_body("assignees", logins)))["assignees"];
  std::vector<std::string> left_out = logins;
  for (std::size_t i = 0; i < assigned.size(); ++i) {
    const std::string login = to_lower(assigned.at(i)["login"].string_or(""));
    std::erase_if(left_out, [&](const std::string& wanted) { return to_lower(wanted) == login; });
  }
  return left_out;
}

}  // namespace auto_sync
