// The JSON report against its schema, docs/report.schema.json.
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <fstream>
#include <sstream>

#include "policy/render_report.h"
#include "render_samples.h"
#include "support/catch.h"
#include "support/places.h"

using namespace auto_sync;

namespace {

rapidjson::Document parse(const std::string& text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

rapidjson::Document schema_file() {
  std::ifstream file(testing::source_dir() + "/docs/report.schema.json");
  std::ostringstream text;
  text << file.rdbuf();
  return parse(text.str());
}

/// Where `json` breaks the schema, or "".
std::string violation(const std::string& json) {
  const rapidjson::Document file = schema_file();
  const rapidjson::SchemaDocument schema(file);
  rapidjson::SchemaValidator validator(schema);
  if (parse(json).Accept(validator)) return {};
  rapidjson::StringBuffer where;
  validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
  return std::string(where.GetString()) + ": " + validator.GetInvalidSchemaKeyword();
}

std::string json_of(const Sample& run) {
  return render_report_json(run.settings, run.event, run.result);
}

}  // namespace

TEST_CASE("the JSON report of every outcome is as its schema says") {
  for (const Sample& run : all_samples()) {
    INFO(run.name);
    CHECK(violation(json_of(run)) == "");
  }
}

TEST_CASE("the schema notices a report that is not as it says") {
  std::string json = json_of(sample("synced"));
  const std::string_view before = "\"status\": \"synced\"";
  json.replace(json.find(before), before.size(), "\"status\": \"fine\"");
  CHECK_THAT(violation(json), ContainsSubstring("/status"));
}

TEST_CASE("a first sync counts no commits in JSON") {
  const auto report = parse(json_of(sample("first_sync")));
  CHECK(report["commits_synced"].IsNull());
  CHECK(report["history"]["ahead"].IsNull());
  CHECK(report["target"]["tip_before"].IsNull());
  CHECK(report["history"]["source_commits"].Size() == 3);
}

TEST_CASE("the JSON report lists at most 1,000 commits and counts them all") {
  Sample run = sample("synced");
  auto& history = history_of(run);
  history.source_commits.assign(1'500, history.source_commits.front());
  history.ahead = 1'500;
  const auto report = parse(json_of(run));
  CHECK(report["history"]["source_commits"].Size() == 1'000);
  CHECK(report["history"]["ahead"].GetUint64() == 1'500);
  CHECK(report["commits_synced"].GetUint64() == 3);  // as many as the push brought
}

TEST_CASE("a conflict's JSON report carries the recovery commands") {
  const auto report = parse(json_of(sample("conflict")));
  const auto& recovery = report["recovery"];
  REQUIRE(recovery.Size() == 3);
  CHECK(std::string(recovery[0]["name"].GetString()) == "merge");
  CHECK(std::string(recovery[1]["name"].GetString()) == "rebase");
  CHECK(std::string(recovery[2]["name"].GetString()) == "force_sync");
  CHECK(recovery[0]["commands"].Size() >= 5);
}

TEST_CASE("a page that is no web address is left out of the JSON report") {
  const auto report = parse(json_of(sample("hostile")));
  CHECK(report["trigger"]["run_url"].IsNull());
}
