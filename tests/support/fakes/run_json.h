#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "domain/build_run.h"

namespace auto_sync::test {

/// A run as the REST API writes it: what parse_build_run reads, and no more.
inline std::string run_json(const BuildRun& run) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? std::string("null") : fmt::format("\"{}\"", text);
  };
  const std::string head = run.head_repository_id
                               ? fmt::format(R"({{"id":{},"full_name":"{}"}})",
                                             *run.head_repository_id, run.head_repository)
                               : "null";
  return fmt::format(
      R"({{"id":{},"workflow_id":{},"name":"{}","path":"{}@main","event":"{}","status":"{}",)"
      R"("conclusion":{},"head_branch":{},"head_sha":"{}","repository":{{"id":{}}},)"
      R"("head_repository":{},"run_number":{},"run_attempt":{},"html_url":"{}","created_at":"{}"}})",
      run.id, run.workflow_id, run.workflow_name, run.path, run.event, run.status,
      text_or_null(run.conclusion), text_or_null(run.head_branch),
      run.head_sha ? run.head_sha->hex() : "", run.repository_id, head, run.run_number,
      run.run_attempt, run.html_url, run.created_at);
}

/// A page of runs.
inline std::string runs_json(const std::vector<BuildRun>& runs) {
  std::string list;
  for (const BuildRun& run : runs) list += (list.empty() ? "" : ",") + run_json(run);
  return fmt::format(R"({{"total_count":{},"workflow_runs":[{}]}})", runs.size(), list);
}

/// A page of workflows.
inline std::string workflows_json(const std::vector<Workflow>& workflows) {
  std::string list;
  for (const Workflow& workflow : workflows) {
    list += fmt::format(R"({}{{"id":{},"name":"{}","path":"{}","state":"{}"}})",
                        list.empty() ? "" : ",", workflow.id, workflow.name, workflow.path,
                        workflow.state);
  }
  return fmt::format(R"({{"total_count":{},"workflows":[{}]}})", workflows.size(), list);
}

}  // namespace auto_sync::test
