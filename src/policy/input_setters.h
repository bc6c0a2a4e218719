#pragma once
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "policy/inputs.h"

/// How each input's value is understood and put into the settings: the `set` members of the table
/// in inputs.cpp. A setter takes the value whole or says why it cannot be used.
namespace auto_sync::setters {

/// `true` or `false`, as YAML 1.2's core schema writes them and actions/toolkit reads them.
std::optional<bool> read_boolean(std::string_view text);
/// A branch's name with `refs/heads/` taken off, or nothing when git would not accept it.
std::optional<std::string> read_branch(std::string_view text);
/// Why `token` cannot be sent in a header, or nothing. Never repeats it.
std::optional<Refusal> refuse_token(std::string_view token);

/// The place of `text` among `words`, or nothing.
template <std::size_t count>
std::optional<std::size_t> choice(std::string_view text, const std::string_view (&words)[count]) {
  const auto found = std::find(std::begin(words), std::end(words), text);
  if (found == std::end(words)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(words));
}

template <bool Settings::*member>
std::optional<Refusal> boolean(Settings& settings, const GivenValue& value) {
  const std::optional<bool> read = read_boolean(value.text());
  if (!read) return Refusal{};
  settings.*member = *read;
  return std::nullopt;
}

template <std::string Settings::*member>
std::optional<Refusal> branch(Settings& settings, const GivenValue& value) {
  std::optional<std::string> read = read_branch(value.text());
  if (!read) return Refusal{};
  settings.*member = std::move(*read);
  return std::nullopt;
}

template <Secret Settings::*member>
std::optional<Refusal> token(Settings& settings, const GivenValue& value) {
  if (std::optional<Refusal> refusal = refuse_token(value.text())) return refusal;
  settings.*member = Secret(value.text());
  return std::nullopt;
}

std::optional<Refusal> source_repo(Settings& settings, const GivenValue& value);
std::optional<Refusal> target_repo(Settings& settings, const GivenValue& value);
std::optional<Refusal> build_workflow(Settings& settings, const GivenValue& value);
std::optional<Refusal> sync_commit(Settings& settings, const GivenValue& value);
std::optional<Refusal> tags(Settings& settings, const GivenValue& value);
std::optional<Refusal> on_conflict(Settings& settings, const GivenValue& value);
/// A strategy for all paths, or `PATTERN=STRATEGY` for some; several items are several rules.
std::optional<Refusal> merge_strategy(Settings& settings, const GivenValue& value);
std::optional<Refusal> committer(Settings& settings, const GivenValue& value);
std::optional<Refusal> pull_request_branch(Settings& settings, const GivenValue& value);
std::optional<Refusal> pull_request_labels(Settings& settings, const GivenValue& value);
std::optional<Refusal> pull_request_reviewers(Settings& settings, const GivenValue& value);
std::optional<Refusal> pull_request_assignees(Settings& settings, const GivenValue& value);
std::optional<Refusal> backup(Settings& settings, const GivenValue& value);
std::optional<Refusal> backup_as(Settings& settings, const GivenValue& value);
std::optional<Refusal> backup_keep(Settings& settings, const GivenValue& value);
std::optional<Refusal> rollback_to(Settings& settings, const GivenValue& value);
std::optional<Refusal> list_files(Settings& settings, const GivenValue& value);
std::optional<Refusal> require_paths(Settings& settings, const GivenValue& value);
std::optional<Refusal> on_missing_path(Settings& settings, const GivenValue& value);
std::optional<Refusal> direction(Settings& settings, const GivenValue& value);
std::optional<Refusal> report_dir(Settings& settings, const GivenValue& value);
std::optional<Refusal> api_url(Settings& settings, const GivenValue& value);
std::optional<Refusal> server_url(Settings& settings, const GivenValue& value);
std::optional<Refusal> log_level(Settings& settings, const GivenValue& value);
/// For `config`: `main` has read the file before.
std::optional<Refusal> nothing(Settings& settings, const GivenValue& value);

}  // namespace auto_sync::setters
