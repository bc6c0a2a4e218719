#pragma once
#include <string>

#include "support/standin/fault.h"
#include "support/standin/http_connection.h"
#include "support/standin/model.h"
#include "support/standin/request_log.h"

namespace auto_sync::testing {

/// What a request asks of git.
struct GitCall {
  std::string repository;  ///< owner/name, without .git
  std::string service;     ///< git-upload-pack or git-receive-pack
  bool listing = false;    ///< GET info/refs
};

/// Takes a path such as /o/r.git/info/refs?service=git-upload-pack apart; none when it is no git
/// request.
std::optional<GitCall> parse_git_call(const HttpRequestHead& head);

/// Serves one request through the real `git http-backend`, streaming both ways at the same time.
/// `fault` changes the answer on its way; `record` gets the body's start and the status.
void serve_git(HttpConnection& connection, const HttpRequestHead& head, const GitCall& call,
               const Repository& repository, const Fault& fault, RequestRecord& record);

/// The body of a listing, as `git http-backend` gives it.
std::string read_listing(const Repository& repository, const std::string& service);

}  // namespace auto_sync::testing
