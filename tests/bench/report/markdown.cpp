#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <utility>
#include <vector>

#include "bench/report/render.h"

namespace auto_sync::bench {
namespace {

std::string decimals(double value, int places) {
  std::ostringstream text;
  text.setf(std::ios::fixed);
  text.precision(places);
  text << value;
  return text.str();
}

/// Longer ones are ended (stopwatch.cpp), and what they had taken by then is shown.
constexpr double longest_run_ms = 60'000;

std::string ratio(double ours, double theirs) {
  return theirs > 0 ? decimals(ours / theirs, 2) + "x" : "";
}

/// e over f, and e over d: of wall, bytes and memory.
void append_ratios(std::ostringstream& out, const Samples& samples, const Setting& setting) {
  const auto ours = samples.median(setting, "e");
  if (!ours) return;
  for (const std::string other : {"f", "d", "c", "b", "a"}) {
    const auto theirs = samples.median(setting, other);
    if (!theirs) continue;
    out << "| " << words(setting.scenario) << " | *e / " << other << "* | "
        << ratio(ours->wall_ms, theirs->wall_ms) << " | " << ratio(ours->cpu_ms, theirs->cpu_ms)
        << " | " << ratio(ours->peak_kib, theirs->peak_kib) << " | "
        << ratio(ours->bytes_sent, theirs->bytes_sent) << " | "
        << ratio(ours->bytes_received, theirs->bytes_received) << " | "
        << ratio(ours->requests, theirs->requests) << " |\n";
  }
}

void append_scenario(std::ostringstream& out, const Samples& samples, const Setting& setting) {
  for (const auto& [letter, name] : known_contenders()) {
    const auto median = samples.median(setting, letter);
    if (!median) continue;
    const std::string_view strong = letter == "e" ? "**" : "";
    out << "| " << words(setting.scenario) << " | " << strong << '(' << letter << ") " << name
        << strong << " | " << (median->wall_ms >= longest_run_ms ? "over " : "")
        << shown_time(median->wall_ms) << " | " << shown_time(median->cpu_ms) << " | "
        << decimals(median->peak_kib / 1024, 1) << " MiB | " << shown_bytes(median->bytes_sent)
        << " | " << shown_bytes(median->bytes_received) << " | " << grouped(median->requests)
        << " |\n";
  }
  append_ratios(out, samples, setting);
}

}  // namespace

std::string words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string grouped(double value) {
  std::string digits = decimals(std::round(value), 0);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

std::string shown_time(double milliseconds) {
  if (milliseconds < 100) return decimals(milliseconds, milliseconds < 10 ? 1 : 0) + " ms";
  return decimals(milliseconds / 1000, milliseconds < 10'000 ? 2 : 1) + " s";
}

std::string shown_bytes(double bytes) {
  static constexpr std::array<std::string_view, 4> units = {" B", " KB", " MB", " GB"};
  std::size_t unit = 0;
  for (; bytes >= 1000 && unit + 1 < units.size(); ++unit) bytes /= 1000;
  return decimals(bytes, unit == 0 ? 0 : 1).append(units[unit]);
}

std::string render_markdown(const Samples& samples) {
  std::vector<std::pair<std::string, std::string>> places;
  for (const auto& setting : samples.settings()) {
    const std::pair place(setting.server, setting.link);
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  std::ostringstream out;
  for (const auto& [server, link] : places) {
    out << "### " << server << ", " << link << "\n\n"
        << "| scenario | contender | wall | CPU | peak memory | sent | received | requests |\n"
        << "|---|---|--:|--:|--:|--:|--:|--:|\n";
    for (const auto& setting : samples.settings()) {
      if (setting.server == server && setting.link == link) append_scenario(out, samples, setting);
    }
    out << '\n';
  }
  return out.str();
}

}  // namespace auto_sync::bench
