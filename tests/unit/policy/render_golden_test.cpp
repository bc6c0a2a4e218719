// What readers see, held against files that people have looked at.
// AUTO_SYNC_UPDATE_GOLDENS=1 writes the files anew; look at the difference before committing it.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "policy/render_report.h"
#include "policy/render_summary.h"
#include "render_samples.h"
#include "support/catch.h"
#include "support/places.h"

using namespace auto_sync;

namespace {

void check_golden(const std::string& file_name, const std::string& rendered) {
  const std::filesystem::path path =
      std::filesystem::path(testing::fixtures_dir()) / "reports" / file_name;
  if (std::getenv("AUTO_SYNC_UPDATE_GOLDENS") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << rendered;
  }
  std::ifstream file(path, std::ios::binary);
  INFO("golden file: " << path);
  REQUIRE(file.good());
  std::ostringstream expected;
  expected << file.rdbuf();
  CHECK(rendered == expected.str());
}

ReportPaths sample_paths() {
  return {"auto-sync-report/sync_report_20260630T120000Z.md",
          "auto-sync-report/sync_report_20260630T120000Z.json"};
}

}  // namespace

TEST_CASE("the step summary of every outcome reads as agreed") {
  for (const Sample& run : all_samples()) {
    check_golden(run.name + ".summary.md",
                 render_summary(run.settings, run.event, run.result, sample_paths()));
  }
}

TEST_CASE("the report of every outcome reads as agreed") {
  for (const Sample& run : all_samples()) {
    check_golden(run.name + ".report.md",
                 render_report_markdown(run.settings, run.event, run.result));
  }
}

TEST_CASE("the JSON report of every outcome reads as agreed") {
  for (const Sample& run : all_samples()) {
    check_golden(run.name + ".report.json",
                 render_report_json(run.settings, run.event, run.result));
  }
}
