#include "policy/render_outputs.h"

#include <string_view>

#include "policy/outputs.h"
#include "render_samples.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

const ReportPaths paths{"auto-sync-report/r.md", "auto-sync-report/r.json"};

std::string output(const Sample& run, const std::string& name) {
  for (const auto& [key, value] : render_outputs(run.settings, run.event, run.result, paths)) {
    if (key == name) return value;
  }
  return "no such output";
}

}  // namespace

TEST_CASE("every outcome sets the outputs that action.yml declares, in the same order") {
  std::vector<std::string_view> declared;
  for (const Output& entry : outputs()) declared.push_back(entry.name);
  for (const Sample& run : all_samples()) {
    const auto rendered = render_outputs(run.settings, run.event, run.result, paths);
    std::vector<std::string_view> names;
    for (const auto& [name, value] : rendered) names.emplace_back(name);
    INFO(run.name);
    CHECK(names == declared);
  }
}

TEST_CASE("a synced run's outputs say what moved") {
  const Sample run = sample("synced");
  CHECK(output(run, "status") == "synced");
  CHECK(output(run, "planned_status").empty());
  CHECK(output(run, "source_sha") == sample_oid(0x5e).hex());
  CHECK(output(run, "target_sha_before") == sample_oid(0x1b).hex());
  CHECK(output(run, "target_sha") == sample_oid(0x5e).hex());
  CHECK(output(run, "ahead") == "3");
  CHECK(output(run, "behind") == "0");
  CHECK(output(run, "fast_forward") == "true");
  CHECK(output(run, "commits_synced") == "3");
  CHECK(output(run, "tags_synced") == "1");
  CHECK(output(run, "report_path") == "auto-sync-report/r.md");
  CHECK(output(run, "report_json") == "auto-sync-report/r.json");
  CHECK(output(run, "run_url") == "https://github.com/o9nn/occ/actions/runs/15912345678");
}

TEST_CASE("what a first sync does not count is empty") {
  const Sample run = sample("first_sync");
  CHECK(output(run, "target_sha_before").empty());
  CHECK(output(run, "ahead").empty());
  CHECK(output(run, "commits_synced").empty());
  CHECK(output(run, "fast_forward") == "false");
}

TEST_CASE("a dry run synced nothing and says what it would have been") {
  const Sample run = sample("dry_run");
  CHECK(output(run, "status") == "dry_run");
  CHECK(output(run, "planned_status") == "synced");
  CHECK(output(run, "commits_synced") == "0");
  CHECK(output(run, "tags_synced") == "0");
}

TEST_CASE("an early error leaves empty what it did not find out") {
  const Sample run = sample("error");
  for (const char* name : {"source_sha", "target_sha_before", "target_sha", "ahead", "behind",
                           "fast_forward", "run_url"}) {
    INFO(name);
    CHECK(output(run, name).empty());
  }
}

TEST_CASE("an interrupted push counts only what is known") {
  const Sample run = sample("interrupted");
  CHECK(output(run, "commits_synced").empty());
  CHECK(output(run, "tags_synced") == "0");  // none was sent
  CHECK(output(run, "target_sha").empty());
}
