#include "policy/parse_build_run.h"

#include <fstream>
#include <sstream>
#include <string>

#include "base/error.h"
#include "support/catch.h"
#include "support/places.h"

using namespace auto_sync;

namespace {

JsonView fixture(const std::string& path) {
  std::ifstream file(testing::fixtures_dir() + "/github/" + path);
  std::ostringstream text;
  text << file.rdbuf();
  return JsonView::parse(text.str(), path, false);
}

JsonView run_with(const std::string& path, const std::string& head_repository) {
  return JsonView::parse(R"({"id":1,"workflow_id":2,"event":"push","status":"queued","path":")" +
                             path + R"(","head_sha":"acb5820ced9479c074f688cc328bf03f341a511d",)" +
                             R"("repository":{"id":3},"head_repository":)" + head_repository + "}",
                         "the answer", false);
}

}  // namespace

TEST_CASE("a run is read from the REST API's own example") {
  const BuildRun run =
      parse_build_run(fixture("examples/get__actions_runs_run_id.200.default.json"));
  CHECK(run.id == 30433642);
  CHECK(run.workflow_id == 159038);
  CHECK(run.workflow_name == "Build");
  CHECK(run.path == ".github/workflows/build.yml");
  CHECK(run.event == "push");
  CHECK(run.status == "queued");
  CHECK(run.conclusion.empty());
  CHECK(run.head_branch == "main");
  CHECK(run.head_sha == Oid::parse("acb5820ced9479c074f688cc328bf03f341a511d"));
  CHECK(run.repository_id == 1296269);
  CHECK(run.head_repository_id == 217723378);
  CHECK(run.run_number == 562);
  CHECK(run.run_attempt == 1);
  CHECK(run.html_url == "https://github.com/octo-org/octo-repo/actions/runs/30433642");
  CHECK(run.created_at == "2020-01-22T19:33:08Z");
}

TEST_CASE("a run is read from an event's payload") {
  const JsonView payload =
      fixture("derived/SYNTHETIC.workflow_run.completed.success.rerun-attempt-2.json");
  const BuildRun run = parse_build_run(payload["workflow_run"]);
  CHECK(run.green());
  CHECK(run.run_attempt == 2);
  CHECK(run.head_repository == "octo-org/octo-repo");
}

TEST_CASE("a deleted fork leaves a run without a head repository") {
  const JsonView payload =
      fixture("derived/SYNTHETIC.workflow_run.completed.success.deleted-head-repo.json");
  CHECK_FALSE(parse_build_run(payload["workflow_run"]).head_repository_id);
}

TEST_CASE("a workflow's path is the same in all of GitHub's forms") {
  const std::string path =
      GENERATE(".github/workflows/build.yml", ".github/workflows/build.yml@main",
               ".github/workflows/build.yml@refs/heads/a@b",
               "octo-org/octo-repo/.github/workflows/build.yml@main");
  CHECK(parse_build_run(run_with(path, "null")).path == ".github/workflows/build.yml");
  CHECK(workflow_file(path.substr(0, path.find('@'))) == "build.yml");
}

TEST_CASE("a commit id that is no SHA-1 is no commit id") {
  const JsonView json =
      JsonView::parse(R"({"id":1,"workflow_id":2,"event":"push","status":"queued","path":"a.yml",)"
                      R"("head_sha":"main","repository":{"id":3}})",
                      "the answer", false);
  CHECK_FALSE(parse_build_run(json).head_sha);
}

TEST_CASE("a run of another shape is refused by the field's name") {
  CHECK_THROWS_WITH(parse_build_run(run_with("a.yml", R"({"id":"3"})")),
                    ContainsSubstring("head_repository.id"));
  CHECK_THROWS_WITH(parse_build_run(JsonView::parse(R"({"id":1})", "the answer", false)),
                    ContainsSubstring("workflow_id"));
  CHECK_THROWS_AS(parse_build_run(JsonView::parse("[]", "the answer", false)), Error);
}
