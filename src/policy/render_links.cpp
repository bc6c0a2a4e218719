#include "policy/render_links.h"

#include <algorithm>

#include "base/text.h"

namespace auto_sync {

std::string plain_page(std::string_view url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  const bool harmless = std::all_of(url.begin(), url.end(), [](char c) {
    return c > ' ' && c < '\x7f' &&
           std::string_view("<>()[]{}\"'`\\|^*").find(c) == std::string_view::npos;
  });
  return web && harmless ? std::string(url) : std::string();
}

std::string repository_page(const RepositoryAddress& repository) {
  return repository.on_server() ? plain_page(repository.web_url) : std::string();
}

std::string commit_page(const RepositoryAddress& repository, const Oid& commit) {
  const std::string page = repository_page(repository);
  return page.empty() ? page : page + "/commit/" + commit.hex();
}

std::string ref_page(const RepositoryAddress& repository, std::string_view short_name) {
  std::string page = repository_page(repository);
  if (page.empty()) return page;
  return page + "/tree/" + replace_all(percent_encode(short_name), "%2F", "/");
}

std::string compare_page(const RepositoryAddress& repository, const Oid& from, const Oid& to) {
  const std::string page = repository_page(repository);
  return page.empty() ? page : page + "/compare/" + from.hex() + "..." + to.hex();
}

}  // namespace auto_sync
