#include <algorithm>

#include "support/standin/git_backend.h"
#include "support/standin/github_standin.h"
#include "support/standin/rest_api.h"

namespace auto_sync::testing {
namespace {

constexpr std::string_view control_prefix = "/_standin/";
constexpr std::string_view api_prefix = "/api/v3";
constexpr std::size_t max_rest_body = 8U << 20;

HttpAnswer text_answer(int status, const std::string& text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text + "\n"};
}

HttpAnswer unauthorized(const std::string& text) {
  HttpAnswer answer = text_answer(401, text);
  answer.headers.emplace_back("WWW-Authenticate", "Basic realm=\"GitHub\"");
  return answer;
}

/// What upload-pack is asked, from the front of the request's body.
std::string upload_phase(const HttpRequestHead& head, std::string_view body) {
  if (head.header("content-encoding").empty()) {
    return body.find("command=ls-refs") != std::string_view::npos ? "ls-refs" : "fetch";
  }
  return "fetch";  // only long requests are compressed
}

RequestRecord record_of(const HttpConnection& connection, const HttpRequestHead& head) {
  RequestRecord record;
  record.connection = connection.id();
  record.method = head.method;
  record.path = head.path;
  record.query = head.query;
  record.headers = head.headers;
  for (auto& [name, value] : record.headers) {
    if (name == "authorization") {
      record.authorization = true;
      value = "***";
    }
  }
  record.protocol = head.header("git-protocol");
  record.chunked = connection.chunked();
  if (const auto call = parse_git_call(head)) {
    record.repository = call->repository;
    record.service = call->service;
    record.phase = call->listing ? "listing" : call->service == "git-receive-pack" ? "push" : "";
  } else if (head.path.starts_with(api_prefix)) {
    record.service = "rest";
    const std::string_view repos = "/api/v3/repos/";
    if (head.path.starts_with(repos)) {
      const std::size_t owner_end = head.path.find('/', repos.size());
      const std::size_t end =
          owner_end == std::string::npos ? owner_end : head.path.find('/', owner_end + 1);
      record.repository =
          percent_decode(head.path.substr(repos.size(), end - std::min(end, repos.size())));
    }
  }
  return record;
}

/// What GitHub says to who may not do this; nothing when it may be served.
std::optional<HttpAnswer> refused(State& state, const GitCall& call, const std::string& token,
                                  bool with_credentials, bool valid) {
  if (with_credentials && !valid) {
    return unauthorized(
        "Invalid username or token. Password authentication is not supported for Git operations.");
  }
  const Repository* repository = state.find(call.repository);
  const Access access = repository == nullptr ? Access::none : state.access(token, *repository);
  if (access == Access::none) {
    return with_credentials ? text_answer(404, "Repository not found.")
                            : unauthorized("Repository not found.");
  }
  if (call.service != "git-receive-pack") return std::nullopt;
  if (!with_credentials) return unauthorized("No anonymous write access.");
  if (repository->archived) {
    return text_answer(403, "This repository was archived so it is read-only.");
  }
  if (access != Access::write) return text_answer(403, "Write access to repository not granted.");
  return std::nullopt;
}

}  // namespace

void GithubStandin::handle(HttpConnection& connection, const HttpRequestHead& head) {
  if (head.path.starts_with(control_prefix)) return control(connection, head);
  RequestRecord record = record_of(connection, head);
  const std::string token = token_of(head.header("authorization"));
  {
    const std::lock_guard lock(state_.mutex);
    const auto known = state_.tokens.find(token);
    record.authorization_valid = known != state_.tokens.end() && !known->second.expired;
  }
  log_.begin(record);
  const auto finish = [&] {
    record.bytes_in = connection.request_bytes();
    record.bytes_out = connection.response_bytes();
    record.body_in = connection.request_body_bytes();
    record.body_out = connection.response_body_bytes();
    if (record.service == "git-upload-pack" && record.phase.empty()) {
      record.phase = upload_phase(head, record.body);
    }
    log_.finish(record);
  };
  try {
    serve(connection, head, record);
  } catch (...) {
    finish();
    throw;
  }
  finish();
}

void GithubStandin::serve(HttpConnection& connection, const HttpRequestHead& head,
                          RequestRecord& record) {
  std::string front;  // of the body, which is read later
  if (record.service == "git-upload-pack" && record.phase.empty() && faults_.any()) {
    front = connection.peek_body(8192);
    record.phase = upload_phase(head, front);
  }
  const Fault fault = combined(faults_.due(record, front));
  connection.misbehave(fault.connection);
  if (fault.stall) {
    log_.stalled();
    connection.wait_for_close(releases_);
    log_.resumed();
    throw ConnectionClosed("stalled as told");
  }
  if (fault.answers_itself()) {
    char piece[16U << 10];
    while (fault.after_body && connection.read_body(piece) > 0) continue;
    const HttpAnswer answer = fault_answer(fault, head, record);
    record.status = answer.status;
    return connection.send(answer);
  }
  try {
    serve_repository(connection, head, fault, record);
  } catch (const BodyStalled&) {
    record.status = 408;
    connection.misbehave({});
    connection.close_after_answer();
    connection.send({408,
                     {{"Content-Type", "text/html"}},
                     "<html><body><h1>408 Request Time-out</h1>\nYour browser didn't send a "
                     "complete request in time.\n</body></html>\n"});
  }
}

void GithubStandin::serve_repository(HttpConnection& connection, const HttpRequestHead& head,
                                     const Fault& fault, RequestRecord& record) {
  const auto send = [&](HttpAnswer answer) {
    record.status = answer.status;
    if (fault.changes_body()) answer.body = fault.changed(std::move(answer.body));
    connection.send(answer);
  };
  if (record.service == "rest") {
    record.body = connection.read_whole_body(max_rest_body);
    return send(answer_rest(state_, head, record.body));
  }
  const auto call = parse_git_call(head);
  if (!call) return send(text_answer(404, "Not Found"));
  Repository repository;
  std::optional<std::string> stale;
  {
    const std::lock_guard lock(state_.mutex);
    if (const auto renamed = state_.renamed.find(call->repository);
        renamed != state_.renamed.end()) {
      const std::string rest = call->listing ? "/info/refs?" + head.query : "/" + call->service;
      HttpAnswer answer{renamed->second.status, {}, ""};
      answer.headers.emplace_back("Location", url() + "/" + renamed->second.to + ".git" + rest);
      return send(answer);
    }
    if (auto answer = refused(state_, *call, token_of(head.header("authorization")),
                              record.authorization, record.authorization_valid)) {
      return send(*answer);
    }
    Repository& found = *state_.find(call->repository);
    if (call->listing && call->service == "git-receive-pack" && found.stale_left > 0) {
      --found.stale_left;
      stale = found.stale_listing;
    }
    repository = found;
  }
  if (stale) {
    return send({200, {{"Content-Type", "application/x-git-receive-pack-advertisement"}}, *stale});
  }
  if (record.phase == "push" && repository.quirks.lagging_listings > 0) {
    std::string before = read_listing(repository, "git-receive-pack");
    change(call->repository, [&](Repository& found) {
      found.stale_listing = std::move(before);
      found.stale_left = found.quirks.lagging_listings;
    });
  }
  Fault effective = fault;
  if (record.phase == "push" && effective.ng_reason.empty()) {
    effective.ng_reason = repository.ng_reason;
  }
  serve_git(connection, head, *call, repository, effective, record);
}

}  // namespace auto_sync::testing
