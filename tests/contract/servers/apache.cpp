#include "contract/servers/apache.h"

#include <unistd.h>

#include <csignal>
#include <sstream>

#include "contract/world.h"

namespace auto_sync::testing {
namespace {

constexpr std::string_view modules[] = {
    "mpm_event",   "authn_core", "authn_file", "authz_core",    "authz_user", "auth_basic",
    "auth_digest", "alias",      "cgid",       "deflate",       "env",        "filter",
    "headers",     "proxy",      "proxy_http", "proxy_connect", "rewrite",    "setenvif"};

constexpr std::string_view log_format =
    "%m\\t%U\\t%>s\\t%{Authorization}i\\t%{Accept-Encoding}i\\t%{Expect}i\\t%{Transfer-Encoding}"
    "i\\t"
    "%{Cookie}i";

Environment apache_environment() {
  Environment env{{"PATH", search_path()}, {"LC_ALL", "C"}};
  if (geteuid() == 0) env["LD_PRELOAD"] = NOT_ROOT;
  return env;
}

/// `NAME VALUE` of every variable that http-backend is to see.
std::string git_variables(const std::filesystem::path& repositories) {
  const std::pair<std::string_view, std::string_view> settings[] = {
      {"safe.directory", "*"},
      {"http.receivepack", "true"},
      {"uploadpack.allowFilter", "true"},
      {"uploadpack.allowAnySHA1InWant", "true"},
      {"receive.autogc", "false"},
      {"pack.threads", "1"}};
  std::ostringstream text;
  text << "SetEnv GIT_PROJECT_ROOT " << repositories.string()
       << "\nSetEnv GIT_HTTP_EXPORT_ALL 1\nSetEnv GIT_CONFIG_NOSYSTEM 1\n"
          "SetEnv GIT_CONFIG_GLOBAL /dev/null\nSetEnv GIT_CONFIG_COUNT "
       << std::size(settings) << "\n";
  int number = 0;
  for (const auto& [key, value] : settings) {
    text << "SetEnv GIT_CONFIG_KEY_" << number << " " << key << "\nSetEnv GIT_CONFIG_VALUE_"
         << number << " " << value << "\n";
    ++number;
  }
  text << "SetEnvIf Git-Protocol \".*\" GIT_PROTOCOL=$0\n";
  return text.str();
}

/// A line of an AuthUserFile.
std::string user_line(const std::string& user, const std::string& password) {
  return user + ":" + output_of({"openssl", "passwd", "-apr1", password}) + "\n";
}

std::string configuration(const std::filesystem::path& directory, std::uint16_t port) {
  std::ostringstream text;
  for (const std::string_view module : modules) {
    text << "LoadModule " << module << "_module /usr/lib/apache2/modules/mod_" << module << ".so\n";
  }
  const std::string backend = output_of({"git", "--exec-path"});
  text << "Define DIR " << directory.string() << "\nDefine URL http://127.0.0.1:" << port
       << "\nServerRoot ${DIR}\nDefaultRuntimeDir ${DIR}\nPidFile ${DIR}/pid\n"
          "ScriptSock ${DIR}/scripts\nErrorLog ${DIR}/errors\nLogFormat \""
       << log_format << "\" fields\nCustomLog ${DIR}/requests fields\n"
       << "ServerName 127.0.0.1\nListen 127.0.0.1:" << port
       << "\nServerLimit 1\nStartServers 1\nThreadsPerChild 16\nMaxRequestWorkers 16\n"
          "MinSpareThreads 1\nMaxSpareThreads 16\nThreadLimit 16\n"
          "<Directory \""
       << backend << "\">\n  Options +ExecCGI\n  Require all granted\n</Directory>\n"
       << "ScriptAlias / " << backend << "/git-http-backend/\n";
  return text.str();
}

}  // namespace

Apache::Apache(const std::filesystem::path& repositories, const std::string& directives)
    : server_([&](std::uint16_t port) { return prepare(repositories, directives, port); },
              apache_environment(), directory_ / "pid") {}

std::vector<std::string> Apache::prepare(const std::filesystem::path& repositories,
                                         const std::string& directives, std::uint16_t port) const {
  write_file(directory_ / "source-users", user_line("x-access-token", source_token));
  write_file(directory_ / "target-users", user_line("x-access-token", target_token));
  write_file(directory_ / "proxy-users", user_line(proxy_user, proxy_password));
  write_file(directory_ / "httpd.conf",
             configuration(directory(), port) + git_variables(repositories) + directives);
  return {"/usr/sbin/apache2", "-D", "FOREGROUND", "-f", directory_ / "httpd.conf"};
}

std::vector<ApacheRequest> Apache::stop() {
  server_.finish(SIGWINCH);
  std::vector<ApacheRequest> requests;
  for (const std::string& line : lines_of(directory_ / "requests")) {
    std::istringstream fields(line);
    ApacheRequest request;
    std::string status;
    for (std::string* field :
         {&request.method, &request.path, &status, &request.authorization, &request.accept_encoding,
          &request.expect, &request.transfer_encoding, &request.cookie}) {
      std::getline(fields, *field, '\t');
    }
    request.status = std::stoi(status);
    requests.push_back(request);
  }
  return requests;
}

std::string Apache::errors() const {
  std::string text;
  for (const std::string& line : lines_of(directory_ / "errors")) {
    if (line.find(":notice]") == std::string::npos) text += line + "\n";
  }
  return text;
}

}  // namespace auto_sync::testing
