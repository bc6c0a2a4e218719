#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

/// The repository itself, branches and their protection, commits and comparisons.

HttpAnswer get_repository(RestCall& call) {
  Json json = example(call, "get__repo.200.default-response");
  json.update(minimal_repository(call.state, call.repository));
  const Access access = call.token == nullptr ? Access::read : [&] {
    const auto found = call.token->access.find(call.repository.full_name);
    return found == call.token->access.end() ? Access::read : found->second;
  }();
  json["archived"] = call.repository.archived;
  json["has_issues"] = call.repository.has_issues;
  json["default_branch"] = call.repository.default_branch;
  json["visibility"] = call.repository.is_public ? "public" : "private";
  json["clone_url"] = call.html_url() + ".git";
  json["permissions"] =
      Json::object({{"pull", true}, {"push", access == Access::write}, {"admin", false}});
  for (const char* unset : {"parent", "source", "template_repository"}) json[unset] = nullptr;
  return json_answer(200, json);
}

HttpAnswer get_branch(RestCall& call) {
  const std::string& name = call.parameters[0];
  const auto found = repository_git(
      call.repository, {"rev-parse", "--verify", "--quiet", "refs/heads/" + name + "^{commit}"});
  if (found.exit_code != 0) return error_answer(404, "Branch not found");
  Json json = example(call, "get__branches_branch.200.default");
  json["name"] = name;
  json["commit"]["sha"] = found.out;
  json["commit"]["url"] = call.repository_url() + "/commits/" + found.out;
  json["protected"] = call.repository.protection.contains(name);
  json["protection_url"] = call.repository_url() + "/branches/" + name + "/protection";
  return json_answer(200, json);
}

HttpAnswer get_protection(RestCall& call) {
  const auto found = call.repository.protection.find(call.parameters[0]);
  if (found == call.repository.protection.end()) return error_answer(404, "Branch not protected");
  Json json = example(call, "get__branches_branch_protection.200.default");
  json.update(found->second);
  return json_answer(200, json);
}

HttpAnswer get_rules(RestCall& call) {
  return paged_answer(call, call.repository.rules[call.parameters[0]].elements(), "");
}

Json commit_json(const RestCall& call, const std::string& sha) {
  const auto shown = repository_git(
      call.repository, {"show", "--no-patch", "--format=%T%n%an%n%ae%n%aI%n%P%n%B", sha});
  std::vector<std::string> fields;
  std::string rest = shown.out;
  for (int i = 0; i < 5; ++i) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    fields.push_back(rest.substr(0, end));
    rest.erase(0, end + 1);
  }
  Json json = Json::object({{"sha", sha},
                            {"url", call.repository_url() + "/commits/" + sha},
                            {"html_url", call.html_url() + "/commit/" + sha}});
  Json& commit = json["commit"];
  commit["message"] = rest;
  commit["tree"]["sha"] = fields[0];
  commit["author"] = Json::object({{"name", fields[1]}, {"email", fields[2]}, {"date", fields[3]}});
  commit["committer"] = commit["author"];
  json["parents"] = Json::array();
  for (std::size_t at = 0; at + 40 <= fields[4].size(); at += 41) {
    json["parents"].push_back(Json::object({{"sha", fields[4].substr(at, 40)}}));
  }
  return json;
}

HttpAnswer get_commit(RestCall& call) {
  const std::string sha = commit_of(call.repository, call.parameters[0]);
  if (sha.empty()) return error_answer(422, "No commit found for SHA: " + call.parameters[0]);
  return json_answer(200, commit_json(call, sha));
}

std::uint64_t count(const Repository& repository, const std::string& range) {
  return std::strtoull(repository_git(repository, {"rev-list", "--count", range}).out.c_str(),
                       nullptr, 10);
}

HttpAnswer compare(RestCall& call) {
  const std::string& range = call.parameters[0];
  const std::size_t dots = range.find("...");
  if (dots == std::string::npos) return error_answer(404, "Not Found");
  const auto revision = [&](std::string name) {
    const std::size_t colon = name.find(':');  // owner:branch of a fork network; ours is one
    if (colon != std::string::npos) name.erase(0, colon + 1);
    return commit_of(call.repository, name);
  };
  const std::string base = revision(range.substr(0, dots));
  const std::string head = revision(range.substr(dots + 3));
  if (base.empty() || head.empty()) return error_answer(404, "Not Found");
  const auto merge_base = repository_git(call.repository, {"merge-base", base, head});
  if (merge_base.exit_code != 0) {
    return error_answer(404, "No common ancestor between " + range.substr(0, dots) + " and " +
                                 range.substr(dots + 3) + ".");
  }
  const std::uint64_t ahead = count(call.repository, base + ".." + head);
  const std::uint64_t behind = count(call.repository, head + ".." + base);
  Json json = example(call, "get__compare_basehead.200.default");
  json["status"] =
      ahead > 0 ? (behind > 0 ? "diverged" : "ahead") : (behind > 0 ? "behind" : "identical");
  json["ahead_by"] = ahead;
  json["behind_by"] = behind;
  json["total_commits"] = ahead;
  json["base_commit"] = commit_json(call, base);
  json["merge_base_commit"] = commit_json(call, merge_base.out);
  json["commits"] = Json::array();
  json["files"] = Json::array();
  return json_answer(200, json);
}

}  // namespace

std::vector<Route> branch_routes() {
  return {{"GET", "", "metadata=read", get_repository},
          {"GET", "branches/{*}/protection", "administration=read", get_protection},
          {"GET", "branches/{*}", "contents=read", get_branch},
          {"GET", "rules/branches/{*}", "metadata=read", get_rules},
          {"GET", "compare/{*}", "contents=read", compare},
          {"GET", "commits/{*}", "contents=read", get_commit}};
}

}  // namespace auto_sync::testing
