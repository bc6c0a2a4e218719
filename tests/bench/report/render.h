#pragma once
#include <string>

#include "bench/report/samples.h"

namespace auto_sync::bench {

/// One table per server and link, ratios included.
std::string render_markdown(const Samples& samples);

/// The same figures for programs.
std::string render_json(const Samples& samples);

/// A chart of wall times: scenarios below each other, loopback and the shaped link side by side.
std::string render_chart(const Samples& samples);

/// A scenario's name as people read it: without underscores.
std::string words(std::string name);
/// `12`, `1,234`: no decimals, thousands separated.
std::string grouped(double value);
/// A time in milliseconds as people read it: `9 ms`, `0.21 s`, `12.3 s`.
std::string shown_time(double milliseconds);
/// Bytes as people read them: `812 B`, `17.3 KB`, `24.4 MB` (powers of 1000).
std::string shown_bytes(double bytes);

}  // namespace auto_sync::bench
