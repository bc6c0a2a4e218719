#include <fstream>
#include <sstream>
#include <stdexcept>

#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

std::string read_example(const std::string& name) {
  static std::map<std::string, std::string> known;  // guarded by the state's mutex
  auto found = known.find(name);
  if (found != known.end()) return found->second;
  const std::string file = std::string(STANDIN_EXAMPLES_DIR) + "/" + name + ".json";
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::stringstream text;
  text << in.rdbuf();
  return known[name] = text.str();
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::string repository_name(const Repository& repository) {
  return repository.full_name.substr(repository.full_name.find('/') + 1);
}

std::string owner_name(const Repository& repository) {
  return repository.full_name.substr(0, repository.full_name.find('/'));
}

}  // namespace

Json example(const RestCall& call, const std::string& name) {
  std::string text = read_example(name);
  replace_all(text, "https://api.github.com", call.state.api_url());
  replace_all(text, "https://github.com", call.state.server_url);
  for (const char* other : {"octo-org/octo-repo", "octo-org/hello-world", "octocat/Hello-World",
                            "octocat/hello-world", "github/hello-world"}) {
    replace_all(text, other, call.repository.full_name);
  }
  return Json::parse(text);
}

Json minimal_repository(const State& state, const Repository& repository) {
  Json json = Json::object();
  json["id"] = repository.id;
  json["name"] = repository_name(repository);
  json["full_name"] = repository.full_name;
  json["private"] = !repository.is_public;
  json["fork"] = false;
  json["html_url"] = state.server_url + "/" + repository.full_name;
  json["url"] = state.api_url() + "/repos/" + repository.full_name;
  json["owner"]["login"] = owner_name(repository);
  json["owner"]["id"] = 1;
  json["owner"]["type"] = "Organization";
  return json;
}

ProcessResult repository_git(const Repository& repository, const std::vector<std::string>& args) {
  std::vector<std::string> argv{"git", "-c", "safe.directory=*", "--git-dir",
                                repository.path.string()};
  argv.insert(argv.end(), args.begin(), args.end());
  ProcessResult result = run_process(argv, {{"PATH", search_path()},
                                            {"HOME", repository.path.string()},
                                            {"LC_ALL", "C"},
                                            {"GIT_CONFIG_NOSYSTEM", "1"},
                                            {"GIT_CONFIG_GLOBAL", "/dev/null"}});
  while (result.out.ends_with('\n')) result.out.pop_back();
  return result;
}

std::string commit_of(const Repository& repository, const std::string& ref) {
  if (ref.empty() || ref.front() == '-') return {};
  for (const char* prefix : {"refs/heads/", "refs/tags/", "refs/", ""}) {
    const auto found = repository_git(
        repository, {"rev-parse", "--verify", "--quiet", prefix + ref + "^{commit}"});
    if (found.exit_code == 0) return found.out;
  }
  return {};
}

}  // namespace auto_sync::testing
