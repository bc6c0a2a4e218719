#pragma once
#include <chrono>
#include <functional>
#include <optional>

#include "base/error.h"
#include "base/log.h"
#include "service/clock.h"
#include "service/http_client.h"

namespace auto_sync {

/// How often, and for how long in all, a request that changes nothing is tried.
inline constexpr int max_tries = 4;
inline constexpr std::chrono::milliseconds retry_budget{30'000};

/// Gives numbers in [0, 1) that spread the tries of many runs over time.
using Jitter = std::function<double()>;
double random_jitter();

/// Whether the answer says "not so fast": 429, or a 403 that is GitHub's primary or secondary
/// rate limit and not a missing permission (GitHub REST docs, "Rate limits for the REST API").
bool is_rate_limited(const HttpResponse& response);

/// How long the server wants us to stay away: `Retry-After` (seconds or an HTTP date), else, for
/// a rate limit, `x-ratelimit-reset` when nothing remains, else a minute for a secondary limit.
/// Nothing when the answer does not say. Never negative. `now` is UTC.
std::optional<std::chrono::milliseconds> requested_wait(const HttpResponse& response,
                                                        std::chrono::system_clock::time_point now);

/// How long we wait of our own accord after try number `tries_made`: half a second, doubled with
/// each try, stretched by `jitter` to at most twice as much.
std::chrono::milliseconds back_off(int tries_made, double jitter);

/// The wait before the next try, or nothing when another try makes no sense: the answer is final
/// (neither a rate limit nor 5xx), or it was the last try. What the server asks for is obeyed,
/// even when it exceeds the budget: that is for the caller to see.
std::optional<std::chrono::milliseconds> retry_delay(const HttpResponse& response, int tries_made,
                                                     std::chrono::system_clock::time_point now,
                                                     double jitter);

/// Does work that changes nothing, again on transient errors, with back_off in between. Throws the
/// last Error, and what Clock::sleep_for throws.
template <typename Work>
auto with_retries(Clock& clock, Work work) {
  for (int tries = 1;; ++tries) {
    try {
      return work();
    } catch (const Error& error) {
      if (!error.transient() || tries == max_tries) throw;
      log::info("{}; asking again (try {} of {})", error.what(), tries + 1, max_tries);
    }
    clock.sleep_for(back_off(tries, random_jitter()));
  }
}

/// The Error for a server that asks for a longer wait than a run has: Error(remote), saying until
/// when.
Error wait_is_too_long(const HttpRequest& request, const HttpResponse& response,
                       std::chrono::system_clock::time_point until);

/// Takes an answer, or throws: a transient Error, as of an answer that was cut off, is one more
/// reason to ask again.
using ReadAnswer = std::function<void(const HttpResponse&)>;

/// Sends a request that changes nothing (a GET, a listing; no `body_source`), with its body
/// collected in the response, again on transient errors and whenever retry_delay says so; `read`
/// takes the last answer, of whatever status. Returns that. Throws the last Error when no try was
/// answered or read, wait_is_too_long() at once when the server asks for a longer wait than the
/// budget has left, and what Clock::sleep_for throws.
HttpResponse ask_with_retries(HttpClient& http, Clock& clock, const HttpRequest& request,
                              const ReadAnswer& read, const Jitter& jitter = random_jitter);

/// The same, where whatever comes is an answer.
HttpResponse send_with_retries(HttpClient& http, Clock& clock, const HttpRequest& request,
                               const Jitter& jitter = random_jitter);

}  // namespace auto_sync
