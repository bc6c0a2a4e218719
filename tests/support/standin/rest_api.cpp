#include "support/standin/rest_api.h"

#include <algorithm>
#include <optional>

namespace auto_sync::testing {
namespace {

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    if (!part.empty()) parts.emplace_back(part);
  }
  return parts;
}

/// The decoded parameters when `parts` fit the pattern.
std::optional<std::vector<std::string>> match_parts(const std::vector<std::string>& pattern,
                                                    const std::vector<std::string>& parts) {
  std::vector<std::string> found;
  std::size_t at = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (at >= parts.size()) return std::nullopt;
    if (pattern[i] == "{*}") {
      const std::size_t after = pattern.size() - i - 1;
      if (parts.size() < at + 1 + after) return std::nullopt;
      std::string joined = percent_decode(parts[at++]);
      while (parts.size() - at > after) joined += "/" + percent_decode(parts[at++]);
      found.push_back(std::move(joined));
    } else if (pattern[i] == "{}") {
      found.push_back(percent_decode(parts[at++]));
    } else if (pattern[i] != parts[at++]) {
      return std::nullopt;
    }
  }
  if (at != parts.size()) return std::nullopt;
  return found;
}

std::vector<Route> all_routes() {
  std::vector<Route> routes;
  for (auto&& room :
       {actions_routes(), branch_routes(), ref_routes(), pull_routes(), issue_routes()}) {
    routes.insert(routes.end(), room.begin(), room.end());
  }
  return routes;
}

bool level_suffices(std::string_view held, std::string_view wanted) {
  return held == "write" || held == "admin" || held == wanted;
}

bool permitted_one(const State& state, const TokenSpec* token, const std::string& token_text,
                   const Repository& repository, std::string_view permission) {
  const std::size_t equals = permission.find('=');
  const std::string_view name = permission.substr(0, equals);
  const std::string_view wanted = permission.substr(equals + 1);
  if (token != nullptr) {
    const auto named = token->permissions.find(std::string(name));
    if (named != token->permissions.end()) return level_suffices(named->second, wanted);
  }
  const Access access = state.access(token_text, repository);
  return wanted == "read" ? access != Access::none : access == Access::write;
}

/// Whether the token has any of the permissions, which `; ` parts.
bool permitted(const State& state, const TokenSpec* token, const std::string& token_text,
               const Repository& repository, std::string_view permissions) {
  const std::string_view first = permissions.substr(0, permissions.find("; "));
  if (permitted_one(state, token, token_text, repository, first)) return true;
  return first.size() < permissions.size() &&
         permitted(state, token, token_text, repository, permissions.substr(first.size() + 2));
}

HttpAnswer missing_permission(const std::string& token_text, std::string_view permission) {
  HttpAnswer answer = error_answer(403, token_text.starts_with("ghs_")
                                            ? "Resource not accessible by integration"
                                            : "Resource not accessible by personal access token");
  answer.headers.emplace_back("X-Accepted-GitHub-Permissions", permission);
  return answer;
}

HttpAnswer rate_limit(const State& state) {
  (void)state;
  const Json core = Json::object({{"limit", 5000},
                                  {"used", 1},
                                  {"remaining", 4999},
                                  {"reset", 4102444800},
                                  {"resource", "core"}});
  return json_answer(200,
                     Json::object({{"resources", Json::object({{"core", core}})}, {"rate", core}}));
}

HttpAnswer moved(const State& state, const Renamed& renamed, const std::string& rest,
                 const HttpRequestHead& head) {
  std::string location = state.api_url() + "/repos/" + renamed.to + rest;
  if (!head.query.empty()) location += "?" + head.query;
  const int status = head.method == "GET" ? 301 : 307;  // as recorded from GitHub
  HttpAnswer answer = json_answer(
      status, Json::object({{"message", status == 301 ? "Moved Permanently" : "Temporary Redirect"},
                            {"url", location},
                            {"documentation_url", "https://docs.github.com/rest"}}));
  answer.headers.emplace_back("Location", location);
  return answer;
}

struct Caller {
  std::string token_text;
  const TokenSpec* token = nullptr;
};

HttpAnswer answer_repository(State& state, const Caller& caller, const HttpRequestHead& head,
                             const std::vector<std::string>& parts, const std::string& body) {
  static const std::vector<Route> routes = all_routes();
  const std::string name = percent_decode(parts[1]) + "/" + percent_decode(parts[2]);
  const std::vector<std::string> below(parts.begin() + 3, parts.end());
  if (const auto renamed = state.renamed.find(name); renamed != state.renamed.end()) {
    std::string rest;
    for (const auto& part : below) rest += "/" + part;
    return moved(state, renamed->second, rest, head);
  }
  Repository* repository = state.find(name);
  if (repository == nullptr || state.access(caller.token_text, *repository) == Access::none) {
    return error_answer(404, "Not Found");
  }
  for (const Route& route : routes) {
    if (route.method != head.method) continue;
    auto parameters = match_parts(split_path(route.pattern), below);
    if (!parameters) continue;
    if (!permitted(state, caller.token, caller.token_text, *repository, route.permission)) {
      return missing_permission(caller.token_text, route.permission);
    }
    if (repository->archived && head.method != "GET") {
      return error_answer(403, "Repository was archived so is read-only.");
    }
    RestCall call{state,
                  *repository,
                  caller.token,
                  std::move(*parameters),
                  head.parameters(),
                  Json::object(),
                  state.server_url + head.path,
                  head.query};
    try {
      if (!body.empty()) call.body = Json::parse(body);
    } catch (const std::invalid_argument&) {
      return error_answer(400, "Problems parsing JSON");
    }
    return route.answer(call);
  }
  return error_answer(404, "Not Found");
}

