#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "faults/draw/drawn.h"
#include "faults/proxy/strike_book.h"
#include "faults/proxy/upstream.h"
#include "support/standin/http_server.h"

namespace auto_sync::faults {

/// What a fault does beside the wire.
struct Hands {
  std::function<void(const Fault&)> move;  ///< the second writer's
  std::function<void(int number)> signal;  ///< sends it to the run, and lets it arrive
};

/// A request as the proxy saw it.
struct SeenRequest {
  RequestKind kind;
  std::vector<Fault> faults;  ///< that struck it
  int status = 0;  ///< given by the server behind; 0: it was never asked, or said nothing
};

/// Stands before a server, passes every request on, and lets faults strike. Requests and answers
/// are held whole, so that an offset can be counted from either end.
class Proxy {
 public:
  Proxy(std::string server_url, std::vector<Fault> faults, Hands hands);

  /// The server itself stands beside, with what it was when the run began, under this owner.
  static constexpr const char* frozen_owner = "frozen";

  const std::string& url() const { return url_; }
  /// Ends what stalls, and carries out what is still late.
  void finish();
  std::vector<bool> struck() { return book_.struck(); }
  std::vector<SeenRequest> requests();

 private:
  struct Late {
    Passed request;
    std::uint64_t wait = 0;  ///< for so many requests more; 0: for the end
  };
  void handle(testing::HttpConnection& connection, const testing::HttpRequestHead& head);
  void serve(testing::HttpConnection& connection, Passed request, SeenRequest& seen);
  bool strike_before(testing::HttpConnection& connection, Passed& request, SeenRequest& seen);
  void cut_request(testing::HttpConnection& connection, Passed& request, const Fault& fault,
                   SeenRequest& seen);
  void read_body(testing::HttpConnection& connection, Passed& request);
  void send(testing::HttpConnection& connection, Answer answer, const SeenRequest& seen);
  void carry_out_late(bool all);
  void pass_silently(const Passed& request) const;

  std::string server_url_;
  std::string url_;
  StrikeBook book_;
  Hands hands_;
  std::mutex mutex_;  ///< of what follows
  std::list<Late> late_;
  std::vector<SeenRequest> requests_;
  std::atomic<unsigned> releases_ = 0;
  std::unique_ptr<testing::HttpServer> server_;
};

}  // namespace auto_sync::faults
