#include "adapters/runner_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "adapters/temporary_directory.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/escape.h"
#include "policy/render_summary.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

namespace fs = std::filesystem;
const std::string token = "ghp_standinTARGET0123456789";
const std::string marked_token = "glpat~standinTARGET*0123456789";  // Markdown escapes parts of it

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write(const fs::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

Redactor redactor() {
  Redactor made;
  made.add(Secret(token));
  made.add(Secret(marked_token));
  return made;
}

/// A runner's files in a directory of their own.
struct Place {
  TemporaryDirectory directory{fs::temp_directory_path()};
  fs::path root = directory.path();
  RunnerPlaces places{.output_file = (root / "output").string(),
                      .summary_file = (root / "summary").string(),
                      .workspace = (root / "work").string(),
                      .working_directory = (root / "elsewhere").string(),
                      .report_dir = "auto-sync-report",
                      .is_github = true};

  RunnerFiles runner() const { return {places, redactor()}; }
  std::string output() const { return content_of(places.output_file); }
  std::string summary() const { return content_of(places.summary_file); }
};

/// What the work prints on standard output.
template <typename Work>
std::string printed(Work work) {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  std::fflush(stdout);
  const int saved = ::dup(STDOUT_FILENO);
  ::dup2(::fileno(file), STDOUT_FILENO);
  work();
  std::fflush(stdout);
  ::dup2(saved, STDOUT_FILENO);
  ::close(saved);
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// The message of the usage error that the work must end with.
template <typename Work>
std::string usage_error(Work work) {
  try {
    work();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a plain output is one line") {
  const Place place;
  RunnerFiles runner = place.runner();
  runner.set_output("status", "synced");
  runner.set_output("planned_status", "");
  CHECK(place.output() == "status=synced\nplanned_status=\n");
}

TEST_CASE("an output of several lines stands between delimiters of its own") {
  const Place place;
  place.runner().set_output("text", "a\r\nstatus=forged\nEOF");
  const std::string output = place.output();
  REQUIRE_THAT(output, StartsWith("text<<auto_sync_"));
  const std::string delimiter = output.substr(6, output.find('\n') - 6);
  CHECK(output == "text<<" + delimiter + "\na\nstatus=forged\nEOF\n" + delimiter + "\n");
}

TEST_CASE("an output begins on a line of its own and is valid UTF-8") {
  const Place place;
  write(place.places.output_file, "before=1");
  place.runner().set_output("name", "\xff\rx");
  CHECK(place.output() == "before=1\nname=\uFFFD\\rx\n");
}

TEST_CASE("without a runner's files nothing is written") {
  Place place;
  place.places.output_file.clear();
  place.places.summary_file.clear();
  RunnerFiles runner = place.runner();
  runner.set_output("a", "b");
  runner.append_summary("text\n");
  CHECK(fs::is_empty(place.root));
}

TEST_CASE("an output file that cannot be written is a usage error with its path") {
  Place place;
  place.places.output_file = (place.root / "none" / "output").string();
  CHECK_THAT(usage_error([&] { place.runner().set_output("a", "b"); }),
             ContainsSubstring("none/output: No such file"));
}

TEST_CASE("a summary is appended to what is there") {
  const Place place;
  write(place.places.summary_file, "first");
  place.runner().append_summary("### second\n");
  CHECK(place.summary() == "first\n### second\n");
}

TEST_CASE("the summary's file never exceeds what the runner takes, with what was there") {
  const Place place;
  write(place.places.summary_file, std::string(600'000, 'x'));
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "a line of text\n";
  RunnerFiles runner = place.runner();
  runner.write_report("r.md", "x");
  runner.append_summary(text);
  CHECK(place.summary().size() <= summary_limit);
  CHECK(place.summary().size() > summary_limit - 200);
  CHECK_THAT(place.summary(), EndsWith("the report, `auto-sync-report/r.md`.\n"));
}

TEST_CASE("a full summary stays as it is") {
  const Place place;
  write(place.places.summary_file, std::string(summary_limit, 'x'));
  place.runner().append_summary("more\n");
  CHECK(place.summary().size() == summary_limit);
}

TEST_CASE("on a runner an annotation is a workflow command, escaped") {
  const Place place;
  const std::string text = printed(
      [&] { place.runner().annotate(AnnotationLevel::error, "a:b,c", "100%\n::notice::x"); });
  CHECK(text == "::error title=a%3Ab%2Cc::100%25%0A::notice::x\n");
}

TEST_CASE("of each level the runner gets ten annotations, and the log the others") {
  const Place place;
  RunnerFiles runner = place.runner();
  const std::string text = printed([&] {
    for (int i = 0; i < 12; ++i) runner.annotate(AnnotationLevel::warning, "t", "x");
    runner.annotate(AnnotationLevel::notice, "t", "x");
  });
  CHECK(count(text, "::warning title=t::x\n") == 10);
  CHECK(count(text, "::notice title=t::x\n") == 1);
  CHECK(count(text, "t: x\n") == 2);
}

TEST_CASE("an annotation is cut to 4,096 characters") {
  const Place place;
  const std::string text = printed(
      [&] { place.runner().annotate(AnnotationLevel::notice, "t", std::string(9'000, 'x')); });
  CHECK(count(text, "x") <= 4'096);
  CHECK(count(text, "x") > 4'000);
}

TEST_CASE("run by hand an annotation is a readable line") {
  Place place;
  place.places.is_github = false;
  const std::string text =
      printed([&] { place.runner().annotate(AnnotationLevel::error, "Sync failed", "no\nyes"); });
  CHECK(text.find("::error") == std::string::npos);
  CHECK_THAT(text, ContainsSubstring("Sync failed: no"));
}

TEST_CASE("a report is told by its path in the workspace") {
  const Place place;
  RunnerFiles runner = place.runner();
  CHECK(runner.write_report("r.md", "# x\n") == "auto-sync-report/r.md");
  CHECK(content_of(place.root / "work/auto-sync-report/r.md") == "# x\n");
}

TEST_CASE("a report directory inside the workspace may be given in full") {
  Place place;
  place.places.report_dir = (place.root / "work" / "deep" / "er").string();
  CHECK(place.runner().write_report("r.md", "x") == "deep/er/r.md");
}

TEST_CASE("a report outside the workspace is told by its full path") {
  Place place;
  place.places.report_dir = (place.root / "out").string();
  CHECK(place.runner().write_report("r.md", "x") == (place.root / "out/r.md").string());
  place.places.report_dir = "../aside";
  CHECK(place.runner().write_report("r.md", "x") == (place.root / "aside/r.md").string());
}

TEST_CASE("without a workspace the report is in the working directory") {
  Place place;
  place.places.workspace.clear();
  CHECK(place.runner().write_report("r.md", "x") == "auto-sync-report/r.md");
  CHECK(fs::exists(place.root / "elsewhere/auto-sync-report/r.md"));
}

TEST_CASE("two runs within one second keep both reports, each with its own pair of files") {
  const Place place;
  RunnerFiles first = place.runner();
  RunnerFiles second = place.runner();
  CHECK(first.write_report("r.md", "first") == "auto-sync-report/r.md");
  CHECK(second.write_report("r.md", "second") == "auto-sync-report/r-2.md");
  CHECK(second.write_report("r.json", "{2}") == "auto-sync-report/r-2.json");
  CHECK(first.write_report("r.json", "{1}") == "auto-sync-report/r.json");
  CHECK(content_of(place.root / "work/auto-sync-report/r.md") == "first");
}

TEST_CASE("writing a report leaves no temporary file and follows no link of its name") {
  const Place place;
  fs::create_directories(place.root / "work/auto-sync-report");
  fs::create_symlink(place.root / "victim", place.root / "work/auto-sync-report/r.md");
  RunnerFiles runner = place.runner();
  CHECK(runner.write_report("r.md", "x") == "auto-sync-report/r-2.md");
  CHECK_FALSE(fs::exists(place.root / "victim"));
  const auto files = fs::directory_iterator(place.root / "work/auto-sync-report");
  CHECK(std::distance(begin(files), end(files)) == 2);
}

TEST_CASE("a report directory may be a link that stays in the workspace") {
  const Place place;
  fs::create_directories(place.root / "work/kept/reports");
  fs::create_symlink("kept/reports", place.root / "work/auto-sync-report");
  CHECK(place.runner().write_report("r.md", "x") == "auto-sync-report/r.md");
  CHECK(content_of(place.root / "work/kept/reports/r.md") == "x");
}

TEST_CASE("a report directory that a link leads out of the workspace is a usage error") {
  const Place place;
  fs::create_directories(place.root / "work");
  fs::create_directories(place.root / "out");
  fs::create_symlink("../out", place.root / "work/auto-sync-report");
  CHECK_THAT(usage_error([&] { place.runner().check_report_dir(); }),
             StartsWith("report_dir cannot be used.") &&
                 ContainsSubstring("a symbolic link on the way leads out of the workspace"));
  CHECK_THAT(usage_error([&] { place.runner().write_report("r.md", "x"); }),
             ContainsSubstring("leads out of the workspace"));
  CHECK(fs::is_empty(place.root / "out"));
}

TEST_CASE("what stands where a report's temporary file would is not written through") {
  const Place place;
  const fs::path folder = place.root / "work/auto-sync-report";
  fs::create_directories(folder);
  const std::string temporary = ".r.md." + std::to_string(::getpid()) + ".tmp";
  fs::create_symlink(place.root / "victim", folder / temporary);
  CHECK(place.runner().write_report("r.md", "x") == "auto-sync-report/r.md");
  CHECK_FALSE(fs::exists(place.root / "victim"));
  CHECK(content_of(folder / "r.md") == "x");
}

TEST_CASE("a report directory that is a file is a usage error before anything is sent") {
  const Place place;
  fs::create_directories(place.root / "work");
  write(place.root / "work/auto-sync-report", "I am a file");
  RunnerFiles runner = place.runner();
  CHECK_THAT(usage_error([&] { runner.check_report_dir(); }),
             StartsWith("report_dir cannot be used.") && ContainsSubstring("Not a directory"));
  CHECK_THAT(usage_error([&] { runner.write_report("r.md", "x"); }),
             ContainsSubstring("auto-sync-report: Not a directory"));
}

TEST_CASE("a report directory that cannot be created is a usage error with path and reason") {
  Place place;
  place.places.report_dir = "/proc/auto-sync";
  CHECK_THAT(usage_error([&] { place.runner().check_report_dir(); }),
             ContainsSubstring("/proc/auto-sync"));
}

TEST_CASE("a report directory without the right to write is a usage error") {
  if (::geteuid() == 0) {
    WARN("skipped: root may write everywhere");
    return;
  }
  const Place place;
  fs::create_directories(place.root / "work/auto-sync-report");
  ::chmod((place.root / "work/auto-sync-report").c_str(), 0555);
  CHECK_THAT(usage_error([&] { place.runner().check_report_dir(); }),
             ContainsSubstring("Permission denied"));
}

TEST_CASE("asking whether reports can be written leaves an empty directory") {
  const Place place;
  place.runner().check_report_dir();
  CHECK(fs::is_empty(place.root / "work/auto-sync-report"));
}

TEST_CASE("no secret gets into any file, in any of its forms") {
  const Place place;
  RunnerFiles runner = place.runner();
  const std::string basic = base64_encode("x-access-token:" + token);
  const std::string text = token + " " + basic + " " + escape_markdown(marked_token) + " *\n";
  runner.set_output("a", text);
  runner.append_summary(text);
  const std::string log = printed([&] { runner.annotate(AnnotationLevel::error, "t", text); });
  runner.write_report("r.md", text);
  for (const std::string& written : {place.output(), place.summary(), log,
                                     content_of(place.root / "work/auto-sync-report/r.md")}) {
    CHECK(written.find("standinTARGET") == std::string::npos);
    CHECK(written.find(basic) == std::string::npos);
    CHECK(written.find("*** *** *** *") != std::string::npos);
  }
}

TEST_CASE("every form of a secret is handed to the runner's masks") {
  const Redactor secrets = redactor();
  const std::string text = printed([&] { mask_secrets(secrets); });
  CHECK(count(text, "::add-mask::") == secrets.forms().size());
  CHECK_THAT(text, ContainsSubstring("::add-mask::" + token + "\n"));
  CHECK_THAT(text, ContainsSubstring("::add-mask::" + base64_encode("x-access-token:" + token)));
}
