#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/report/render.h"

namespace auto_sync::bench {
namespace {

constexpr double label_width = 118;
constexpr double panel_width = 330;
constexpr double value_width = 74;  // room for the figure behind a bar
constexpr double margin = 24;
constexpr double header = 92;
constexpr double bar = 11;
constexpr double bar_gap = 3;
constexpr double group_gap = 15;
constexpr double shortest_ms = 5;
constexpr double longest_ms = 100'000;

struct Panel {
  std::string_view link;
  std::string_view title;
  std::string_view letters;  ///< which contenders have a bar here
};
constexpr std::array<Panel, 2> panels = {
    {{"loopback", "Loopback", "abcdef"}, {"shaped", "20 ms round trip, 100 Mbit/s", "def"}}};

std::string_view colour(char letter) {
  switch (letter) {
    case 'a':
      return "#c9cdd4";
    case 'b':
      return "#b4bac4";
    case 'c':
      return "#9aa3b0";
    case 'd':
      return "#e08e45";
    case 'e':
      return "#1f6feb";
    default:
      return "#57606a";
  }
}

constexpr std::array<std::pair<double, std::string_view>, 4> ticks = {
    {{10, "10 ms"}, {100, "0.1 s"}, {1'000, "1 s"}, {10'000, "10 s"}}};

/// Bars are logarithmic: ten times as long takes the same step wherever it starts.
double length(double milliseconds) {
  const double share = std::log(std::max(milliseconds, shortest_ms) / shortest_ms) /
                       std::log(longest_ms / shortest_ms);
  return 2 + share * (panel_width - 2);
}

class Drawing {
 public:
  Drawing(double width, double height) {
    out_ << std::fixed << std::setprecision(1)
         << R"(<svg xmlns="http://www.w3.org/2000/svg" width=")" << width << R"(" height=")"
         << height << R"(" viewBox="0 0 )" << width << ' ' << height
         << R"(" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif">)" << '\n';
    rectangle(0, 0, width, height, "#ffffff", 8);
  }

  void rectangle(double x, double y, double width, double height, std::string_view fill,
                 double radius) {
    out_ << "<rect x=\"" << x << "\" y=\"" << y << "\" width=\"" << width << "\" height=\""
         << height << "\" rx=\"" << radius << "\" fill=\"" << fill << "\"/>\n";
  }

  void text(double x, double y, std::string_view words, std::string_view style) {
    out_ << "<text x=\"" << x << "\" y=\"" << y << "\" " << style << '>' << words << "</text>\n";
  }

  void line(double x, double top, double bottom) {
    out_ << "<line x1=\"" << x << "\" y1=\"" << top << "\" x2=\"" << x << "\" y2=\"" << bottom
         << "\" stroke=\"#e6e8eb\"/>\n";
  }

  std::string finish() {
    out_ << "</svg>\n";
    return out_.str();
  }

 private:
  std::ostringstream out_;
};

struct Bar {
  char letter;
  double milliseconds;
};

std::vector<Bar> bars_of(const Samples& samples, const Panel& panel, const std::string& scenario) {
  std::vector<Bar> bars;
  for (const char letter : panel.letters) {
    const auto median =
        samples.median({"stand-in", std::string(panel.link), scenario}, std::string(1, letter));
    if (median) bars.push_back({letter, median->wall_ms});
  }
  return bars;
}

struct Row {
  std::string scenario;
  std::array<std::vector<Bar>, panels.size()> bars;
  double height() const {
    std::size_t most = 1;
    for (const auto& panel : bars) most = std::max(most, panel.size());
    return static_cast<double>(most) * (bar + bar_gap) + group_gap;
  }
};

std::vector<Row> rows_of(const Samples& samples) {
  std::vector<Row> rows;
  for (const auto& setting : samples.settings()) {
    const bool known = std::any_of(
        rows.begin(), rows.end(), [&](const Row& row) { return row.scenario == setting.scenario; });
    if (setting.server != "stand-in" || known) continue;
    rows.push_back({setting.scenario, {}});
    for (std::size_t i = 0; i < panels.size(); ++i) {
      rows.back().bars[i] = bars_of(samples, panels[i], setting.scenario);
    }
  }
  return rows;
}

double panel_left(std::size_t index) {
  return margin + label_width + static_cast<double>(index) * (panel_width + value_width + 12);
}

void draw_header(Drawing& drawing, const Samples& samples, double bottom) {
  drawing.text(margin, 34, "How long a sync takes",
               R"(font-size="19" font-weight="600" fill="#1f2328")");
  double x = margin;
  for (const auto& [letter, name] : known_contenders()) {
    const auto& measured = samples.contenders();
    if (std::find(measured.begin(), measured.end(), letter) == measured.end()) continue;
    drawing.rectangle(x, 50, 11, 11, colour(letter[0]), 2);
    drawing.text(x + 16, 60, name, R"(font-size="12" fill="#424a53")");
    x += 34 + 6.6 * static_cast<double>(name.size());
  }
  for (std::size_t i = 0; i < panels.size(); ++i) {
    drawing.text(panel_left(i), header - 2, panels[i].title,
                 R"(font-size="13" font-weight="600" fill="#1f2328")");
    for (const auto& [tick, label] : ticks) {
      const double at = panel_left(i) + length(tick);
      drawing.line(at, header + 8, bottom);
      drawing.text(at, bottom + 14, label, R"(font-size="10" fill="#6e7781" text-anchor="middle")");
    }
  }
}

void draw_row(Drawing& drawing, const Row& row, double top) {
  drawing.text(margin, top + bar, words(row.scenario), R"(font-size="13" fill="#1f2328")");
  for (std::size_t i = 0; i < panels.size(); ++i) {
    double y = top;
    for (const auto& [letter, milliseconds] : row.bars[i]) {
      drawing.rectangle(panel_left(i), y, length(milliseconds), bar, colour(letter), 2);
      drawing.text(panel_left(i) + length(milliseconds) + 5, y + bar - 1.5,
                   shown_time(milliseconds),
                   letter == 'e' ? R"(font-size="10.5" font-weight="600" fill="#1f2328")"
                                 : R"(font-size="10.5" fill="#57606a")");
      y += bar + bar_gap;
    }
  }
}

}  // namespace

std::string render_chart(const Samples& samples) {
  const auto rows = rows_of(samples);
  double bottom = header + 16;
  for (const auto& row : rows) bottom += row.height();
  Drawing drawing(panel_left(panels.size()) + margin - 12, bottom + 44);
  draw_header(drawing, samples, bottom);
  double top = header + 16;
  for (const auto& row : rows) {
    draw_row(drawing, row, top);
    top += row.height();
  }
  drawing.text(margin, bottom + 32,
               "Wall time, medians; the scale is logarithmic. OCC-shaped pair: 52,959 files, 1,094 "
               "commits, 270 MB packed.",
               R"(font-size="11" fill="#6e7781")");
  return drawing.finish();
}

}  // namespace auto_sync::bench
