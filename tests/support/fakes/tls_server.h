#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/process.h"

namespace auto_sync::test {

/// `openssl s_server` on a free loopback port: answers every GET with an HTML page, and offers
/// no HTTP/2. Its certificate is its own authority's.
class TlsServer {
 public:
  /// Keeps its files in `directory`: certificate.pem, and hashed/ with a link to it under the
  /// name that OpenSSL looks up.
  explicit TlsServer(const std::filesystem::path& directory) : directory_(directory) {
    openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-days", "2", "-keyout", "key.pem", "-out", "certificate.pem", "-subj",
             "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"});
    std::filesystem::create_directory(hashed_directory());
    std::filesystem::copy(certificate(), hashed_directory());
    openssl({"rehash", "hashed"});
    server_ = std::make_unique<testing::BackgroundProcess>(
        std::vector<std::string>{"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert",
                                 "certificate.pem", "-key", "key.pem", "-www"},
        environment(), "", directory_);
    wait_for_port();
  }

  std::string url() const { return "https://127.0.0.1:" + port_ + "/"; }
  std::string certificate() const { return directory_ / "certificate.pem"; }
  std::string hashed_directory() const { return directory_ / "hashed"; }

 private:
  static testing::Environment environment() { return {{"PATH", testing::search_path()}}; }

  void openssl(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "openssl");
    const auto result = testing::run_process(arguments, environment(), "", directory_);
    if (result.exit_code != 0) throw std::runtime_error("openssl failed: " + result.err);
  }
  /// From the line "ACCEPT 127.0.0.1:PORT".
  void wait_for_port() {
    for (;;) {
      const std::string said = server_->out_so_far();
      const std::size_t start = said.find("ACCEPT ");
      const std::size_t end = said.find('\n', start);
      if (start != std::string::npos && end != std::string::npos) {
        const std::size_t colon = said.rfind(':', end);
        port_ = said.substr(colon + 1, end - colon - 1);
        return;
      }
      if (!server_->running()) throw std::runtime_error("no TLS server: " + server_->err_so_far());
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }

  std::filesystem::path directory_;
  std::unique_ptr<testing::BackgroundProcess> server_;
  std::string port_;
};

}  // namespace auto_sync::test
