// Holds docs/answers.md against the table in code.
#include "service/git_answers.h"

#include "base/text.h"
#include "support/catch.h"
#include "support/document_part.h"

using namespace auto_sync;

namespace {

constexpr GitStep every_step[] = {GitStep::list, GitStep::ask, GitStep::fetch, GitStep::push};

std::string name_of(GitStep step) {
  switch (step) {
    case GitStep::list:
      return "list";
    case GitStep::ask:
      return "ask";
    case GitStep::fetch:
      return "fetch";
    case GitStep::push:
      return "push";
  }
  return {};
}

std::string kind_of(const StatusRow& row) {
  switch (row.kind) {
    case AnswerKind::answer:
      return "the answer, if its content type is right; else \"that is not a git server\"";
    case AnswerKind::elsewhere:
      return "followed for a listing on the same host; else \"redirects to another place\"";
    case AnswerKind::unauthorized:
      return "the token is wrong, or to be shown in another way";
    case AnswerKind::forbidden:
      return "the token may not";
    case AnswerKind::missing:
      return "missing, or hidden from this token";
    case AnswerKind::failed:
      break;
  }
  return std::string(row.what);
}

std::string push_of(const StatusRow& row) {
  if (!row.steps.has(GitStep::push)) return "";
  std::vector<std::string> ways;
  if (row.next.plain_pack) ways.emplace_back("not thin");
  if (row.next.with_length) ways.emplace_back("with its length");
  if (row.next.again) ways.emplace_back("as it was");
  const std::string more = ways.empty() ? "no" : join(ways, ", ");
  return row.refuses ? more : more + "; it may have been carried out";
}

std::string line_of(const StatusRow& row) {
  std::vector<std::string> steps;
  for (const GitStep step : every_step) {
    if (row.steps.has(step)) steps.push_back(name_of(step));
  }
  const std::string status = row.first == row.last
                                 ? std::to_string(row.first)
                                 : std::to_string(row.first) + " to " + std::to_string(row.last);
  return "| " + status + " | " + (steps.size() == 4 ? "every" : join(steps, ", ")) + " | " +
         kind_of(row) + " | " + push_of(row) + " | " + std::string(row.remedy) + " | " +
         std::string(row.source) + " |\n";
}

}  // namespace

TEST_CASE("every number at every step has a meaning, and only 200 is an answer") {
  for (int status = 0; status < 1000; ++status) {
    for (const GitStep step : every_step) {
      CAPTURE(status, name_of(step));
      const StatusRow& row = status_row(status, step);
      CHECK((row.kind == AnswerKind::answer) == (status == 200));
      CHECK_FALSE(row.source.empty());
      if (row.kind == AnswerKind::failed) CHECK_FALSE(row.remedy.empty());
    }
  }
}

TEST_CASE("what a server may have carried out is never taken for refused") {
  for (const int status : {200, 408, 500, 502, 503, 504, 599, 0, 700}) {
    CAPTURE(status);
    CHECK_FALSE(status_row(status, GitStep::push).refuses);
  }
  for (const int status : {301, 400, 401, 403, 404, 411, 413, 417, 429, 501, 505}) {
    CAPTURE(status);
    CHECK(status_row(status, GitStep::push).refuses);
  }
}

TEST_CASE("docs/answers.md lists each status with its meaning, what may follow, and its source") {
  std::string expected =
      "| status | step | meaning | a push once more | what to do | source |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (const StatusRow& row : status_rows()) expected += line_of(row);
  testing::check_document_part("docs/answers.md", "statuses", expected);
}
