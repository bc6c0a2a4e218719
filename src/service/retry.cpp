#include "service/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <locale>
#include <random>
#include <sstream>
#include <string>

#include "base/error.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "policy/render_time.h"

namespace auto_sync {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

/// GitHub: without a `retry-after` header, wait at least one minute.
constexpr milliseconds secondary_limit_wait{60'000};
/// Nobody asks in earnest for more than a year; it also keeps the sums below from overflowing.
constexpr std::int64_t longest_wait_seconds = 366L * 24 * 60 * 60;

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

milliseconds bounded(std::int64_t wait_seconds) {
  return seconds(std::clamp<std::int64_t>(wait_seconds, 0, longest_wait_seconds));
}

std::int64_t epoch_seconds(system_clock::time_point time) {
  return std::chrono::duration_cast<seconds>(time.time_since_epoch()).count();
}

/// IMF-fixdate of RFC 9110 section 5.6.7, as seconds since the epoch.
std::optional<std::int64_t> parse_http_date(const std::string& text) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  std::tm parts{};
  stream >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S");
  if (stream.fail()) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(parts.tm_year + 1900),
      std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1),
      std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
  if (!date.ok()) return std::nullopt;
  // In seconds: system_clock's own unit does not reach as far as the years of a date.
  const std::chrono::sys_seconds time = std::chrono::sys_days(date) +
                                        std::chrono::hours(parts.tm_hour) +
                                        std::chrono::minutes(parts.tm_min) + seconds(parts.tm_sec);
  return time.time_since_epoch().count();
}

bool body_mentions(const HttpResponse& response, std::string_view words) {
  return to_lower(response.body).find(words) != std::string::npos;
}

bool is_secondary_limit(const HttpResponse& response) {
  return body_mentions(response, "secondary rate limit") ||
         body_mentions(response, "abuse detection");
}

std::string host_of(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t start = scheme == std::string::npos ? 0 : scheme + 3;
  return printable(url.substr(start, url.find('/', start) - start));
}

Error after_tries(const Error& error, int tries) {
  if (tries == 1) return error;
  return error.saying(error.what() + fmt::format(" (tried {} times)", tries));
}

}  // namespace

Error wait_is_too_long(const HttpRequest& request, const HttpResponse& response,
                       system_clock::time_point until) {
  const std::string what =
      is_rate_limited(response) ? " limits how often it may be asked" : " is not available for now";
  return Error(ErrorKind::remote,
               host_of(request.url) + what + " (HTTP " + std::to_string(response.status) +
                   "): it asks us to wait until " + utc_text(until) + ", longer than a run waits.",
               "Run the sync again after that time.");
}

double random_jitter() {
  thread_local std::minstd_rand engine(std::random_device{}());
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

bool is_rate_limited(const HttpResponse& response) {
  if (response.status == 429) return true;
  return response.status == 403 &&
         (!response.header("retry-after").empty() ||
          response.header("x-ratelimit-remaining") == "0" ||
          body_mentions(response, "rate limit") || is_secondary_limit(response));
}

std::optional<milliseconds> requested_wait(const HttpResponse& response,
                                           system_clock::time_point now) {
  if (const std::string after = trim(response.header("retry-after")); !after.empty()) {
    if (const auto wait = parse_integer(after)) return bounded(*wait);
    if (const auto time = parse_http_date(after)) return bounded(*time - epoch_seconds(now));
  }
  if (!is_rate_limited(response)) return std::nullopt;
  if (response.header("x-ratelimit-remaining") == "0") {
    if (const auto reset = parse_integer(response.header("x-ratelimit-reset"))) {
      return bounded(*reset - epoch_seconds(now));
    }
  }
  if (is_secondary_limit(response)) return secondary_limit_wait;
  return std::nullopt;
}

milliseconds back_off(int tries_made, double jitter) {
  const double base = 500.0 * static_cast<double>(1U << static_cast<unsigned>(tries_made - 1));
  return milliseconds(static_cast<std::int64_t>(base * (1.0 + jitter)));
}

std::optional<milliseconds> retry_delay(const HttpResponse& response, int tries_made,
                                        system_clock::time_point now, double jitter) {
  const bool may_pass = response.status >= 500 || is_rate_limited(response);
  if (!may_pass || tries_made >= max_tries) return std::nullopt;
  const milliseconds own = back_off(tries_made, jitter);
  return std::max(own, requested_wait(response, now).value_or(own));
}

HttpResponse ask_with_retries(HttpClient& http, Clock& clock, const HttpRequest& request,
                              const ReadAnswer& read, const Jitter& jitter) {
  const auto deadline = clock.steady() + retry_budget;
  for (int tries = 1;; ++tries) {
    milliseconds delay{};
    std::string reason;
    try {
      HttpResponse response = http.send(request);
      const auto now = clock.now();
      const auto wait = retry_delay(response, tries, now, jitter());
      const bool in_time = wait && clock.steady() + *wait <= deadline;
      if (!in_time) {
        const auto asked = requested_wait(response, now);
        if (wait && asked && *asked >= *wait) {
          throw wait_is_too_long(request, response, now + *asked);
        }
        read(response);
        return response;
      }
      delay = *wait;
      reason = host_of(request.url) + " answered " + std::to_string(response.status);
    } catch (const Error& error) {
      if (!error.transient()) throw;
      delay = back_off(tries, jitter());
      if (tries == max_tries || clock.steady() + delay > deadline) throw after_tries(error, tries);
      reason = printable(error.what());
    }
    log::info("{}; trying again in {} (try {} of {})", reason,
              human_seconds(static_cast<double>(delay.count()) / 1000.0), tries + 1, max_tries);
    clock.sleep_for(delay);
  }
}

HttpResponse send_with_retries(HttpClient& http, Clock& clock, const HttpRequest& request,
                               const Jitter& jitter) {
  return ask_with_retries(
      http, clock, request, [](const HttpResponse&) {}, jitter);
}

}  // namespace auto_sync
