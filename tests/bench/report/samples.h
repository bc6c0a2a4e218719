#pragma once
#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace auto_sync::bench {

/// One run of one contender, or the medians of several.
struct Sample {
  double wall_ms = 0;
  double cpu_ms = 0;
  double peak_kib = 0;    ///< of the largest process
  double bytes_sent = 0;  ///< by the contender, raw, heads included
  double bytes_received = 0;
  double requests = 0;

  double bytes() const { return bytes_sent + bytes_received; }
};

/// Where something was measured.
struct Setting {
  std::string server;
  std::string link;
  std::string scenario;
  bool operator==(const Setting&) const = default;
  bool operator<(const Setting& other) const {
    return std::tie(server, link, scenario) < std::tie(other.server, other.link, other.scenario);
  }
};

/// All that was measured, in the order in which it was first seen.
class Samples {
 public:
  /// Reads lines of tab-separated values: server, link, scenario, contender, wall and CPU in
  /// microseconds, peak KiB, exit status, bytes sent, bytes received, requests. Throws
  /// std::runtime_error for a line that is none.
  static Samples read(std::istream& in);

  const std::vector<Setting>& settings() const { return settings_; }
  const std::vector<std::string>& contenders() const { return contenders_; }
  /// The medians; nothing when it was not measured there.
  std::optional<Sample> median(const Setting& setting, const std::string& contender) const;
  std::size_t runs(const Setting& setting, const std::string& contender) const;

 private:
  std::vector<Setting> settings_;
  std::vector<std::string> contenders_;
  std::map<std::pair<Setting, std::string>, std::vector<Sample>> samples_;
};

/// The contenders' letters and what they stand for, in the order of the table's columns.
struct Contender {
  std::string letter;
  std::string name;
};
const std::vector<Contender>& known_contenders();
std::string contender_name(const std::string& letter);

}  // namespace auto_sync::bench
