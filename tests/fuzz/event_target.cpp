// The payload of the event that made us run.
#include <fmt/format.h>

#include <optional>

#include "policy/parse_event.h"
#include "promises.h"
#include "targets.h"

namespace fuzz {
namespace {

using namespace auto_sync;

constexpr std::size_t refusal_limit = 1'000;
const std::string own_repository = "octocat/elsewhere";

/// What an event of that name with that payload says; nothing when it is refused.
std::optional<EventContext> read_event(const std::string& name, std::string_view payload) {
  const Environment environment = {{"GITHUB_EVENT_NAME", name},
                                   {"GITHUB_REPOSITORY", own_repository}};
  std::optional<EventContext> event;
  const std::string refused =
      refusal(ErrorKind::usage, [&] { event = parse_event(environment, std::string(payload)); });
  promise(refused.size() <= refusal_limit, "a refusal is short, whatever the payload says");
  return event;
}

/// The run as GitHub would tell it, in a payload.
std::string written(const BuildRun& run, const std::string& repository) {
  std::string head = "null";
  if (run.head_repository_id) {
    head = fmt::format(R"({{"id": {}, "full_name": {}}})", *run.head_repository_id,
                       json_string(run.head_repository));
  }
  return fmt::format(
      R"({{"repository": {{"full_name": {}}}, "workflow_run": {{"id": {}, "workflow_id": {},
      "name": {}, "path": {}, "event": {}, "status": {}, "conclusion": {}, "head_branch": {},
      "head_sha": "{}", "repository": {{"id": {}}}, "head_repository": {}, "run_number": {},
      "run_attempt": {}, "html_url": {}, "created_at": {}}}}})",
      json_string(repository), run.id, run.workflow_id, json_string(run.workflow_name),
      json_string(run.path), json_string(run.event), json_string(run.status),
      json_string(run.conclusion), json_string(run.head_branch), run.head_sha->hex(),
      run.repository_id, head, run.run_number, run.run_attempt, json_string(run.html_url),
      json_string(run.created_at));
}

}  // namespace

void run_event(std::string_view input) {
  const std::optional<EventContext> build = read_event("workflow_run", input);
  const std::optional<EventContext> push = read_event("push", input);
  promise(!push || !push->run, "only workflow_run tells of a run");
  if (!build) return;
  promise(build->run && build->run->head_sha, "workflow_run tells of a run, and of its commit");
  promise(push && push->repository == build->repository, "a repository is called the same");
  promise(build->run->path.find('@') == std::string::npos, "a workflow's path is without its ref");
  const std::string told = written(*build->run, build->repository);
  const std::optional<EventContext> again = read_event("workflow_run", told);
  promise(again && written(*again->run, again->repository) == told,
          "a run that was understood is understood once more");
}

}  // namespace fuzz
