#pragma once
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "domain/cost.h"
#include "service/clock.h"
#include "service/metered_http_client.h"

namespace auto_sync {

/// A question asked beside the pipeline, in a thread of its own and metered apart. Destruction
/// waits for its end.
template <typename Answer>
class Beside {
 public:
  /// `work` answers the question; `phase` is what the report calls it.
  template <typename Work>
  Beside(std::string phase, Clock& clock, Work work)
      : phase_{std::move(phase), 0, {}},
        clock_(clock),
        answer_(std::async(std::launch::async, [this, work = std::move(work)] {
          const SideMeter::Thread metered(&meter_);
          const Timer timer{*this};
          return work();
        })) {}
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  /// Waits for the answer, and adds its time and traffic to `phases`, however it ended. Call once.
  /// Throws what `work` threw.
  Answer take(std::vector<Phase>& phases) {
    answer_.wait();
    phase_.traffic = meter_.traffic();
    phases.push_back(phase_);
    return answer_.get();
  }

 private:
  struct Timer {
    Beside& question;
    std::chrono::steady_clock::time_point started = question.clock_.steady();
    ~Timer() {
      const std::chrono::duration<double> spent = question.clock_.steady() - started;
      question.phase_.seconds = spent.count();
    }
  };

  Phase phase_;
  Clock& clock_;
  SideMeter meter_;
  std::future<Answer> answer_;  // last: its thread uses the others
};

}  // namespace auto_sync
