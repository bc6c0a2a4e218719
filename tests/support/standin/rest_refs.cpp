#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

/// git/refs: reading and writing refs without a push.

Json ref_json(const RestCall& call, const std::string& ref, const std::string& id) {
  const std::string type = repository_git(call.repository, {"cat-file", "-t", id}).out;
  Json json = example(call, "get__git_ref_ref.200.default");
  json["ref"] = ref;
  json["url"] = call.repository_url() + "/git/" + ref;
  json["object"] = Json::object(
      {{"type", type}, {"sha", id}, {"url", call.repository_url() + "/git/" + type + "s/" + id}});
  return json;
}

std::string ref_value(const Repository& repository, const std::string& ref) {
  const auto found = repository_git(repository, {"rev-parse", "--verify", "--quiet", ref});
  return found.exit_code == 0 ? found.out : std::string();
}

bool object_exists(const Repository& repository, const std::string& id) {
  return id.size() == 40 && repository_git(repository, {"cat-file", "-e", id}).exit_code == 0;
}

bool empty_repository(const Repository& repository) {
  return repository_git(repository, {"for-each-ref", "--count=1"}).out.empty();
}

HttpAnswer get_ref(RestCall& call) {
  const std::string ref = "refs/" + call.parameters[0];
  const std::string id = ref_value(call.repository, ref);
  return id.empty() ? error_answer(404, "Not Found") : json_answer(200, ref_json(call, ref, id));
}

HttpAnswer get_matching_refs(RestCall& call) {
  const auto listed =
      repository_git(call.repository, {"for-each-ref", "--format=%(objectname) %(refname)"});
  Json::Array found;
  std::string_view rest = listed.out;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::string ref(line.substr(41));
    if (ref.starts_with("refs/" + call.parameters[0])) {
      found.push_back(ref_json(call, ref, std::string(line.substr(0, 40))));
    }
  }
  return paged_answer(call, found, "");
}

HttpAnswer create_ref(RestCall& call) {
  const std::string ref = call.body.get("ref").text();
  const std::string id = call.body.get("sha").text();
  if (empty_repository(call.repository)) return error_answer(409, "Git Repository is empty.");
  if (!ref.starts_with("refs/") || ref.find('/', 5) == std::string::npos) {
    return error_answer(422,
                        "Reference name must start with 'refs/' and have at least two slashes.");
  }
  if (!object_exists(call.repository, id)) return error_answer(422, "Object does not exist");
  if (!ref_value(call.repository, ref).empty()) {
    return error_answer(422, "Reference already exists");
  }
  const auto made = repository_git(call.repository, {"update-ref", ref, id, ""});
  if (made.exit_code != 0) return error_answer(422, "Reference update failed");
  return json_answer(201, ref_json(call, ref, id));
}

HttpAnswer update_ref(RestCall& call) {
  const std::string ref = "refs/" + call.parameters[0];
  const std::string id = call.body.get("sha").text();
  const std::string old = ref_value(call.repository, ref);
  if (old.empty()) return error_answer(422, "Reference does not exist");
  if (!object_exists(call.repository, id)) return error_answer(422, "Object does not exist");
  const bool forward =
      repository_git(call.repository, {"merge-base", "--is-ancestor", old, id}).exit_code == 0;
  if (!forward && !call.body.get("force").boolean()) {
    return error_answer(422, "Update is not a fast forward");
  }
  if (repository_git(call.repository, {"update-ref", ref, id, old}).exit_code != 0) {
    return error_answer(409, "Reference cannot be updated");
  }
  return json_answer(200, ref_json(call, ref, id));
}

HttpAnswer delete_ref(RestCall& call) {
  const std::string ref = "refs/" + call.parameters[0];
  if (ref_value(call.repository, ref).empty()) return error_answer(422, "Reference does not exist");
  repository_git(call.repository, {"update-ref", "-d", ref});
  return {204, {}, ""};
}

}  // namespace

std::vector<Route> ref_routes() {
  return {{"GET", "git/ref/{*}", "contents=read", get_ref},
          {"GET", "git/matching-refs/{*}", "contents=read", get_matching_refs},
          {"POST", "git/refs", "contents=write", create_ref},
          {"PATCH", "git/refs/{*}", "contents=write", update_ref},
          {"DELETE", "git/refs/{*}", "contents=write", delete_ref}};
}

}  // namespace auto_sync::testing
