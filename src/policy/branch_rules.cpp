#include "policy/branch_rules.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace auto_sync {
namespace {

/// How a rule reads, and which pushes meet it.
struct RuleWords {
  std::string_view type;
  std::string_view words;
  enum class Meets { every_push, creation, overwrite, none } meets = Meets::every_push;
};

using Meets = RuleWords::Meets;

/// GitHub's types of rules (REST API description, `repository-rule`), and those of protection.
constexpr RuleWords known_rules[] = {
    {"creation", "only some may create it", Meets::creation},
    {"update", "only some may update it"},
    {"deletion", "only some may delete it", Meets::none},
    {"non_fast_forward", "it may not be overwritten", Meets::overwrite},
    {"required_linear_history", "merge commits are not allowed"},
    {"required_signatures", "commits must have verified signatures"},
    {"pull_request", "pull requests are required"},
    {"required_status_checks", "status checks must have passed on the very commit"},
    {"required_deployments", "deployments must have succeeded"},
    {"merge_queue", "a merge queue is required"},
    {"workflows", "workflows must have passed"},
    {"code_scanning", "code scanning must have passed"},
    {"code_quality", "code quality must have passed"},
    {"copilot_code_review", "reviews by Copilot are requested", Meets::none},
    {"commit_message_pattern", "commit messages must match a pattern"},
    {"commit_author_email_pattern", "the authors' addresses must match a pattern"},
    {"committer_email_pattern", "the committers' addresses must match a pattern"},
    {"branch_name_pattern", "the branch's name must match a pattern", Meets::creation},
    {"tag_name_pattern", "tag names must match a pattern", Meets::none},
    {"file_path_restriction", "some paths may not be changed"},
    {"max_file_path_length", "paths have a greatest length"},
    {"file_extension_restriction", "some file extensions are not allowed"},
    {"max_file_size", "files have a greatest size"},
    {"lock_branch", "it is locked: read-only"},
    {"restrictions", "only some may push to it"},
};

std::string joined(const JsonView& list, std::string_view member) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min<std::size_t>(list.size(), 10); ++i) {
    const JsonView entry = member.empty() ? list.at(i) : list.at(i)[member];
    std::string name = entry.string_or("");
    if (!name.empty()) names.push_back(std::move(name));
  }
  if (list.size() > 10) names.push_back("and " + std::to_string(list.size() - 10) + " more");
  return join(names, ", ");
}

std::string reviews(const JsonView& parameters) {
  const std::uint64_t count = parameters["required_approving_review_count"].number_or(0);
  return count == 0 ? std::string() : counted(count, "approval");
}

std::string detail_of(const std::string& type, const JsonView& parameters) {
  if (type == "required_status_checks") {
    return joined(parameters["required_status_checks"], "context");
  }
  if (type == "pull_request") return reviews(parameters);
  if (type.ends_with("_pattern")) return parameters["pattern"].string_or("");
  if (type == "file_path_restriction") return joined(parameters["restricted_file_paths"], "");
  return {};
}

bool meets(Meets rule, PushKind push) {
  switch (rule) {
    case Meets::every_push:
      return true;
    case Meets::creation:
      return push.creates;
    case Meets::overwrite:
      return push.overwrites;
    case Meets::none:
      break;
  }
  return false;
}

}  // namespace

std::vector<BranchRule> parse_branch_rules(const JsonView& answer) {
  std::vector<BranchRule> rules;
  const std::size_t count = answer.array_size();
  for (std::size_t i = 0; i < count; ++i) {
    const JsonView rule = answer.at(i);
    std::string type = rule["type"].string();
    std::string detail = detail_of(type, rule["parameters"]);
    rules.push_back({std::move(type), std::move(detail)});
  }
  return rules;
}

std::vector<BranchRule> parse_branch_protection(const JsonView& answer) {
  std::vector<BranchRule> rules;
  if (const JsonView checks = answer["required_status_checks"]; checks.exists()) {
    rules.push_back({"required_status_checks", joined(checks["contexts"], "")});
  }
  if (const JsonView asked = answer["required_pull_request_reviews"]; asked.exists()) {
    rules.push_back({"pull_request", reviews(asked)});
  }
  if (answer["restrictions"].exists()) rules.push_back({"restrictions", {}});
  for (const char* type : {"required_linear_history", "required_signatures", "lock_branch"}) {
    if (answer[type]["enabled"].boolean_or(false)) rules.push_back({type, {}});
  }
  if (!answer["allow_force_pushes"]["enabled"].boolean_or(false)) {
    rules.push_back({"non_fast_forward", {}});
  }
  return rules;
}

std::vector<std::string> rules_in_words(const std::vector<BranchRule>& rules, PushKind push) {
  std::vector<std::string> all;
  for (const BranchRule& rule : rules) {
    const auto* known = std::find_if(std::begin(known_rules), std::end(known_rules),
                                     [&](const RuleWords& row) { return row.type == rule.type; });
    const bool is_known = known != std::end(known_rules);
    if (is_known && !meets(known->meets, push)) continue;
    std::string words = is_known ? std::string(known->words) : "a rule of type " + rule.type;
    if (!rule.detail.empty()) words += " (" + rule.detail + ")";
    words = shorten(words, 300);
    if (std::find(all.begin(), all.end(), words) == all.end()) all.push_back(std::move(words));
  }
  return all;
}

}  // namespace auto_sync
