#include "contract/servers/nginx.h"

#include <unistd.h>

#include <csignal>
#include <sstream>

namespace auto_sync::testing {
namespace {

/// Arguments of `openssl req` for a certificate of two days with a key of its own.
std::vector<std::string> certificate_request(const std::filesystem::path& directory,
                                             const std::string& name, const std::string& subject) {
  return {"openssl",
          "req",
          "-x509",
          "-newkey",
          "ec",
          "-pkeyopt",
          "ec_paramgen_curve:P-256",
          "-nodes",
          "-days",
          "2",
          "-keyout",
          directory / (name + ".key"),
          "-out",
          directory / (name + ".pem"),
          "-subj",
          "/CN=" + subject};
}

std::string configuration(const std::filesystem::path& directory, const std::string& upstream,
                          const std::string& directives, std::uint16_t port) {
  std::ostringstream text;
  if (geteuid() == 0) text << "user root;\n";  // others cannot look into our directory
  text << "daemon off;\nworker_processes 1;\npid " << directory.string()
       << "/pid;\nevents { worker_connections 64; }\nhttp {\n"
          "  client_max_body_size 0;\n"
          "  log_format fields '$request_method\\t$uri\\t$status\\t$server_protocol';\n"
          "  access_log "
       << directory.string() << "/requests fields;\n";
  for (const std::string_view kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    text << "  " << kind << "_temp_path " << directory.string() << "/" << kind << ";\n";
  }
  text << "  server {\n    listen 127.0.0.1:" << port << " ssl http2;\n    ssl_certificate "
       << directory.string() << "/server.pem;\n    ssl_certificate_key " << directory.string()
       << "/server.key;\n    proxy_http_version 1.1;\n"
          "    proxy_set_header Connection \"\";\n    proxy_set_header Host $http_host;\n    "
          "proxy_request_buffering off;\n    proxy_buffering off;\n"
       << directives << "\n    location / { proxy_pass " << upstream << "; }\n  }\n}\n";
  return text.str();
}

}  // namespace

Nginx::Nginx(const std::string& upstream, const std::string& directives)
    : server_([&](std::uint16_t port) { return prepare(upstream, directives, port); },
              {{"PATH", search_path()}}, directory_ / "pid") {}

void Nginx::make_certificates() const {
  std::vector<std::string> authority =
      certificate_request(directory_.path(), "authority", "The authority of a test");
  output_of(authority);
  std::vector<std::string> server = certificate_request(directory_.path(), "server", "127.0.0.1");
  for (const std::string& argument :
       {std::string("-CA"), (directory_ / "authority.pem").string(), std::string("-CAkey"),
        (directory_ / "authority.key").string(), std::string("-addext"),
        std::string("subjectAltName=IP:127.0.0.1"), std::string("-addext"),
        std::string("basicConstraints=critical,CA:FALSE")}) {
    server.push_back(argument);
  }
  output_of(server);
}

std::vector<std::string> Nginx::prepare(const std::string& upstream, const std::string& directives,
                                        std::uint16_t port) const {
  if (!std::filesystem::exists(directory_ / "server.pem")) make_certificates();
  write_file(directory_ / "nginx.conf",
             configuration(directory_.path(), upstream, directives, port));
  return {"/usr/sbin/nginx", "-e", directory_ / "errors",    "-p",
          directory_.path(), "-c", directory_ / "nginx.conf"};
}

std::vector<NginxRequest> Nginx::stop() {
  server_.finish(SIGQUIT);
  std::vector<NginxRequest> requests;
  for (const std::string& line : lines_of(directory_ / "requests")) {
    std::istringstream fields(line);
    NginxRequest request;
    fields >> request.method >> request.path >> request.status >> request.protocol;
    requests.push_back(request);
  }
  return requests;
}

}  // namespace auto_sync::testing
