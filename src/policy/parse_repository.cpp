#include "policy/parse_repository.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/problem.h"
#include "policy/web_url.h"

namespace auto_sync {
namespace {

std::string_view without_suffix(std::string_view text, std::string_view suffix) {
  if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
  return text;
}

bool is_name_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '_' || c == '.';
}

/// GitHub's rule for a repository's name, and for an owner's but that Gitea's may hold dots.
bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), is_name_character);
}

bool is_full_name(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view owner = text.substr(0, slash);
  return is_name(owner) && is_name(text.substr(slash + 1)) && owner.front() != '-' &&
         owner.front() != '.';
}

RepositoryResult refused(std::string_view text, std::string_view reason, std::string remedy = {}) {
  const std::string why = reason.empty() ? "" : fmt::format(", which {}", reason);
  return {std::nullopt, {fmt::format("found {}{}", in_quotes(text), why), {}, std::move(remedy)}};
}

RepositoryAddress on_server(std::string_view full_name, std::string_view server_url) {
  RepositoryAddress address;
  address.full_name = full_name;
  address.web_url = fmt::format("{}/{}", server_url, full_name);
  address.url = address.web_url + ".git";
  return address;
}

/// The https form of `ssh://git@host:22/path` and `git@host:path`, or "" when it is not clear.
std::string https_form(std::string_view text) {
  const std::size_t scheme = text.find("://");
  const bool is_url = scheme != std::string_view::npos;
  if (is_url) text.remove_prefix(scheme + 3);
  text.remove_prefix(text.rfind('@') + 1);  // npos + 1 is 0
  const std::size_t end = text.find_first_of(":/");
  if (end == std::string_view::npos) return {};
  const std::string_view host = text.substr(0, end);
  std::string_view path = text.substr(end + 1);
  if (is_url && text[end] == ':') {  // a port, not a path
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  const WebUrlResult parsed = parse_web_url(fmt::format("https://{}/{}", host, path));
  const bool clear = parsed.url && !parsed.url->path.empty() && host.find('.') != host.npos;
  return clear && !looks_like_token(path) ? parsed.url->text() : "";
}

RepositoryResult refuse_ssh(std::string_view text) {
  const std::string instead = https_form(text);
  return refused(text, "is not reached over https",
                 instead.empty() ? "" : fmt::format("Write `{}`, and give a token.", instead));
}

/// What to do about a URL that was refused: the same URL with https, if that is all it takes.
std::string with_https(std::string_view text) {
  const std::string https = "https" + std::string(text.substr(text.find("://")));
  const bool helps = parse_web_url(https).url && !looks_like_token(https);
  return helps ? fmt::format("Write `{}`.", https) : "";
}

RepositoryResult parse_url(std::string_view text, std::string_view server_url) {
  const WebUrlResult parsed = parse_web_url(text);
  if (!parsed.url) return refused(text, parsed.reason, with_https(text));
  const std::string url = parsed.url->text();
  const WebUrlResult server = parse_web_url(server_url);
  const std::string prefix = server.url ? server.url->text() + "/" : "";
  if (!prefix.empty() && url.starts_with(prefix)) {
    const std::string_view name =
        without_suffix(std::string_view(url).substr(prefix.size()), ".git");
    if (is_full_name(name)) return {on_server(name, server.url->text()), {}};
    return refused(text, "is not the URL of a repository",
                   fmt::format("Repositories of {} are called `owner/name`.", server_url));
  }
  if (parsed.url->path.empty()) return refused(text, "names a host, but no repository");
  RepositoryAddress address;
  address.url = url;
  address.web_url = without_suffix(url, ".git");
  return {std::move(address), {}};
}

}  // namespace

RepositoryResult parse_repository(std::string_view text, std::string_view server_url) {
  const std::string scheme = to_lower(text.substr(0, text.find("://")));
  if (scheme.size() < text.size()) {
    if (scheme == "https" || scheme == "http") return parse_url(text, server_url);
    if (scheme == "ssh" || scheme == "git" || scheme == "git+ssh") return refuse_ssh(text);
    return refused(text, "is not reached over https");
  }
  if (text.find(':') < text.find('/')) return refuse_ssh(text);  // git@host:owner/name
  std::string_view name = text;
  while (name.ends_with('/')) name.remove_suffix(1);
  name = without_suffix(name, ".git");
  if (is_full_name(name)) {
    const WebUrlResult server = parse_web_url(server_url);
    return {on_server(name, server.url ? server.url->text() : server_url), {}};
  }
  const std::string_view first = name.substr(0, name.find('/'));
  const bool host_first = first.find('.') != std::string_view::npos &&
                          std::count(name.begin(), name.end(), '/') > 1 &&
                          parse_web_url(fmt::format("https://{}", name)).url;
  return refused(text, "", host_first ? fmt::format("Write `https://{}`.", name) : "");
}

bool same_repository(const RepositoryAddress& a, const RepositoryAddress& b) {
  if (a.on_server() != b.on_server()) return false;
  if (a.on_server()) return to_lower(a.full_name) == to_lower(b.full_name);
  return a.web_url == b.web_url;
}

}  // namespace auto_sync
