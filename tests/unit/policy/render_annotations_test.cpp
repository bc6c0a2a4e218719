#include "policy/render_annotations.h"

#include <algorithm>

#include "render_samples.h"
#include "support/catch.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

std::vector<Annotation> annotations(const Sample& run) {
  return render_annotations(run.settings, run.event, run.result);
}

std::size_t count(const std::vector<Annotation>& all, AnnotationLevel level) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const auto& a) { return a.level == level; }));
}

/// The only annotation of a run.
Annotation only(const std::string& name) {
  const auto all = annotations(sample(name));
  REQUIRE(all.size() == 1);
  return all.front();
}

}  // namespace

TEST_CASE("a run in sync needs no annotation") {
  CHECK(annotations(sample("in_sync")).empty());
  CHECK(annotations(sample("first_sync")).empty());
}

TEST_CASE("an error is an error annotation with its hint") {
  const Annotation error = only("error");
  CHECK(error.level == AnnotationLevel::error);
  CHECK_THAT(error.text, ContainsSubstring("answered 401"));
  CHECK_THAT(error.text, ContainsSubstring("Renew the secret"));
}

TEST_CASE("a conflict is an error annotation with the documented words") {
  const Annotation conflict = only("conflict");
  CHECK(conflict.level == AnnotationLevel::error);
  CHECK(conflict.title == "Conflict detected");
  CHECK_THAT(conflict.text, ContainsSubstring("2 commits that 5e5e5e5 of o9nn/occ lacks"));
}

TEST_CASE("a red build is a warning, a running one a notice") {
  CHECK(only("blocked").level == AnnotationLevel::warning);
  CHECK(only("waiting").level == AnnotationLevel::notice);
}

TEST_CASE("an overwritten target and a tag left alone are warnings") {
  CHECK(only("forced").level == AnnotationLevel::warning);
  const Annotation tag = only("synced");
  CHECK(tag.level == AnnotationLevel::warning);
  CHECK_THAT(tag.text, ContainsSubstring("Tag nightly was left alone"));
}

TEST_CASE("each cause of a refusal has an annotation: meaning, remedy and the server's words") {
  const Annotation refused = only("rejected");
  CHECK(refused.level == AnnotationLevel::error);
  CHECK(refused.title == "main was rejected");
  CHECK_THAT(refused.text, ContainsSubstring("protected branch hook declined"));
  CHECK_THAT(refused.text, ContainsSubstring("GH006"));
  CHECK_THAT(refused.text, ContainsSubstring("The branch is protected on the target"));
  CHECK_THAT(refused.text, ContainsSubstring("What to do: In the target under Settings"));
}

TEST_CASE("two causes of the same refs are one annotation, and the same words are quoted once") {
  Sample run = sample("rejected");
  run.result.ledger = Ledger();
  for (const std::string name : {"refs/heads/main", "refs/tags/v1"}) {
    enter(run.result.ledger, {name, {}, sample_oid(1), RefAction::create, {}}, Answer::refused,
          "pre-receive hook declined");
  }
  std::vector<Explanation>& causes = run.result.found.explanations;
  causes.resize(1);
  causes.front().refs = {"refs/heads/main", "refs/tags/v1"};
  causes.push_back(causes.front());
  causes.back().meaning = "Something else, too.";
  const auto all = annotations(run);
  REQUIRE(count(all, AnnotationLevel::error) == 1);
  CHECK(all.front().title == "main and 1 more were rejected");
  CHECK_THAT(all.front().text, ContainsSubstring("Something else, too."));
  CHECK_THAT(all.front().text,
             ContainsSubstring(
                 "The server said: refs/heads/main, refs/tags/v1: pre-receive hook declined"));
}

TEST_CASE("a run that lost its lease for good is an error annotation") {
  Sample run = sample("rejected");
  run.result.ledger = Ledger();
  run.result.end.because = Because::changed_each_time;
  run.result.found.explanations.clear();
  const auto all = annotations(run);
  REQUIRE(all.size() == 1);
  CHECK(all.front().level == AnnotationLevel::error);
}

TEST_CASE("no level has more than ten annotations, and the last says how many there were") {
  Sample run = sample("rejected");
  run.result.found.explanations.assign(40, run.result.found.explanations.front());
  for (std::size_t i = 0; i < 40; ++i) {
    run.result.found.explanations[i].refs = {"refs/tags/v" + std::to_string(i)};
  }
  run.result.end.warnings.assign(11, "something");
  const auto all = annotations(run);
  CHECK(count(all, AnnotationLevel::error) == 10);
  CHECK(count(all, AnnotationLevel::warning) == 10);
  CHECK_THAT(all[9].title, ContainsSubstring("and 31 more"));
}

TEST_CASE("an annotation is at most 4,096 characters of printable text") {
  Sample run = sample("error");
  run.result.end.failure->message = std::string(5'000, '\x1b') + "\xff";
  const auto all = annotations(run);
  REQUIRE(all.size() == 1);
  CHECK(all.front().text.size() <= annotation_limit);
  CHECK(all.front().text.find('\x1b') == std::string::npos);
}

TEST_CASE("a dry run warns of what may be refused, and a real one that went well does not") {
  Sample run = sample("dry_run");
  CHECK(count(annotations(run), AnnotationLevel::warning) == 2);
  run.result.end.status = Status::synced;
  CHECK(count(annotations(run), AnnotationLevel::warning) == 0);
}

TEST_CASE("what stopped the push is an error annotation of its own, with what to do") {
  Sample run = sample("dry_run");
  run.result.end.status = Status::rejected;
  run.result.found.preflight = {
      {"repository", PreflightFinding::Verdict::stop, "It is archived.", "Unarchive it.", ""}};
  const auto all = annotations(run);
  REQUIRE(all.size() == 1);
  CHECK(all.front().level == AnnotationLevel::error);
  CHECK(all.front().text == "It is archived.\nWhat to do: Unarchive it.");
}
