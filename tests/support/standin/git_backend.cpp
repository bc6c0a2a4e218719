#include "support/standin/git_backend.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <regex>
#include <thread>

#include "support/standin/backend_process.h"
#include "support/standin/pkt_text.h"

namespace auto_sync::testing {
namespace {

constexpr std::size_t captured_body = 64U << 10;
constexpr std::size_t body_piece = 256U << 10;

/// Configuration by environment: what GitHub allows, whatever the repository's own says.
void configure(Environment& env, const Quirks& quirks) {
  const auto yes = [](bool value) { return std::string(value ? "true" : "false"); };
  const std::vector<std::pair<std::string, std::string>> settings{
      {"safe.directory", "*"},
      {"http.receivepack", "true"},
      {"http.uploadpack", "true"},
      {"uploadpack.allowFilter", yes(quirks.filter)},
      {"uploadpackfilter.combine.allow", yes(quirks.combine_filter)},
      {"uploadpack.allowAnySHA1InWant", yes(quirks.any_want)},
      {"receive.advertiseAtomic", yes(quirks.atomic)},
      {"receive.advertisePushOptions", "true"},
      {"transfer.advertiseSID", "true"},
      {"receive.autogc", "false"},
      {"gc.auto", "0"},
      {"pack.threads", "1"}};
  env["GIT_CONFIG_COUNT"] = std::to_string(settings.size());
  for (std::size_t i = 0; i < settings.size(); ++i) {
    env["GIT_CONFIG_KEY_" + std::to_string(i)] = settings[i].first;
    env["GIT_CONFIG_VALUE_" + std::to_string(i)] = settings[i].second;
  }
}

Environment backend_environment(const Repository& repository, const GitCall& call) {
  Environment env{{"PATH", search_path()},
                  {"HOME", repository.path.string()},
                  {"LC_ALL", "C"},
                  {"GIT_CONFIG_NOSYSTEM", "1"},
                  {"GIT_CONFIG_GLOBAL", "/dev/null"},
                  {"GIT_PROJECT_ROOT", repository.path.string()},
                  {"GIT_HTTP_EXPORT_ALL", "1"},
                  {"REMOTE_USER", "standin"},
                  {"REMOTE_ADDR", "127.0.0.1"},
                  {"REQUEST_METHOD", call.listing ? "GET" : "POST"},
                  {"PATH_INFO", call.listing ? "/info/refs" : "/" + call.service},
                  {"QUERY_STRING", call.listing ? "service=" + call.service : ""}};
  configure(env, repository.quirks);
  return env;
}

/// CONTENT_LENGTH stays out: without it the end of our pipe is the end of the body, whereas
/// git 2.39 waits, spinning, for the rest of a body that was cut.
void add_request_headers(Environment& env, const HttpRequestHead& head, const Quirks& quirks) {
  env["CONTENT_TYPE"] = head.header("content-type");
  if (const auto encoding = head.header("content-encoding"); !encoding.empty()) {
    env["HTTP_CONTENT_ENCODING"] = encoding;
  }
  if (const auto protocol = head.header("git-protocol"); !protocol.empty() && quirks.protocol_v2) {
    env["GIT_PROTOCOL"] = protocol;
  }
}

/// Head of a CGI answer.
struct CgiHead {
  int status = 200;
  Headers headers;
};

CgiHead parse_cgi_head(std::string_view text) {
  CgiHead head;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    const std::string_view value = line.substr(colon + 2);
    if (line.starts_with("Status:")) {
      std::from_chars(value.data(), value.data() + value.size(), head.status);
    } else {
      head.headers.emplace_back(line.substr(0, colon), value);
    }
  }
  return head;
}

/// Reads the child's output up to the end of the CGI head; what comes after it goes to `rest`.
CgiHead read_cgi_head(BackendProcess& child, std::string& rest) {
  std::string text;
  while (true) {
    const std::string_view piece = child.read();
    if (piece.empty()) return {500, {{"Content-Type", "text/plain"}}};
    text += piece;
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    rest = text.substr(end + 4);
    return parse_cgi_head(std::string_view(text).substr(0, end));
  }
}

/// Carries the request's body to the child, in a thread of its own.
class BodyPump {
 public:
  BodyPump(HttpConnection& connection, BackendProcess& child, RequestRecord& record)
      : connection_(connection), child_(child), record_(record), thread_([this] { run(); }) {}
  ~BodyPump() { join(); }
  BodyPump(const BodyPump&) = delete;
  BodyPump& operator=(const BodyPump&) = delete;

