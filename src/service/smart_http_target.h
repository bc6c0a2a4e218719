#pragma once
#include <utility>

#include "service/git_endpoint.h"
#include "service/git_remote.h"
#include "wire/capabilities.h"

namespace auto_sync {

/// The writing side of a repository over smart HTTP (gitprotocol-pack(5), "Pushing Data To a
/// Server"). The push goes on HTTP/1.1, with Content-Length up to `reserve` bytes and chunked
/// beyond; it is opened only once that much of the pack, or all of it, has arrived, since hosts
/// answer 408 when a body stalls.
class SmartHttpTarget : public GitTarget {
 public:
  static constexpr std::size_t reserve = 1U << 20;

  SmartHttpTarget(HttpClient& http, Clock& clock, const RepositoryAddress& address,
                  const Secret& token, Role role = {Side::target, "target"})
      : http_(http),
        clock_(clock),
        endpoint_(http, clock, address, token, "git-receive-pack", std::move(role)) {}

  TargetListing list() override;
  PushReport push(const std::vector<PlannedRef>& commands, bool atomic, ByteSource* pack) override;

 private:
  void turned_away(const HttpRequest& request, const HttpResponse& response,
                   PushReport& report) const;
  void broken_off(const HttpResponse& response, PushReport& report) const;

  HttpClient& http_;
  Clock& clock_;
  GitEndpoint endpoint_;
  wire::Capabilities capabilities_;
};

}  // namespace auto_sync
