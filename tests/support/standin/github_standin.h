#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/standin/fault.h"
#include "support/standin/http_server.h"
#include "support/standin/model.h"
#include "support/standin/request_log.h"

namespace auto_sync::testing {

/// How a server's hook refuses a push.
struct Refusal {
  std::string ref_pattern = "*";  ///< shell pattern over the full ref: refs/heads/main
  std::string words;              ///< on band 2, through the hook's standard error
  std::string ng_reason;          ///< of the `ng`; empty: git's own, "hook declined"
};

/// A small GitHub on loopback: REST from its state, repositories through `git http-backend`,
/// tokens with rights, faults on request. What it imitates is in docs/hosts.md. All calls may be
/// made while it serves.
class GithubStandin {
 public:
  /// Serves bare repositories under root/owner/name.git. Port 0 takes a free one.
  explicit GithubStandin(const std::filesystem::path& root, std::uint16_t port = 0);
  ~GithubStandin();  ///< cuts what is open and stops
  GithubStandin(const GithubStandin&) = delete;
  GithubStandin& operator=(const GithubStandin&) = delete;

  std::string url() const { return state_.server_url; }  ///< http://127.0.0.1:PORT
  std::string api_url() const { return state_.api_url(); }
  std::string clone_url(const std::string& full_name) const {
    return url() + "/" + full_name + ".git";
  }

  /// Creates root/owner/name.git (or adopts it) and returns the repository's numeric id.
  std::uint64_t add_repository(const std::string& full_name,
                               const std::string& object_format = "sha1");
  /// The same, sharing all objects of `parent` as forks do: the parent's tips are then `.have`
  /// lines of the fork's listing for a push.
  std::uint64_t add_fork(const std::string& full_name, const std::string& parent);
  std::filesystem::path repository_path(const std::string& full_name) const;
  /// Changes anything of a repository, also the lists that have no call of their own. Throws
  /// std::out_of_range for one that does not exist.
  void change(const std::string& full_name, const std::function<void(Repository&)>& change);
  /// A copy, for assertions: pulls, issues, dispatches.
  Repository repository(const std::string& full_name);
  void make_public(const std::string& full_name, bool is_public = true);
  void archive(const std::string& full_name, bool archived = true);
  void set_quirks(const std::string& full_name, const Quirks& quirks);
  /// The repository is now called `to`; its old name redirects git and REST there.
  void rename(const std::string& from, const std::string& to, int status = 301);

  void grant(const std::string& token, const std::string& full_name, Access access);
  void expire_token(const std::string& token);
  void change_token(const std::string& token, const std::function<void(TokenSpec&)>& change);

  void add_workflow(const std::string& full_name, const WorkflowSpec& workflow);
  /// Adds a run, the newest; returns its id (a new one when `run.id` is 0).
  std::uint64_t add_run(const std::string& full_name, RunSpec run);
  /// Replaces the run with the same id.
  void set_run(const std::string& full_name, const RunSpec& run);
  void set_jobs(const std::string& full_name, std::uint64_t run_id,
                const std::vector<JobSpec>& jobs);
  /// Array of members to put over the example's, one element per check run.
  void set_check_runs(const std::string& full_name, const std::string& sha, const Json& runs);
  void set_statuses(const std::string& full_name, const std::string& sha, const Json& statuses);
  void set_rules(const std::string& full_name, const std::string& branch, const Json& rules);
  void protect(const std::string& full_name, const std::string& branch, const Json& protection);

  /// Writes a hook (pre-receive, update, ...) that /bin/sh runs.
  void install_hook(const std::string& full_name, const std::string& hook,
                    const std::string& script);
  /// An update hook that refuses matching refs with a host's words.
  void refuse_pushes(const std::string& full_name, const Refusal& refusal);
  void accept_pushes(const std::string& full_name);

  void add_fault(Fault fault) { faults_.add(std::move(fault)); }
  void clear_faults() { faults_.clear(); }
  /// Cuts every connection that is stalled now.
  void release_stalls() { ++releases_; }
  /// Calls `call` before a matching request is served, e.g. to push in between.
  void on_request(const RequestMatch& match, std::function<void()> call);

  std::vector<RequestRecord> requests() { return log_.all(); }
  /// Waits until a request of that phase has been answered with that status.
  void await_answer(const std::string& phase, int status) { log_.await(phase, status); }
  Totals totals() { return log_.totals(); }
  void reset_log() { log_.reset(); }
  void write_log_to(const std::string& file) { log_.write_to(file); }

  /// Puts a state's JSON form (tests/support/standin/README.md) over what is there. Throws
  /// std::invalid_argument for what it does not understand.
  void load(const Json& state);

 private:
  void handle(HttpConnection& connection, const HttpRequestHead& head);
  void serve(HttpConnection& connection, const HttpRequestHead& head, RequestRecord& record);
  void serve_repository(HttpConnection& connection, const HttpRequestHead& head, const Fault& fault,
                        RequestRecord& record);
  void control(HttpConnection& connection, const HttpRequestHead& head);
  HttpAnswer control_answer(const HttpRequestHead& head, const std::string& body);

  State state_;
  FaultBook faults_;
  RequestLog log_;
  std::atomic<unsigned> releases_ = 0;
  std::unique_ptr<HttpServer> server_;
};

}  // namespace auto_sync::testing
