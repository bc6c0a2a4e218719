#include "policy/render_time.h"

#include <fmt/format.h>

#include <optional>

namespace auto_sync {
namespace {

constexpr std::int64_t first_second = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;   // 9999-12-31T23:59:59Z

struct Moment {
  int year;
  unsigned month, day;
  int hour, minute, second;
};

std::optional<Moment> split(std::int64_t seconds_since_epoch) {
  if (seconds_since_epoch < first_second || seconds_since_epoch > last_second) return std::nullopt;
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds_since_epoch)};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const auto of_day = static_cast<int>((time - midnight).count());
  return Moment{static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()),
                of_day / 3600,
                of_day / 60 % 60,
                of_day % 60};
}

std::int64_t seconds_of(std::chrono::system_clock::time_point moment) {
  return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

constexpr const char* unknown = "unknown date";

}  // namespace

std::string utc_minute(std::int64_t seconds_since_epoch) {
  const auto m = split(seconds_since_epoch);
  if (!m) return unknown;
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", m->year, m->month, m->day, m->hour,
                     m->minute);
}

std::string utc_iso(std::int64_t seconds_since_epoch) {
  const auto m = split(seconds_since_epoch);
  if (!m) return {};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", m->year, m->month, m->day, m->hour,
                     m->minute, m->second);
}

std::string utc_iso(std::chrono::system_clock::time_point moment) {
  return utc_iso(seconds_of(moment));
}

std::string utc_text(std::chrono::system_clock::time_point moment) {
  const auto m = split(seconds_of(moment));
  if (!m) return unknown;
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", m->year, m->month, m->day, m->hour,
                     m->minute, m->second);
}

std::string utc_compact(std::chrono::system_clock::time_point moment) {
  const auto m = split(seconds_of(moment));
  if (!m) return unknown;
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", m->year, m->month, m->day, m->hour,
                     m->minute, m->second);
}

}  // namespace auto_sync
