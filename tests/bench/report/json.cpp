#include <iomanip>
#include <sstream>

#include "bench/report/render.h"

namespace auto_sync::bench {
namespace {

// Servers, links, scenarios and contenders are words of ours: nothing in them needs escaping.
void append(std::ostringstream& out, const Setting& setting, const std::string& contender,
            const Sample& median, std::size_t runs) {
  out << R"({"server": ")" << setting.server << R"(", "link": ")" << setting.link
      << R"(", "scenario": ")" << setting.scenario << R"(", "contender": ")" << contender
      << R"(", "runs": )" << runs << R"(, "wall_ms": )" << median.wall_ms << R"(, "cpu_ms": )"
      << median.cpu_ms << R"(, "peak_kib": )" << median.peak_kib << R"(, "bytes_sent": )"
      << median.bytes_sent << R"(, "bytes_received": )" << median.bytes_received
      << R"(, "requests": )" << median.requests << '}';
}

}  // namespace

std::string render_json(const Samples& samples) {
  std::ostringstream out;
  out << std::setprecision(12) << "{\"version\": 1, \"contenders\": {";
  std::string_view between;
  for (const auto& [letter, name] : known_contenders()) {
    out << between << '"' << letter << R"(": ")" << name << '"';
    between = ", ";
  }
  out << "},\n\"medians\": [";
  between = "\n";
  for (const auto& setting : samples.settings()) {
    for (const auto& contender : samples.contenders()) {
      const auto median = samples.median(setting, contender);
      if (!median) continue;
      out << between;
      append(out, setting, contender, *median, samples.runs(setting, contender));
      between = ",\n";
    }
  }
  out << "\n]}\n";
  return out.str();
}

}  // namespace auto_sync::bench
