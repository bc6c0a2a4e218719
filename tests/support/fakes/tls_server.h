#pragma once
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace auto_sync::test {

/// `openssl s_server` on a free loopback port: answers every GET with an HTML page, and offers
/// no HTTP/2. Its certificate is its own authority's.
class TlsServer {
 public:
  /// Keeps its files in `directory`: certificate.pem, and hashed/ with a link to it under the
  /// name that OpenSSL looks up.
  explicit TlsServer(std::filesystem::path directory) : directory_(std::move(directory)) {
    shell(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        "-keyout key.pem -out certificate.pem -subj /CN=localhost "
        "-addext subjectAltName=IP:127.0.0.1 && "
        "mkdir hashed && cp certificate.pem hashed && openssl rehash hashed");
    start();
  }
  ~TlsServer() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string url() const { return "https://127.0.0.1:" + port_ + "/"; }
  std::string certificate() const { return directory_ / "certificate.pem"; }
  std::string hashed_directory() const { return directory_ / "hashed"; }

 private:
  void shell(const std::string& command) const {
    const std::string line =
        "cd '" + directory_.string() + "' && { " + command + "; } 2>openssl.log";
    if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: " + line);
  }
  /// Runs the server and reads its port from "ACCEPT 127.0.0.1:PORT".
  void start() {
    int output[2];
    if (pipe(output) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
      dup2(output[1], STDOUT_FILENO);
      dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
      close(output[0]);
      if (chdir(directory_.c_str()) != 0) _exit(126);
      execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem",
             "-key", "key.pem", "-www", static_cast<char*>(nullptr));
      _exit(127);
    }
    close(output[1]);
    FILE* lines = fdopen(output[0], "r");
    char line[256];
    while (port_.empty() && fgets(line, sizeof line, lines) != nullptr) {
      const std::string text = line;
      if (text.starts_with("ACCEPT ")) port_ = text.substr(text.rfind(':') + 1);
    }
    fclose(lines);
    while (port_.ends_with('\n')) port_.pop_back();
    if (port_.empty()) throw std::runtime_error("openssl s_server does not start");
  }

  std::filesystem::path directory_;
  pid_t process_ = -1;
  std::string port_;
};

}  // namespace auto_sync::test
