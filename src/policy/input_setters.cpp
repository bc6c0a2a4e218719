#include "policy/input_setters.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/parse_repository.h"
#include "policy/problem.h"
#include "policy/web_url.h"

namespace auto_sync::setters {
namespace {

std::optional<Refusal> repository(RepositoryAddress& address, const Settings& settings,
                                  const GivenValue& value) {
  RepositoryResult result = parse_repository(value.text(), settings.server_url);
  if (!result.address) return std::move(result.refusal);
  address = std::move(*result.address);
  return std::nullopt;
}

std::optional<Refusal> base_url(std::string& url, const GivenValue& value) {
  const WebUrlResult result = parse_web_url(value.text());
  if (!result.url) {
    return Refusal{
        fmt::format("found {}, which {}", in_quotes(value.text()), result.reason), {}, {}};
  }
  url = result.url->text();
  return std::nullopt;
}

constexpr std::string_view tag_words[] = {"reachable", "all", "none"};

/// Whether `text` was most likely meant to be one of the words that `tags` knows.
bool is_misspelt_tag_word(std::string_view text) {
  const std::string lower = to_lower(text.substr(0, 32));
  if (setters::read_boolean(lower) || edit_distance(lower, "reachable") <= 2) return true;
  return choice(lower, tag_words).has_value();
}

/// Whether a glob can match a tag's name at all.
bool is_tag_pattern(std::string_view pattern) {
  std::string sample(pattern);
  for (char& c : sample) {
    if (std::string_view("*?[]^").find(c) != std::string_view::npos) c = 'x';
  }
  return is_valid_ref_name(tag_ref(sample));
}

/// Whether a relative path leaves the folder that it starts in.
bool climbs_out(std::string_view path) {
  int depth = 0;
  for (const std::string& part : split_list(path, "/")) {
    if (part == ".") continue;
    depth += part == ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

}  // namespace

std::optional<bool> read_boolean(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

std::optional<std::string> read_branch(std::string_view text) {
  if (text.starts_with("refs/heads/")) text.remove_prefix(std::string_view("refs/heads/").size());
  const bool valid = is_valid_ref_name(branch_ref(text)) && !text.starts_with('-') &&
                     !text.starts_with("refs/") && text != "HEAD";
  if (!valid) return std::nullopt;
  return std::string(text);
}

std::optional<Refusal> refuse_token(std::string_view token) {
  const bool printable =
      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!printable) {
    return Refusal{
        "the value (not shown) holds a space, a line break or another character that "
        "no token has",
        {},
        "Copy the token again and set the secret anew."};
  }
  if (token.starts_with("${{") || token.starts_with("secrets.")) {
    return Refusal{"found an expression of a workflow instead of its value",
                   {},
                   "Outside a workflow nothing replaces it: give the token itself."};
  }
  return std::nullopt;
}

std::optional<Refusal> source_repo(Settings& settings, const GivenValue& value) {
  return repository(settings.source, settings, value);
}

std::optional<Refusal> target_repo(Settings& settings, const GivenValue& value) {
  return repository(settings.target, settings, value);
}

std::optional<Refusal> build_workflow(Settings& settings, const GivenValue& value) {
  std::vector<std::string>& names = settings.build_workflows;
  for (const std::string& item : value.items) {
    if (std::find(names.begin(), names.end(), item) == names.end()) names.push_back(item);
  }
  return std::nullopt;
}

std::optional<Refusal> sync_commit(Settings& settings, const GivenValue& value) {
  const auto chosen = choice(value.text(), {"tested", "tip"});
  if (!chosen) return Refusal{};
  settings.sync_tip = *chosen == 1;
  return std::nullopt;
}

std::optional<Refusal> tags(Settings& settings, const GivenValue& value) {
  TagSelection selection;
  if (value.items.size() == 1) {
    if (const auto word = choice(value.text(), tag_words)) {
      selection.mode = static_cast<TagSelection::Mode>(*word);
      settings.tags = selection;
      return std::nullopt;
    }
  }
  selection.mode = TagSelection::Mode::patterns;
  for (std::string item : value.items) {
    if (item.starts_with("refs/tags/")) {
      item.erase(0, std::string_view("refs/tags/").size());
    } else if (is_misspelt_tag_word(item)) {
      return Refusal{fmt::format("found {}", in_quotes(item)),
                     {},
                     fmt::format("A tag of that name is written `refs/tags/{}`.",
                                 in_quotes(item).substr(1, in_quotes(item).size() - 2))};
    }
    if (!is_tag_pattern(item)) return Refusal{fmt::format("found {}", in_quotes(item)), {}, {}};
    selection.patterns.push_back(std::move(item));
  }
  settings.tags = std::move(selection);
  return std::nullopt;
}

std::optional<Refusal> report_dir(Settings& settings, const GivenValue& value) {
  std::string path = value.text();
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (!path.starts_with('/') && climbs_out(path)) return Refusal{};
  settings.report_dir = std::move(path);
  return std::nullopt;
}

std::optional<Refusal> api_url(Settings& settings, const GivenValue& value) {
  return base_url(settings.api_url, value);
}

std::optional<Refusal> server_url(Settings& settings, const GivenValue& value) {
  return base_url(settings.server_url, value);
}

std::optional<Refusal> log_level(Settings& settings, const GivenValue& value) {
  const auto chosen = choice(value.text(), {"debug", "info", "warning", "error"});
  if (!chosen) return Refusal{};
  settings.log_level = static_cast<log::Level>(*chosen);
  return std::nullopt;
}

std::optional<Refusal> nothing(Settings&, const GivenValue&) {
  return std::nullopt;
}

}  // namespace auto_sync::setters
