#include "adapters/curl_url.h"

#include <curl/curl.h>

#include <memory>

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

/// A URL taken apart by libcurl's own parser, so that we and the transfer agree on its parts.
class ParsedUrl {
 public:
  bool set(const std::string& url) {
    return curl_url_set(handle_.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
  }
  void remove(CURLUPart part) { curl_url_set(handle_.get(), part, nullptr, 0); }

  std::string get(CURLUPart part) const {
    char* text = nullptr;
    const unsigned int flags = part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0;
    if (curl_url_get(handle_.get(), part, &text, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> owned(text, curl_free);
    return text;
  }

  bool has_credentials() const {
    return !get(CURLUPART_USER).empty() || !get(CURLUPART_PASSWORD).empty();
  }
  /// Empty for what is not http or https.
  std::string origin() const {
    const std::string scheme = to_lower(get(CURLUPART_SCHEME));
    if (scheme != "http" && scheme != "https") return {};
    return scheme + "://" + to_lower(get(CURLUPART_HOST)) + ":" + get(CURLUPART_PORT);
  }

 private:
  std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle_{curl_url(), curl_url_cleanup};
};

}  // namespace

std::string origin_of(const std::string& url) {
  ParsedUrl parsed;
  if (!parsed.set(url) || parsed.origin().empty()) {
    throw Error(ErrorKind::usage, url_to_show(url) + " is not an http or https URL");
  }
  if (parsed.has_credentials()) {
    throw Error(ErrorKind::usage, url_to_show(url) + " must not hold a user or password",
                "Give the token as an input of its own.");
  }
  return parsed.origin();
}

std::string url_to_show(const std::string& url) {
  ParsedUrl parsed;
  if (!parsed.set(url)) return "a malformed URL";
  for (const CURLUPart part :
       {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
    parsed.remove(part);
  }
  return printable(parsed.get(CURLUPART_URL));
}

std::optional<std::string> same_origin_redirect(const std::string& url,
                                                const std::string& location) {
  ParsedUrl parsed;
  if (!parsed.set(url)) return std::nullopt;
  const std::string origin = parsed.origin();
  if (!parsed.set(location) || parsed.has_credentials() || parsed.origin() != origin) {
    return std::nullopt;
  }
  return parsed.get(CURLUPART_URL);
}

}  // namespace auto_sync
