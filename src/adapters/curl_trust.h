#pragma once
#include <curl/curl.h>

#include <atomic>
#include <string>

namespace auto_sync {

/// Where certificates of authorities are found. Empty members: the system's, as libcurl was
/// built with.
struct CertificatePlaces {
  std::string file;       ///< SSL_CERT_FILE or CURL_CA_BUNDLE
  std::string directory;  ///< SSL_CERT_DIR
};

/// Which certificates a connection trusts. OpenSSL takes 10 to 20 ms to read the system's bundle,
/// for every connection anew, and next to nothing to look one certificate up in the directory that
/// holds the same ones. So the directory is asked alone, and the bundle is read only after a
/// server was not trusted without it. A file that was named to us counts from the start.
class CurlTrust {
 public:
  /// `named` comes from the environment; `system` stands in for libcurl's own places in tests.
  explicit CurlTrust(const CertificatePlaces& named, const CertificatePlaces& system = {});

  /// Sets up `easy` for its next request. True: there is a bundle that it does not trust yet.
  bool apply(CURL* easy) const;
  /// From now on the bundle counts too.
  void widen() { directory_only_ = false; }

 private:
  std::string file_;
  std::string directory_;
  std::atomic<bool> directory_only_;
};

}  // namespace auto_sync
