#pragma once
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "service/git_endpoint.h"
#include "service/git_remote.h"
#include "wire/capabilities.h"
#include "wire/fetch_messages.h"

namespace auto_sync {

/// The reading side of a repository over smart HTTP, protocol version 2 (gitprotocol-v2(5)).
///
/// On `server_url` (GitHub and its kin) the first listing skips the v2 advertisement, which saves
/// a round trip; anything but a clean answer leads back to it. Other hosts are asked for it first.
class SmartHttpSource : public GitSource {
 public:
  SmartHttpSource(HttpClient& http, Clock& clock, const RepositoryAddress& address,
                  const Secret& token, Role role)
      : http_(http),
        clock_(clock),
        endpoint_(http, clock, address, token, "git-upload-pack", std::move(role)) {}

  std::string who() const override { return endpoint_.role() + " " + endpoint_.name(); }
  Side side() const override { return endpoint_.side(); }
  SourceListing list(const std::vector<std::string>& prefixes) override;
  FetchAnswer fetch(const FetchQuestion& question, ByteSink& pack) override;

 private:
  /// What the server's v2 advertisement says; asked for once. Throws Error(remote) where it speaks
  /// an older protocol.
  const wire::Capabilities& learn_capabilities();
  /// The same; false instead of that error.
  bool speaks_v2();
  bool knows_capabilities() const;
  bool offers_filter(ObjectFilter filter) const;
  std::optional<SourceListing> list_unasked(const std::vector<std::string>& prefixes);
  SourceListing read_listing(const HttpResponse& response) const;
  HttpRequest listing_request(const std::vector<std::string>& prefixes) const;
  void require_answer(const FetchQuestion& question, const wire::FetchReader& answer,
                      std::uint64_t pack_bytes) const;
  /// What an ERR packet in place of an answer comes to; nothing when the question can be asked anew
  /// without the filter. Throws Error(remote).
  std::optional<FetchAnswer> refused(const wire::FetchRefusal& refusal, ObjectFilter filter,
                                     const HttpResponse& response);
  /// Asks with that filter; nothing when the server does not take it.
  std::optional<FetchAnswer> ask(const FetchQuestion& question, ObjectFilter filter,
                                 ByteSink& pack);
  std::optional<FetchAnswer> ask_filtered(const FetchQuestion& question, ByteSink& pack);

  HttpClient& http_;
  Clock& clock_;
  GitEndpoint endpoint_;
  mutable std::mutex mutex_;
  std::optional<wire::Capabilities> capabilities_;
  std::set<ObjectFilter> banned_;  ///< filters that the server has turned away
};

}  // namespace auto_sync
