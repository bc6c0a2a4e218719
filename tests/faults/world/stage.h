#pragma once
#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "faults/judge/evidence.h"
#include "faults/world/second_writer.h"
#include "support/process.h"
#include "support/standin/github_standin.h"

namespace auto_sync::faults {

/// The repositories of each scenario, made once and copied for each run.
class Templates {
 public:
  struct Grown {
    std::filesystem::path folder;  ///< holds source.git and target.git
    Inputs inputs;
  };
  Grown of(const Scenario& scenario);

 private:
  std::mutex mutex_;
  testing::TempDir temp_;
  std::map<std::string, Grown> grown_;
};

/// Two repositories on a server behind a proxy that has faults, and a run of the program there.
class Stage {
 public:
  Stage(const Drawn& drawn, Templates& templates);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// Runs `program` once, to its end or to the hard limit.
  Evidence run(const std::string& program);

 private:
  void grant();
  void set_hooks();
  void freeze();
  void mount_temp();
  testing::Environment environment();
  std::vector<std::string> command(const std::string& program) const;
  void await_end(testing::BackgroundProcess& process, Evidence& evidence) const;
  void collect(Evidence& evidence);
  void signal(int number);
  void move(const Fault& fault);
  Repository repository(testing::GitRepo& git, const Refs& before, std::size_t until_exit) const;
  std::filesystem::path runner_temp() const { return temp_ / "runner"; }
  std::filesystem::path workspace() const { return temp_ / "workspace"; }

  testing::TempDir temp_;  // first: outlives what is in it
  Drawn drawn_;
  const Scenario& scenario_;
  Inputs inputs_;
  std::string source_token_;
  std::string target_token_;
  bool mounted_ = false;
  std::unique_ptr<testing::GithubStandin> standin_;
  std::unique_ptr<testing::GitRepo> source_;
  std::unique_ptr<testing::GitRepo> target_;
  std::unique_ptr<SecondWriter> at_source_;
  std::unique_ptr<SecondWriter> at_target_;
  std::unique_ptr<Proxy> proxy_;
  std::mutex moving_;
  std::atomic<pid_t> pid_ = 0;
};

}  // namespace auto_sync::faults
