#include "support/standin/state_json.h"

#include <stdexcept>

#include "support/standin/github_standin.h"

namespace auto_sync::testing {
namespace {

[[noreturn]] void unknown(const std::string& what, const std::string& name) {
  throw std::invalid_argument("unknown member of " + what + ": " + name);
}

std::uint64_t number(const Json& json) {
  return static_cast<std::uint64_t>(json.integer());
}

std::vector<std::string> strings(const Json& json) {
  std::vector<std::string> out;
  for (const Json& element : json.elements()) out.push_back(element.text());
  return out;
}

Access access_from(const std::string& word) {
  if (word == "none") return Access::none;
  if (word == "read") return Access::read;
  if (word == "write") return Access::write;
  throw std::invalid_argument("access is none, read or write, not " + word);
}

WorkflowSpec workflow_from(const Json& json) {
  WorkflowSpec workflow;
  for (const auto& [name, value] : json.members()) {
    if (name == "id") {
      workflow.id = number(value);
    } else if (name == "name") {
      workflow.name = value.text();
    } else if (name == "path") {
      workflow.path = value.text();
    } else if (name == "state") {
      workflow.state = value.text();
    } else {
      unknown("a workflow", name);
    }
  }
  return workflow;
}

bool read_run_text(RunSpec& run, const std::string& name, const Json& value) {
  const std::map<std::string, std::string*> texts{{"name", &run.name},
                                                  {"path", &run.path},
                                                  {"event", &run.event},
                                                  {"status", &run.status},
                                                  {"conclusion", &run.conclusion},
                                                  {"head_sha", &run.head_sha},
                                                  {"head_branch", &run.head_branch},
                                                  {"created_at", &run.created_at}};
  const auto found = texts.find(name);
  if (found == texts.end()) return false;
  *found->second = value.text();
  return true;
}

RunSpec run_from(const Json& json) {
  RunSpec run;
  const std::map<std::string, std::uint64_t*> numbers{
      {"id", &run.id},
      {"workflow_id", &run.workflow_id},
      {"run_attempt", &run.run_attempt},
      {"run_number", &run.run_number},
      {"head_repository_id", &run.head_repository_id}};
  for (const auto& [name, value] : json.members()) {
    if (const auto found = numbers.find(name); found != numbers.end()) {
      *found->second = number(value);
    } else if (name == "head_repository") {
      run.head_repository = value.text();
      run.head_repository_gone = value.is_null();
    } else if (!read_run_text(run, name, value)) {
      unknown("a run", name);
    }
  }
  return run;
}

std::vector<JobSpec> jobs_from(const Json& json) {
  std::vector<JobSpec> jobs;
  for (const Json& job : json.elements()) {
    jobs.push_back({job.get("name").text(), job.get("status").text("completed"),
                    job.has("conclusion") ? job.get("conclusion").text() : "success"});
  }
  return jobs;
}

Quirks quirks_from(const Json& json) {
  Quirks quirks;
  for (const auto& [name, value] : json.members()) {
    if (name == "protocol_v2") {
      quirks.protocol_v2 = value.boolean();
    } else if (name == "filter") {
      quirks.filter = value.boolean();
    } else if (name == "combine_filter") {
      quirks.combine_filter = value.boolean();
    } else if (name == "any_want") {
      quirks.any_want = value.boolean();
    } else if (name == "atomic") {
      quirks.atomic = value.boolean();
    } else if (name == "drop_capabilities") {
      quirks.drop_capabilities = strings(value);
    } else if (name == "add_capabilities") {
      quirks.add_capabilities = strings(value);
    } else if (name == "lagging_listings") {
      quirks.lagging_listings = static_cast<unsigned>(value.integer());
    } else {
      unknown("quirks", name);
    }
  }
  return quirks;
}

/// A run with a known id replaces it, so that a build can turn green.
void put_run(GithubStandin& standin, const std::string& repository, const RunSpec& run) {
  const auto held = standin.repository(repository).runs;
  for (const RunSpec& one : held) {
    if (run.id != 0 && one.id == run.id) return standin.set_run(repository, run);
  }
  standin.add_run(repository, run);
}

void put_workflow(GithubStandin& standin, const std::string& repository,
                  const WorkflowSpec& workflow) {
  standin.change(repository, [&](Repository& found) {
    std::erase_if(found.workflows, [&](const WorkflowSpec& one) { return one.id == workflow.id; });
    found.workflows.push_back(workflow);
  });
}

void put_hooks(GithubStandin& standin, const std::string& repository, const Json& hooks) {
  for (const auto& [hook, script] : hooks.members()) {
    standin.install_hook(repository, hook, script.text());
  }
}

void put_refusal(GithubStandin& standin, const std::string& repository, const Json& json) {
  if (!json.is_object()) return standin.accept_pushes(repository);
  Refusal refusal;
  refusal.ref_pattern = json.get("ref_pattern").text("*");
  refusal.words = json.get("words").text();
  refusal.ng_reason = json.get("ng_reason").text();
  standin.refuse_pushes(repository, refusal);
}

void put_map(std::map<std::string, Json>& into, const Json& json) {
  for (const auto& [key, value] : json.members()) into[key] = value;
}

bool put_flags(Repository& found, const std::string& name, const Json& value) {
  if (name == "id") {
    found.id = number(value);
  } else if (name == "public") {
    found.is_public = value.boolean();
  } else if (name == "archived") {
    found.archived = value.boolean();
  } else if (name == "has_issues") {
    found.has_issues = value.boolean();
  } else if (name == "default_branch") {
    found.default_branch = value.text();
  } else if (name == "quirks") {
    found.quirks = quirks_from(value);
  } else if (name == "check_runs") {
    put_map(found.check_runs, value);
  } else if (name == "statuses") {
    put_map(found.statuses, value);
  } else if (name == "rules") {
    put_map(found.rules, value);
  } else if (name == "protection") {
    put_map(found.protection, value);
  } else if (name == "jobs") {
    for (const auto& [id, jobs] : value.members()) found.jobs[std::stoull(id)] = jobs_from(jobs);
  } else {
    return false;
  }
  return true;
}

void put_repository(GithubStandin& standin, const std::string& full_name, const Json& json) {
  if (json.has("fork_of")) {
    standin.add_fork(full_name, json.get("fork_of").text());
  } else {
    standin.add_repository(full_name, json.get("object_format").text("sha1"));
  }
  for (const auto& [name, value] : json.members()) {
    if (name == "object_format" || name == "fork_of") continue;
    if (name == "workflows") {
      for (const Json& one : value.elements()) put_workflow(standin, full_name, workflow_from(one));
    } else if (name == "runs") {
      for (const Json& one : value.elements()) put_run(standin, full_name, run_from(one));
    } else if (name == "hooks") {
      put_hooks(standin, full_name, value);
    } else if (name == "refuse_pushes") {
      put_refusal(standin, full_name, value);
    } else {
      standin.change(full_name, [&, &key = name, &member = value](Repository& found) {
        if (!put_flags(found, key, member)) unknown("a repository", key);
      });
    }
  }
}

void put_token(TokenSpec& token, const Json& json) {
  for (const auto& [name, value] : json.members()) {
    if (name == "access") {
      for (const auto& [repository, word] : value.members()) {
        token.access[repository] = access_from(word.text());
      }
    } else if (name == "permissions") {
      for (const auto& [key, word] : value.members()) token.permissions[key] = word.text();
    } else if (name == "expired") {
      token.expired = value.boolean();
    } else if (name == "scopes") {
      token.scopes = value.text();
    } else if (name == "login") {
      token.login = value.text();
    } else {
      unknown("a token", name);
    }
  }
}

}  // namespace

void load_state(GithubStandin& standin, const Json& state) {
  for (const auto& [full_name, one] : state.get("repositories").members()) {
    put_repository(standin, full_name, one);
  }
  for (const auto& [name, json] : state.members()) {
    if (name == "repositories") continue;  // first of all, above
    if (name == "tokens") {
      for (const auto& [text, one] : json.members()) {
        standin.change_token(text, [&, &spec = one](TokenSpec& token) { put_token(token, spec); });
      }
    } else if (name == "faults") {
      for (const Json& one : json.elements()) standin.add_fault(fault_from_json(one));
    } else if (name == "renamed") {
      for (const auto& [from, to] : json.members()) standin.rename(from, to.text());
    } else {
      unknown("the state", name);
    }
  }
}

}  // namespace auto_sync::testing
