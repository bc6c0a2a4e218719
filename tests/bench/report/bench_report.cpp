// bench_report SAMPLES FORMAT: medians of a file of samples (report/samples.h) as `markdown`,
// `json` or `chart` (SVG).
#include <fstream>
#include <iostream>
#include <string>

#include "bench/report/render.h"
#include "bench/report/samples.h"

int main(int count, char** words) {
  namespace bench = auto_sync::bench;
  if (count != 3) {
    std::cerr << "usage: bench_report SAMPLES markdown|json|chart\n";
    return 2;
  }
  try {
    std::ifstream in(words[1]);
    const auto samples = bench::Samples::read(in);
    const std::string format = words[2];
    std::cout << (format == "json"    ? bench::render_json(samples)
                  : format == "chart" ? bench::render_chart(samples)
                                      : bench::render_markdown(samples));
  } catch (const std::exception& error) {
    std::cerr << "bench_report: " << error.what() << '\n';
    return 1;
  }
}