  void join() {
    if (thread_.joinable()) thread_.join();
  }
  /// Throws what broke the body off, if anything did. Call after join().
  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void run() {
    std::string piece(body_piece, '\0');
    bool child_reads = true;
    try {
      while (const std::size_t n = connection_.read_body(piece)) {
        const std::string_view bytes(piece.data(), n);
        if (record_.body.size() < captured_body) {
          record_.body += bytes.substr(0, captured_body - record_.body.size());
        }
        child_reads = child_reads && child_.write(bytes);
      }
    } catch (const BodyStalled&) {
      failure_ = std::current_exception();
      child_.kill();  // a server that answers 408 drops what it has
    } catch (const ConnectionClosed&) {
      failure_ = std::current_exception();
    }
    child_.close_input();
  }

  HttpConnection& connection_;
  BackendProcess& child_;
  RequestRecord& record_;
  std::exception_ptr failure_;
  std::thread thread_;
};

void rewrite_listing(std::string& body, const GitCall& call, const Quirks& quirks) {
  if (call.service != "git-receive-pack") return;
  if (quirks.drop_capabilities.empty() && quirks.add_capabilities.empty()) return;
  body = change_capabilities(body, quirks.drop_capabilities, quirks.add_capabilities);
}

std::string read_to_end(BackendProcess& child, std::string body) {
  while (true) {
    const std::string_view piece = child.read();
    if (piece.empty()) return body;
    body += piece;
  }
}

/// Passes the answer on as it comes. When the peer goes away a push is still carried out to its
/// end, as a real server does, before anyone else can look; a fetch is ended.
void stream_answer(HttpConnection& connection, BackendProcess& child, const CgiHead& head,
                   std::string_view first, bool push) {
  try {
    std::string_view piece = first.empty() ? child.read() : first;
    connection.begin(head.status, head.headers);
    for (; !piece.empty(); piece = child.read()) connection.write_piece(piece);
    connection.end();
  } catch (const ConnectionClosed&) {
    if (push) {
      while (!child.read().empty()) {
      }
    } else {
      child.kill();
    }
    connection.cut();  // also wakes the thread that reads the request
    throw;
  }
}

}  // namespace

std::optional<GitCall> parse_git_call(const HttpRequestHead& head) {
  static const std::regex shape(
      "^/([^/]+/[^/]+?)(?:\\.git)?/(info/refs|git-upload-pack|git-receive-pack)$");
  std::smatch match;
  if (!std::regex_match(head.path, match, shape)) return std::nullopt;
  GitCall call{match[1], match[2], match[2] == "info/refs"};
  if (call.listing) {
    const auto parameters = head.parameters();
    const auto service = parameters.find("service");
    call.service = service == parameters.end() ? "" : service->second;
  }
  if (call.service != "git-upload-pack" && call.service != "git-receive-pack") return std::nullopt;
  if ((head.method == "GET") != call.listing) return std::nullopt;
  return call;
}

void serve_git(HttpConnection& connection, const HttpRequestHead& head, const GitCall& call,
               const Repository& repository, const Fault& fault, RequestRecord& record) {
  Environment env = backend_environment(repository, call);
  add_request_headers(env, head, repository.quirks);
  BackendProcess child({"git", "http-backend"}, env);
  BodyPump pump(connection, child, record);
  const bool push = call.service == "git-receive-pack" && !call.listing;
  const bool may_break = fault.connection.body_stall || fault.connection.cut_request_after;
  std::string body;
  if (call.listing || may_break || fault.changes_body()) {  // small, or to be seen whole first
    if (may_break) pump.join();
    const CgiHead answer = read_cgi_head(child, body);
    body = read_to_end(child, std::move(body));
    pump.join();
    record.server_errors = child.errors();
    pump.rethrow_failure();
    record.status = answer.status;
    if (call.listing) rewrite_listing(body, call, repository.quirks);
    connection.send({answer.status, answer.headers, fault.changed(std::move(body))});
    return;
  }
  const CgiHead answer = read_cgi_head(child, body);
  record.status = answer.status;
  stream_answer(connection, child, answer, body, push);
  pump.join();
  record.server_errors = child.errors();
  pump.rethrow_failure();
}

std::string read_listing(const Repository& repository, const std::string& service) {
  const GitCall call{repository.full_name, service, true};
  BackendProcess child({"git", "http-backend"}, backend_environment(repository, call));
  child.close_input();
  std::string body;
  read_cgi_head(child, body);
  body = read_to_end(child, std::move(body));
  rewrite_listing(body, call, repository.quirks);
  return body;
}

}  // namespace auto_sync::testing