HttpAnswer route_request(State& state, const Caller& caller, const HttpRequestHead& head,
                         const std::string& body) {
  auto parts = split_path(head.path.substr(std::string_view("/api/v3").size()));
  if (parts.size() == 1 && parts[0] == "rate_limit") return rate_limit(state);
  if (parts.size() == 1 && parts[0] == "user" && caller.token != nullptr) {
    return json_answer(200, Json::object({{"login", caller.token->login}, {"id", 1}}));
  }
  if (parts.size() >= 3 && parts[0] == "repos") {
    return answer_repository(state, caller, head, parts, body);
  }
  return error_answer(404, "Not Found");
}

void add_common_headers(HttpAnswer& answer, const TokenSpec* token) {
  auto& headers = answer.headers;
  headers.emplace_back("Server", "github.com");
  headers.emplace_back("X-GitHub-Media-Type", "github.v3; format=json");
  headers.emplace_back("X-GitHub-Request-Id", "0000:0000:0000000:0000000:00000000");
  headers.emplace_back("X-RateLimit-Limit", token != nullptr ? "5000" : "60");
  headers.emplace_back("X-RateLimit-Remaining", token != nullptr ? "4999" : "59");
  headers.emplace_back("X-RateLimit-Used", "1");
  headers.emplace_back("X-RateLimit-Reset", "4102444800");
  headers.emplace_back("X-RateLimit-Resource", "core");
  if (token != nullptr && token->scopes) headers.emplace_back("X-OAuth-Scopes", *token->scopes);
}

}  // namespace

std::string RestCall::asked(const std::string& name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

HttpAnswer answer_rest(State& state, const HttpRequestHead& head, const std::string& body) {
  const std::lock_guard lock(state.mutex);
  const std::string_view authorization = head.header("authorization");
  Caller caller{token_of(authorization)};
  if (!authorization.empty()) {
    const auto found = state.tokens.find(caller.token_text);
    if (found == state.tokens.end() || found->second.expired) {
      HttpAnswer answer = error_answer(401, "Bad credentials");
      add_common_headers(answer, nullptr);
      return answer;
    }
    caller.token = &found->second;
  }
  HttpAnswer answer = route_request(state, caller, head, body);
  add_common_headers(answer, caller.token);
  return answer;
}

HttpAnswer json_answer(int status, const Json& json) {
  return {status, {{"Content-Type", "application/json; charset=utf-8"}}, json.dump()};
}

HttpAnswer error_answer(int status, std::string_view message) {
  return json_answer(status, Json::object({{"message", message},
                                           {"documentation_url", "https://docs.github.com/rest"},
                                           {"status", std::to_string(status)}}));
}

HttpAnswer validation_error(std::string_view resource, const Json& error) {
  Json described = Json::object({{"resource", resource}});
  described.update(error);
  return json_answer(422, Json::object({{"message", "Validation Failed"},
                                        {"errors", Json::array({described})},
                                        {"documentation_url", "https://docs.github.com/rest"},
                                        {"status", "422"}}));
}

HttpAnswer paged_answer(const RestCall& call, const Json::Array& items, const std::string& key) {
  const auto number = [&](const char* name, std::size_t fallback) {
    const std::string text = call.asked(name);
    return text.empty() ? fallback
                        : std::max<std::size_t>(1, std::strtoul(text.c_str(), nullptr, 10));
  };
  const std::size_t per_page = std::min<std::size_t>(100, number("per_page", 30));
  const std::size_t page = number("page", 1);
  const std::size_t pages = std::max<std::size_t>(1, (items.size() + per_page - 1) / per_page);
  Json::Array part;
  for (std::size_t i = (page - 1) * per_page; i < std::min(items.size(), page * per_page); ++i) {
    part.push_back(items[i]);
  }
  HttpAnswer answer = json_answer(
      200, key.empty() ? Json(part)
                       : Json::object({{"total_count", std::uint64_t{items.size()}}, {key, part}}));
  if (page < pages) {
    const auto link = [&](std::size_t to, const char* rel) {
      std::string kept;
      std::string_view rest = call.raw_query;
      while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        if (!pair.starts_with("page=")) kept.append(pair).append("&");
      }
      return "<" + call.url + "?" + kept + "page=" + std::to_string(to) + ">; rel=\"" + rel + "\"";
    };
    answer.headers.emplace_back("Link", link(page + 1, "next") + ", " + link(pages, "last"));
  }
  return answer;
}

}  // namespace auto_sync::testing
