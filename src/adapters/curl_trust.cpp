#include "adapters/curl_trust.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>

namespace auto_sync {
namespace {

/// What libcurl was built with, unless `given` says otherwise.
std::string place(const std::string& named, const std::string& given, CURLINFO built_in) {
  if (!named.empty()) return named;
  if (!given.empty()) return given;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                 curl_easy_cleanup);
  const char* path = nullptr;
  curl_easy_getinfo(easy.get(), built_in, &path);
  return path != nullptr ? path : "";
}

bool is_openssl() {
  const char* name = curl_version_info(CURLVERSION_NOW)->ssl_version;
  return name != nullptr && std::string_view(name).starts_with("OpenSSL");
}

/// Whether `directory` holds certificates under their hashes, as OpenSSL looks them up.
bool is_hashed(const std::string& directory) {
  std::error_code missing;
  const std::filesystem::directory_iterator entries(directory, missing);
  return !missing && std::any_of(begin(entries), end(entries), [](const auto& entry) {
    return entry.path().extension() == ".0";
  });
}

}  // namespace

CurlTrust::CurlTrust(const CertificatePlaces& named, const CertificatePlaces& system)
    : file_(place(named.file, system.file, CURLINFO_CAINFO)),
      directory_(place(named.directory, system.directory, CURLINFO_CAPATH)),
      directory_only_(named.file.empty() && is_openssl() && is_hashed(directory_)) {}

bool CurlTrust::apply(CURL* easy) const {
  const bool directory_only = directory_only_;
  const auto path = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
  curl_easy_setopt(easy, CURLOPT_CAPATH, path(directory_));
  curl_easy_setopt(easy, CURLOPT_CAINFO, directory_only ? nullptr : path(file_));
  return directory_only;
}

}  // namespace auto_sync
