#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace auto_sync {

/// Moments in UTC, as reports write them. A moment outside the years 1 to 9999 (commits may claim
/// any number) reads "unknown date", in the ISO form "".
std::string utc_minute(std::int64_t seconds_since_epoch);               ///< 2026-06-30 12:34 UTC
std::string utc_text(std::chrono::system_clock::time_point moment);     ///< 2026-06-30 12:34:56 UTC
std::string utc_iso(std::int64_t seconds_since_epoch);                  ///< 2026-06-30T12:34:56Z
std::string utc_iso(std::chrono::system_clock::time_point moment);      ///< the same
std::string utc_compact(std::chrono::system_clock::time_point moment);  ///< 20260630T123456Z

}  // namespace auto_sync
