#include "domain/ref_name.h"

#include <algorithm>
#include <array>

namespace auto_sync {
namespace {

constexpr std::string_view heads = "refs/heads/";
constexpr std::string_view tags = "refs/tags/";

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F || std::string_view("~^:?*[\\").find(c) != std::string::npos;
}

bool is_valid_component(std::string_view part) {
  return !part.empty() && part.front() != '.' && !part.ends_with(".lock");
}

}  // namespace

bool is_valid_ref_name(std::string_view name) {
  if (!name.starts_with("refs/") || name.ends_with('.')) return false;
  if (std::any_of(name.begin(), name.end(), is_forbidden)) return false;
  if (name.find("..") != std::string_view::npos) return false;
  if (name.find("@{") != std::string_view::npos) return false;
  while (true) {
    const std::size_t slash = name.find('/');
    if (!is_valid_component(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

std::string branch_ref(std::string_view branch) {
  return std::string(heads).append(branch);
}

std::string tag_ref(std::string_view tag) {
  return std::string(tags).append(tag);
}

bool is_tag_ref(std::string_view name) {
  return name.starts_with(tags);
}

bool is_branch_ref(std::string_view name) {
  return name.starts_with(heads);
}

std::string short_ref_name(std::string_view name) {
  if (is_branch_ref(name)) return std::string(name.substr(heads.size()));
  if (is_tag_ref(name)) return std::string(name.substr(tags.size()));
  return std::string(name);
}

bool is_host_owned_ref(std::string_view name) {
  static constexpr std::array<std::string_view, 7> owned = {
      "refs/pull/",
      "refs/github-services/",  // GitHub
      "refs/merge-requests/",
      "refs/pipelines/",
      "refs/environments/",
      "refs/keep-around/",  // GitLab
      "refs/for/",          // Gitea, Gerrit: opens a review
  };
  return std::any_of(owned.begin(), owned.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

}  // namespace auto_sync
