#include "bench/report/samples.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace auto_sync::bench {
namespace {

template <typename T>
void add_once(std::vector<T>& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Samples Samples::read(std::istream& in) {
  Samples all;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    Setting setting;
    std::string contender;
    Sample sample;
    int status = 0;
    fields >> setting.server >> setting.link >> setting.scenario >> contender >> sample.wall_ms >>
        sample.cpu_ms >> sample.peak_kib >> status >> sample.bytes_sent >> sample.bytes_received >>
        sample.requests;
    if (!fields) throw std::runtime_error("not a sample: " + line);
    sample.wall_ms /= 1000;
    sample.cpu_ms /= 1000;
    add_once(all.settings_, setting);
    add_once(all.contenders_, contender);
    all.samples_[{setting, contender}].push_back(sample);
  }
  return all;
}

std::size_t Samples::runs(const Setting& setting, const std::string& contender) const {
  const auto found = samples_.find({setting, contender});
  return found == samples_.end() ? 0 : found->second.size();
}

std::optional<Sample> Samples::median(const Setting& setting, const std::string& contender) const {
  const auto found = samples_.find({setting, contender});
  if (found == samples_.end()) return std::nullopt;
  Sample result;
  for (double Sample::*const field :
       {&Sample::wall_ms, &Sample::cpu_ms, &Sample::peak_kib, &Sample::bytes_sent,
        &Sample::bytes_received, &Sample::requests}) {
    std::vector<double> values;
    for (const auto& sample : found->second) values.push_back(sample.*field);
    result.*field = median_of(std::move(values));
  }
  return result;
}

const std::vector<Contender>& known_contenders() {
  static const std::vector<Contender> all = {
      {"a", "shell workflow"},    {"b", "wei/git-sync"}, {"c", "bare clone and push"},
      {"d", "entireio/git-sync"}, {"e", "auto-sync"},    {"f", "curl (the limit)"}};
  return all;
}

std::string contender_name(const std::string& letter) {
  for (const auto& contender : known_contenders()) {
    if (contender.letter == letter) return contender.name;
  }
  return letter;
}

}  // namespace auto_sync::bench
