#include "app/publish_report.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

/// Remembers what it is told; the named parts fail.
class RecordingRunner : public Runner {
 public:
  std::set<std::string> broken;
  std::map<std::string, std::string> outputs;
  std::map<std::string, std::string> reports;
  std::string summary;
  std::vector<Annotation> annotations;

  void set_output(std::string_view name, std::string_view value) override {
    fail_if_broken("outputs");
    outputs[std::string(name)] = value;
  }
  void append_summary(std::string_view markdown) override {
    fail_if_broken("summary");
    summary += markdown;
  }
  void annotate(AnnotationLevel level, std::string_view title, std::string_view text) override {
    annotations.push_back({level, std::string(title), std::string(text)});
  }
  std::string write_report(std::string_view file_name, std::string_view content) override {
    fail_if_broken("report");
    reports[std::string(file_name)] = content;
    return "dir/" + std::string(file_name);
  }

 private:
  void fail_if_broken(const std::string& part) const {
    if (broken.contains(part)) throw Error(ErrorKind::usage, "No space left on device.");
  }
};

Settings settings() {
  Settings made;
  made.source = {"https://github.com/o9nn/occ.git", "https://github.com/o9nn/occ", "o9nn/occ"};
  made.target = {"https://github.com/cogpy/occ.git", "https://github.com/cogpy/occ", "cogpy/occ"};
  return made;
}

SyncResult synced() {
  SyncResult result;
  result.end.status = Status::synced;
  result.end.exit_code = 0;
  result.end.because = Because::gate_closed;
  result.found.gate = GateVerdict{Gate::pass, "Synced 3 commits to cogpy/occ main.", {}, {}};
  result.cost.started_at =
      std::chrono::system_clock::time_point(std::chrono::seconds(1'782'820'800));
  result.cost.finished_at = result.cost.started_at;
  return result;
}

}  // namespace

TEST_CASE("a run is told in files, outputs and summary that know of each other") {
  RecordingRunner runner;
  SyncResult result = synced();
  publish_report(settings(), {}, result, runner);
  CHECK(runner.reports.contains("sync_report_20260630T120000Z.md"));
  CHECK(runner.reports.contains("sync_report_20260630T120000Z.json"));
  CHECK(runner.outputs.at("status") == "synced");
  CHECK(runner.outputs.at("report_path") == "dir/sync_report_20260630T120000Z.md");
  CHECK(runner.outputs.at("report_json") == "dir/sync_report_20260630T120000Z.json");
  CHECK_THAT(runner.summary, StartsWith("### ✅ Synced 3 commits"));
  CHECK_THAT(runner.summary, ContainsSubstring("`dir/sync_report_20260630T120000Z.md`"));
  CHECK(runner.annotations.empty());
}

TEST_CASE("a report that cannot be written does not hide the run's outcome") {
  RecordingRunner runner;
  runner.broken = {"report"};
  SyncResult result = synced();
  publish_report(settings(), {}, result, runner);
  CHECK(result.end.status == Status::synced);
  CHECK(result.end.exit_code == 0);
  CHECK(runner.outputs.at("status") == "synced");
  CHECK(runner.outputs.at("report_path").empty());
  CHECK_THAT(runner.summary, ContainsSubstring("The report could not be written: No space left"));
  REQUIRE(runner.annotations.size() == 1);
  CHECK(runner.annotations[0].level == AnnotationLevel::warning);
}

TEST_CASE("when everything is broken the annotation still comes") {
  RecordingRunner runner;
  runner.broken = {"report", "outputs", "summary"};
  SyncResult result = synced();
  publish_report(settings(), {}, result, runner);
  CHECK(result.end.warnings.size() == 3);
  CHECK(runner.annotations.size() == 3);
}

TEST_CASE("a run that ended before it knew its inputs is told as well") {
  RecordingRunner runner;
  SyncResult result = synced();
  result.end.status = Status::error;
  result.end.exit_code = 2;
  result.end.failure = Failure{ErrorKind::usage, Side::none, "target_repo is missing.", "Set it."};
  publish_report({}, {}, result, runner);
  CHECK(runner.outputs.at("status") == "error");
  CHECK(runner.reports.size() == 2);
  CHECK_THAT(runner.summary, StartsWith("### ❌ target_repo is missing."));
  REQUIRE(runner.annotations.size() == 1);
  CHECK(runner.annotations[0].level == AnnotationLevel::error);
}
