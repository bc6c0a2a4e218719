#include "app/side_questions.h"

#include "app/check_paths.h"
#include "app/list_files.h"
#include "policy/judge_trees.h"
#include "policy/plan_sync.h"

namespace auto_sync {

void SideQuestions::ask_paths(const Oid& carried) {
  if (settings_.require_paths.empty()) return;
  carried_ = carried;
  paths_.emplace("required paths", edges_.clock,
                 [this] { return check_paths(edges_, carried_, settings_.require_paths); });
}

std::vector<RequiredPath> SideQuestions::take_paths() {
  struct Done {
    SideQuestions& questions;
    ~Done() { questions.paths_.reset(); }
  } const done{*this};
  return paths_->take(result_.cost.phases);
}

Plan SideQuestions::judged(Plan plan) {
  if (!paths_ || !missing_paths_stop(settings_, plan)) return plan;
  try {
    result_.found.required_paths = take_paths();
  } catch (const Error& error) {
    throw Error(error.kind(),
                std::string("The required paths could not be checked: ") + error.what(),
                error.hint().empty() ? "Run the sync again." : error.hint());
  }
  return any_missing(result_.found.required_paths) ? plan_blocked(Because::paths_missing) : plan;
}

void SideQuestions::ask_files(const Plan& plan) {
  if (!wants_file_list(settings_, plan)) return;
  files_.emplace("file list", edges_.clock,
                 [this, carried = *result_.found.source_sha, tip = result_.target_before(),
                  known = result_.found.history && result_.found.history->source_has_target] {
                   return list_files(edges_, carried, tip, known);
                 });
}

void SideQuestions::collect() {
  const auto noting_failure = [this](const std::string& what, auto answer) {
    try {
      answer();
    } catch (const std::exception& error) {
      result_.end.warnings.push_back(what + " " + error.what());
    }
  };
  if (paths_) {
    noting_failure("The required paths could not be checked:", [&] {
      result_.found.required_paths = take_paths();
      const std::vector<RequiredPath>& paths = result_.found.required_paths;
      if (any_missing(paths)) {
        result_.end.warnings.push_back(missing_paths_sentence(paths, carried_));
      }
    });
  }
  if (files_) {
    noting_failure("The changed files could not be listed:",
                   [&] { result_.found.files = files_->take(result_.cost.phases); });
    files_.reset();
  }
}

}  // namespace auto_sync
