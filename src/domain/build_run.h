#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/oid.h"

namespace auto_sync {

/// A run of a workflow, as the REST API or a `workflow_run` payload tells it
/// (GitHub OpenAPI: schema `workflow-run`).
struct BuildRun {
  std::uint64_t id = 0;
  std::uint64_t workflow_id = 0;
  std::string workflow_name;
  std::string path;        ///< workflow file, `@ref` and `owner/repo/` stripped
  std::string event;       ///< what started the run: push, pull_request, ...
  std::string status;      ///< requested, queued, pending, waiting, in_progress, completed
  std::string conclusion;  ///< success, failure, ...; empty while not completed
  std::string head_branch;
  std::optional<Oid> head_sha;
  std::uint64_t repository_id = 0;
  std::optional<std::uint64_t> head_repository_id;  ///< none when the fork is gone
  std::string head_repository;                      ///< owner/name
  std::uint64_t run_number = 0;
  std::uint64_t run_attempt = 1;
  std::string html_url;
  std::string created_at;

  bool completed() const { return status == "completed"; }
  bool green() const { return completed() && conclusion == "success"; }
};

/// A workflow of a repository (GET actions/workflows).
struct Workflow {
  std::uint64_t id = 0;
  std::string name;
  std::string path;   ///< `.github/workflows/build.yml`
  std::string state;  ///< active, disabled_manually, ...
};

}  // namespace auto_sync
