#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "support/standin/json_value.h"

namespace auto_sync::testing {

enum class Access { none, read, write };

struct WorkflowSpec {
  std::uint64_t id = 0;
  std::string name;
  std::string path;  ///< .github/workflows/build.yml
  std::string state = "active";
};

/// A run of a workflow. What is left empty is filled in: `name` and `path` from the workflow,
/// `head_repository` with the repository itself. Runs added later are newer.
struct RunSpec {
  std::uint64_t id = 0;
  std::uint64_t workflow_id = 0;
  std::string name;
  std::string path;
  std::string event = "push";
  std::string status = "completed";
  std::string conclusion = "success";  ///< null when empty, or while not completed
  std::string head_sha;
  std::string head_branch = "main";
  std::string head_repository;           ///< owner/name of a fork
  std::uint64_t head_repository_id = 0;  ///< of a fork that the stand-in does not serve
  bool head_repository_gone = false;     ///< null: the fork was deleted
  std::uint64_t run_attempt = 1;
  std::uint64_t run_number = 1;
  std::string created_at = "2024-01-01T00:00:00Z";
};

struct JobSpec {
  std::string name;
  std::string status = "completed";
  std::string conclusion = "success";  ///< empty: null
};

/// How a repository's git service differs from GitHub's.
struct Quirks {
  bool protocol_v2 = true;      ///< false: upload-pack never sees Git-Protocol
  bool filter = true;           ///< false: no `filter` on upload-pack
  bool combine_filter = false;  ///< GitHub refuses `combine:`
  bool any_want = true;         ///< objects that no ref reaches may be wanted
  bool atomic = true;
  std::vector<std::string> drop_capabilities;  ///< off receive-pack's advertisement
  std::vector<std::string> add_capabilities;   ///< e.g. no-thin
  /// After each push, this many listings for a push still show the refs from before it.
  unsigned lagging_listings = 0;
};

struct Repository {
  std::uint64_t id = 0;
  std::string full_name;
  std::filesystem::path path;  ///< the bare repository
  bool is_public = false;
  bool archived = false;
  bool has_issues = true;
  /// Who may be assigned and asked for reviews: logins and slugs of teams. Not set: anybody.
  std::optional<std::vector<std::string>> collaborators;
  std::string default_branch = "main";
  Quirks quirks;

  std::vector<WorkflowSpec> workflows;
  std::vector<RunSpec> runs;
  std::map<std::uint64_t, std::vector<JobSpec>> jobs;  ///< run id ->
  std::map<std::string, Json> check_runs;              ///< commit -> array of members to overwrite
  std::map<std::string, Json> statuses;                ///< commit -> array, newest first
  std::map<std::string, Json> rules;                   ///< branch -> array as the API gives it
  std::map<std::string, Json> protection;              ///< branch -> members to overwrite
  std::vector<Json> pulls;
  std::vector<Json> issues;
  std::vector<Json> dispatches;           ///< bodies of POST dispatches
  std::vector<Json> workflow_dispatches;  ///< bodies of POST actions/workflows/{id}/dispatches

  std::optional<std::string> stale_listing;  ///< what a lagging listing shows
  unsigned stale_left = 0;
  std::string ng_reason;  ///< in place of git's own words, when not empty
};

struct TokenSpec {
  std::map<std::string, Access> access;  ///< owner/name ->
  bool expired = false;
  std::string login = "octocat";
  /// Classic token: its scopes, `repo, workflow`, in X-OAuth-Scopes. Not set: fine-grained.
  std::optional<std::string> scopes;
  /// Fine-grained permission -> none, read, write. What is not named follows `access`.
  std::map<std::string, std::string> permissions;
};

/// A name that a repository no longer has.
struct Renamed {
  std::string to;
  int status = 301;
};

/// All that the stand-in knows. Whoever touches it holds the mutex.
struct State {
  std::mutex mutex;
  std::filesystem::path root;
  std::string server_url;
  std::map<std::string, Repository> repositories;
  std::map<std::string, TokenSpec> tokens;
  std::map<std::string, Renamed> renamed;
  std::uint64_t next_id = 900'000'001;

  std::string api_url() const { return server_url + "/api/v3"; }
  Repository* find(const std::string& full_name);
  Repository* find(std::uint64_t id);
  /// What a token, or "" for nobody, may do.
  Access access(const std::string& token, const Repository& repository) const;
};

/// The token in an Authorization header: `Bearer t`, `token t` or Basic with `t` as the password.
std::string token_of(std::string_view authorization);

}  // namespace auto_sync::testing
