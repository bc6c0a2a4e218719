#include "policy/parse_build_run.h"

namespace auto_sync {

BuildRun parse_build_run(const JsonView& json) {
  BuildRun run;
  run.id = json["id"].number();
  run.workflow_id = json["workflow_id"].number();
  run.path = workflow_path(json["path"].string());
  run.workflow_name = json["name"].string_or("");
  run.event = json["event"].string();
  run.status = json["status"].string();
  run.conclusion = json["conclusion"].string_or("");
  run.head_branch = json["head_branch"].string_or("");
  run.head_sha = Oid::parse(json["head_sha"].string());
  run.repository_id = json["repository"]["id"].number();
  if (const JsonView head = json["head_repository"]; head.exists()) {
    run.head_repository_id = head["id"].number();
    run.head_repository = head["full_name"].string_or("");
  }
  run.run_number = json["run_number"].number_or(0);
  run.run_attempt = json["run_attempt"].number_or(1);
  run.html_url = json["html_url"].string_or("");
  run.created_at = json["created_at"].string_or("");
  return run;
}

std::string workflow_path(std::string_view path) {
  path = path.substr(0, path.find('@'));
  const std::size_t folder = path.find(".github/workflows/");
  return std::string(folder == std::string_view::npos ? path : path.substr(folder));
}

std::string workflow_file(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));  // npos + 1 is 0
}

}  // namespace auto_sync
