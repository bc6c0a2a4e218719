#include "support/standin/github_standin.h"

#include <fstream>
#include <stdexcept>

#include "support/git_fixture.h"
#include "support/standin/state_json.h"

namespace auto_sync::testing {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

void check_name(const std::string& full_name) {
  const std::size_t slash = full_name.find('/');
  if (slash == 0 || slash == std::string::npos || slash + 1 == full_name.size() ||
      full_name.find('/', slash + 1) != std::string::npos ||
      full_name.find("..") != std::string::npos) {
    throw std::invalid_argument("not owner/name: " + full_name);
  }
}

}  // namespace

GithubStandin::GithubStandin(const std::filesystem::path& root, std::uint16_t port) {
  std::filesystem::create_directories(root);
  state_.root = std::filesystem::absolute(root);
  server_ = std::make_unique<HttpServer>(
      port, [this](HttpConnection& connection, const HttpRequestHead& head) {
        handle(connection, head);
      });
  const std::lock_guard lock(state_.mutex);
  state_.server_url = "http://127.0.0.1:" + std::to_string(server_->port());
}

GithubStandin::~GithubStandin() {
  server_.reset();  // shuts every connection down, the stalled ones too
}

std::filesystem::path GithubStandin::repository_path(const std::string& full_name) const {
  return state_.root / (full_name + ".git");
}

std::uint64_t GithubStandin::add_repository(const std::string& full_name,
                                            const std::string& object_format) {
  check_name(full_name);
  const GitRepo made(repository_path(full_name), object_format);
  const std::lock_guard lock(state_.mutex);
  Repository& repository = state_.repositories[full_name];
  if (repository.id == 0) repository.id = state_.next_id++;
  repository.full_name = full_name;
  repository.path = made.path();
  return repository.id;
}

std::uint64_t GithubStandin::add_fork(const std::string& full_name, const std::string& parent) {
  const std::uint64_t id = add_repository(full_name);
  std::ofstream(repository_path(full_name) / "objects/info/alternates")
      << (repository_path(parent) / "objects").string() << '\n';
  return id;
}

void GithubStandin::change(const std::string& full_name,
                           const std::function<void(Repository&)>& change) {
  const std::lock_guard lock(state_.mutex);
  Repository* repository = state_.find(full_name);
  if (repository == nullptr) throw std::out_of_range("no repository " + full_name);
  change(*repository);
}

Repository GithubStandin::repository(const std::string& full_name) {
  Repository copy;
  change(full_name, [&](Repository& repository) { copy = repository; });
  return copy;
}

void GithubStandin::make_public(const std::string& full_name, bool is_public) {
  change(full_name, [&](Repository& repository) { repository.is_public = is_public; });
}

void GithubStandin::archive(const std::string& full_name, bool archived) {
  change(full_name, [&](Repository& repository) { repository.archived = archived; });
}

void GithubStandin::set_quirks(const std::string& full_name, const Quirks& quirks) {
  change(full_name, [&](Repository& repository) { repository.quirks = quirks; });
}

void GithubStandin::rename(const std::string& from, const std::string& to, int status) {
  check_name(to);
  const std::lock_guard lock(state_.mutex);
  auto node = state_.repositories.extract(from);
  if (node.empty()) throw std::out_of_range("no repository " + from);
  node.key() = node.mapped().full_name = to;
  state_.repositories.insert(std::move(node));
  state_.renamed[from] = {to, status};
  for (auto& [token, spec] : state_.tokens) {
    const auto held = spec.access.find(from);
    if (held != spec.access.end()) spec.access[to] = held->second;
  }
}

void GithubStandin::grant(const std::string& token, const std::string& full_name, Access access) {
  change_token(token, [&](TokenSpec& spec) { spec.access[full_name] = access; });
}

void GithubStandin::expire_token(const std::string& token) {
  change_token(token, [](TokenSpec& spec) { spec.expired = true; });
}

void GithubStandin::change_token(const std::string& token,
                                 const std::function<void(TokenSpec&)>& change) {
  const std::lock_guard lock(state_.mutex);
  change(state_.tokens[token]);
}

void GithubStandin::add_workflow(const std::string& full_name, const WorkflowSpec& workflow) {
  change(full_name, [&](Repository& repository) { repository.workflows.push_back(workflow); });
}

std::uint64_t GithubStandin::add_run(const std::string& full_name, RunSpec run) {
  change(full_name, [&](Repository& repository) {
    if (run.id == 0) run.id = state_.next_id++;
    repository.runs.push_back(run);
  });
  return run.id;
}

void GithubStandin::set_run(const std::string& full_name, const RunSpec& run) {
  change(full_name, [&](Repository& repository) {
    for (RunSpec& held : repository.runs) {
      if (held.id == run.id) {
        held = run;
        return;
      }
    }
    throw std::out_of_range("no run " + std::to_string(run.id));
  });
}

void GithubStandin::set_jobs(const std::string& full_name, std::uint64_t run_id,
                             const std::vector<JobSpec>& jobs) {
  change(full_name, [&](Repository& repository) { repository.jobs[run_id] = jobs; });
}

void GithubStandin::set_check_runs(const std::string& full_name, const std::string& sha,
                                   const Json& runs) {
  change(full_name, [&](Repository& repository) { repository.check_runs[sha] = runs; });
}

void GithubStandin::set_statuses(const std::string& full_name, const std::string& sha,
                                 const Json& statuses) {
  change(full_name, [&](Repository& repository) { repository.statuses[sha] = statuses; });
}

void GithubStandin::set_rules(const std::string& full_name, const std::string& branch,
                              const Json& rules) {
  change(full_name, [&](Repository& repository) { repository.rules[branch] = rules; });
}

void GithubStandin::protect(const std::string& full_name, const std::string& branch,
                            const Json& protection) {
  change(full_name, [&](Repository& repository) { repository.protection[branch] = protection; });
}

void GithubStandin::install_hook(const std::string& full_name, const std::string& hook,
                                 const std::string& script) {
  const auto directory = repository_path(full_name) / "hooks";
  std::filesystem::create_directories(directory);
  const auto path = directory / hook;
  std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

void GithubStandin::refuse_pushes(const std::string& full_name, const Refusal& refusal) {
  std::string pattern = refusal.ref_pattern;
  install_hook(full_name, "update",
               "case \"$1\" in\n" + pattern + ")\n  printf '%s\\n' " + quoted(refusal.words) +
                   " >&2\n  exit 1 ;;\nesac\nexit 0");
  change(full_name, [&](Repository& repository) { repository.ng_reason = refusal.ng_reason; });
}

void GithubStandin::accept_pushes(const std::string& full_name) {
  for (const char* hook : {"update", "pre-receive"}) {
    std::filesystem::remove(repository_path(full_name) / "hooks" / hook);
  }
  change(full_name, [](Repository& repository) { repository.ng_reason.clear(); });
}

void GithubStandin::on_request(const RequestMatch& match, std::function<void()> call) {
  Fault fault;
  fault.match = match;
  fault.before = std::move(call);
  add_fault(std::move(fault));
}

void GithubStandin::load(const Json& state) {
  load_state(*this, state);
}

}  // namespace auto_sync::testing
