#pragma once
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
std::optional<Refusal> report_dir(Settings& settings, const GivenValue& value);
std::optional<Refusal> api_url(Settings& settings, const GivenValue& value);
std::optional<Refusal> server_url(Settings& settings, const GivenValue& value);
std::optional<Refusal> log_level(Settings& settings, const GivenValue& value);
/// For `config`: `main` has read the file before.
std::optional<Refusal> nothing(Settings& settings, const GivenValue& value);

}  // namespace auto_sync::setters
