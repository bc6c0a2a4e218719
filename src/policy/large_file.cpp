#include "policy/large_file.h"

#include <string_view>

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

/// The host of a server's URL, without its port.
std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of(":/"));
}

std::string in_mebibytes(std::uint64_t size) {
  const std::uint64_t tenths = size * 10 / (1U << 20);
  return with_thousands(tenths / 10) + "." + std::to_string(tenths % 10) + " MiB";
}

}  // namespace

std::optional<std::uint64_t> file_size_limit(const Settings& settings) {
  if (!settings.target.on_server()) return std::nullopt;
  const std::string host = to_lower(host_of(settings.server_url));
  const bool loopback = settings.server_url.starts_with("http://");  // parse_settings sees to it
  if (host == "github.com" || host.ends_with(".ghe.com") || loopback) return github_file_limit;
  return std::nullopt;
}

std::string large_file_sentence(const Settings& settings, const LargeFile& file) {
  std::string name = "a file";
  if (file.id) name = "the file with the blob id " + file.id->hex();
  if (!file.path.empty()) name = shorten(printable(file.path), 500);
  return "Rejected: " + name + " has " + in_mebibytes(file.size) +
         "; GitHub refuses files of more than 100 MiB. The transfer was stopped before its end, " +
         settings.target.display_name() + " is unchanged.";
}

Explanation explain_large_file(const LargeFile& file) {
  Explanation explanation;
  explanation.name = "large_file";
  explanation.meaning =
      "A file in the new commits is larger than GitHub takes. It was seen while the objects "
      "passed, "
      "so that the upload did not have to end first.";
  explanation.reasons = {(file.path.empty() ? std::string("its path was not found")
                                            : shorten(printable(file.path), 500)) +
                         ", " + in_mebibytes(file.size) +
                         (file.id ? ", blob " + file.id->hex() : std::string())};
  explanation.remedy =
      "Take the file out of the source's history, or move it to Git LFS: `git lfs migrate import "
      "--everything --above=100MB`. Deleting it in a new commit is not enough, since older commits "
      "still hold it.";
  if (!file.id) {
    explanation.remedy +=
        " To find it: `git rev-list --objects --all | git cat-file "
        "--batch-check='%(objectsize) %(objectname) %(rest)' | sort -n | tail`.";
  }
  explanation.link =
      "https://docs.github.com/en/repositories/working-with-files/managing-large-files/"
      "about-large-files-on-github";
  return explanation;
}

}  // namespace auto_sync
