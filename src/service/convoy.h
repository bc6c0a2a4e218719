#pragma once
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>

#include "service/transfer.h"

namespace auto_sync {

/// Several runs that carry the same commits from one source to different targets travel together:
/// they wait for each other at the point of transfer, and those whose question to the source is
/// the same share one download. Each keeps its own push, lease, verdict and proof, and one that
/// fails does not stop the others.
///
/// Each run takes part through a Member, in a thread of its own. A member that ends without a
/// transfer (nothing to do, a conflict, an error) just leaves.
class Convoy {
 public:
  /// `members`: how many join; nobody travels before all of them have come or left.
  Convoy(GitSource& source, std::size_t members, std::stop_token stop)
      : source_(source), expected_(members), stop_(std::move(stop)) {}

  class Member : public Transfer {
   public:
    /// `alone` carries what cannot be shared: requests without objects,
    /// with objects of their own, or `with_length`.
    Member(Convoy& convoy, GitTarget& target, Transfer& alone)
        : convoy_(convoy), target_(target), alone_(alone) {}
    ~Member() override { convoy_.leave(); }
    Member(const Member&) = delete;
    Member& operator=(const Member&) = delete;

    TransferOutcome carry(const TransferRequest& request) override;

   private:
    Convoy& convoy_;
    GitTarget& target_;
    Transfer& alone_;
  };

  /// Downloads made so far.
  std::size_t downloads() const;

 private:
  struct Journey;
  struct Waiting {
    const TransferRequest* request;
    std::shared_ptr<Journey> journey;  ///< set when the convoy departs
  };

  std::shared_ptr<Journey> join(const TransferRequest& request);
  void leave();
  void depart_if_complete();

  GitSource& source_;
  std::size_t expected_;
  std::stop_token stop_;
  mutable std::mutex mutex_;
  std::condition_variable_any departed_;
  std::list<Waiting> waiting_;
  std::size_t downloads_ = 0;
};

}  // namespace auto_sync
