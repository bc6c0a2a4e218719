#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/oid.h"
#include "domain/ref_name.h"
#include "policy/input_setters.h"
#include "policy/problem.h"

/// The setters of what is done when the target is no ancestor, and of what is checked on the way.
namespace auto_sync::setters {
namespace {

constexpr std::string_view strategies[] = {"recursive", "ours", "theirs", "union"};

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Refusal> names(std::vector<std::string>& into, const GivenValue& value,
                             std::string_view forbidden) {
  for (const std::string& item : value.items) {
    if (item.find_first_of(forbidden) != std::string::npos) {
      return Refusal{fmt::format("found {}", in_quotes(item)), {}, {}};
    }
    if (std::find(into.begin(), into.end(), item) == into.end()) into.push_back(item);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> on_conflict(Settings& settings, const GivenValue& value) {
  const auto chosen = choice(value.text(), {"fail", "merge", "pull_request", "force"});
  if (!chosen) return Refusal{};
  settings.on_conflict = static_cast<OnConflict>(*chosen);
  return std::nullopt;
}

std::optional<Refusal> merge_strategy(Settings& settings, const GivenValue& value) {
  for (const std::string& item : value.items) {
    const std::size_t equals = item.rfind('=');
    const bool for_all = equals == std::string::npos;
    const std::string pattern = for_all ? "**" : trim(item.substr(0, equals));
    const auto chosen = choice(for_all ? item : trim(item.substr(equals + 1)), strategies);
    if (!chosen || pattern.empty())
      return Refusal{fmt::format("found {}", in_quotes(item)), {}, {}};
    settings.merge_rules.push_back({pattern, static_cast<MergeFavor>(*chosen)});
  }
  return std::nullopt;
}

std::optional<Refusal> committer(Settings& settings, const GivenValue& value) {
  const std::string& text = value.text();
  const std::size_t open = text.rfind('<');
  if (open == std::string::npos || !text.ends_with('>')) return Refusal{};
  Identity identity{trim(text.substr(0, open)),
                    trim(text.substr(open + 1, text.size() - open - 2))};
  const bool clean = text.find_first_of("\n\r") == std::string::npos &&
                     identity.name.find_first_of("<>") == std::string::npos &&
                     identity.email.find_first_of("<> ") == std::string::npos;
  if (!clean || identity.name.empty() || identity.email.empty()) return Refusal{};
  settings.committer = std::move(identity);
  return std::nullopt;
}

std::optional<Refusal> pull_request_branch(Settings& settings, const GivenValue& value) {
  std::optional<std::string> read = read_branch(value.text());
  if (!read) return Refusal{};
  settings.pull_request.branch = std::move(*read);
  return std::nullopt;
}

std::optional<Refusal> pull_request_labels(Settings& settings, const GivenValue& value) {
  return names(settings.pull_request.labels, value, "\r\n");
}

std::optional<Refusal> pull_request_reviewers(Settings& settings, const GivenValue& value) {
  return names(settings.pull_request.reviewers, value, " @\r\n");
}

std::optional<Refusal> pull_request_assignees(Settings& settings, const GivenValue& value) {
  return names(settings.pull_request.assignees, value, " @/\r\n");
}

std::optional<Refusal> backup(Settings& settings, const GivenValue& value) {
  const std::optional<bool> read = read_boolean(value.text());
  if (!read) return Refusal{};
  settings.backup.on = *read;
  return std::nullopt;
}

std::optional<Refusal> backup_as(Settings& settings, const GivenValue& value) {
  const auto chosen = choice(value.text(), {"ref", "tag"});
  if (!chosen) return Refusal{};
  settings.backup.as_tag = *chosen == 1;
  return std::nullopt;
}

std::optional<Refusal> backup_keep(Settings& settings, const GivenValue& value) {
  const std::string& text = value.text();
  std::size_t keep = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), keep);
  if (read.ec != std::errc() || !is_digits(text) || keep == 0 || keep > 1000) return Refusal{};
  settings.backup.keep = keep;
  return std::nullopt;
}

std::optional<Refusal> rollback_to(Settings& settings, const GivenValue& value) {
  const std::string& text = value.text();
  if (text != "previous" && !is_backup_time(text) && !Oid::parse(text)) return Refusal{};
  settings.rollback_to = text;
  return std::nullopt;
}

std::optional<Refusal> list_files(Settings& settings, const GivenValue& value) {
  if (const std::optional<bool> read = read_boolean(value.text())) {
    settings.list_files = *read ? ListFiles::always : ListFiles::never;
  } else if (value.text() == "auto") {
    settings.list_files = ListFiles::when_it_matters;
  } else {
    return Refusal{};
  }
  return std::nullopt;
}

std::optional<Refusal> require_paths(Settings& settings, const GivenValue& value) {
  for (const std::string& item : value.items) {
    if (item.starts_with('/') || item.find("//") != std::string::npos) {
      return Refusal{fmt::format("found {}", in_quotes(item)), {}, {}};
    }
    settings.require_paths.push_back(item);
  }
  return std::nullopt;
}

std::optional<Refusal> on_missing_path(Settings& settings, const GivenValue& value) {
  const auto chosen = choice(value.text(), {"warn", "stop"});
  if (!chosen) return Refusal{};
  settings.on_missing_path = static_cast<OnMissingPath>(*chosen);
  return std::nullopt;
}

std::optional<Refusal> direction(Settings& settings, const GivenValue& value) {
  const auto chosen = choice(value.text(), {"forward", "reverse", "both"});
  if (!chosen) return Refusal{};
  settings.direction = static_cast<Direction>(*chosen);
  return std::nullopt;
}

}  // namespace auto_sync::setters
