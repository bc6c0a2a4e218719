#include "support/standin/request_log.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <stdexcept>

#include "support/standin/pkt_text.h"

namespace auto_sync::testing {

std::string_view RequestRecord::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string> RequestRecord::lines() const {
  return readable_pkt_lines(body);
}

bool RequestRecord::has_line(std::string_view start) const {
  const auto all = lines();
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& line) { return line.starts_with(start); });
}

Json RequestRecord::to_json() const {
  Json json = Json::object();
  json["number"] = number;
  json["connection"] = connection;
  json["method"] = method;
  json["path"] = path;
  json["query"] = query;
  json["repository"] = repository;
  json["service"] = service;
  json["phase"] = phase;
  json["protocol"] = protocol;
  json["authorization"] = authorization;
  json["authorization_valid"] = authorization_valid;
  json["chunked"] = chunked;
  json["status"] = status;
  json["bytes_in"] = bytes_in;
  json["bytes_out"] = bytes_out;
  json["body_in"] = body_in;
  json["body_out"] = body_out;
  json["finished"] = finished;
  json["headers"] = Json::object();
  for (const auto& [name, value] : headers) json["headers"][name] = value;
  if (service == "rest") {
    json["body"] = body;
  } else {
    json["lines"] = Json::array();
    for (const auto& line : lines()) json["lines"].push_back(line.substr(0, line.find('\0')));
  }
  if (!server_errors.empty()) json["server_errors"] = server_errors;
  return json;
}

Json Totals::to_json() const {
  return Json::object({{"requests", requests},
                       {"connections", connections},
                       {"bytes_in", bytes_in},
                       {"bytes_out", bytes_out},
                       {"body_in", body_in},
                       {"body_out", body_out}});
}

void RequestLog::write_to(const std::string& file) {
  const std::lock_guard lock(mutex_);
  file_.open(file, std::ios::app);
  if (!file_) throw std::runtime_error("cannot write " + file);
}

void RequestLog::begin(RequestRecord& record) {
  const std::lock_guard lock(mutex_);
  record.number = ++next_;
  records_.push_back(record);
  ++active_;
}

void RequestLog::finish(const RequestRecord& record) {
  const std::lock_guard lock(mutex_);
  --active_;
  if (record.number >= first_) {
    records_.at(record.number - first_) = record;
    records_.at(record.number - first_).finished = true;
  }
  if (file_.is_open()) file_ << record.to_json().dump() << '\n' << std::flush;
  idle_.notify_all();
}

void RequestLog::stalled() {
  const std::lock_guard lock(mutex_);
  --active_;
  idle_.notify_all();
}

void RequestLog::resumed() {
  const std::lock_guard lock(mutex_);
  ++active_;
}

void RequestLog::settle(std::unique_lock<std::mutex>& lock) {
  idle_.wait_for(lock, std::chrono::seconds(2), [this] { return active_ <= 0; });
}

std::vector<RequestRecord> RequestLog::all() {
  std::unique_lock lock(mutex_);
  settle(lock);
  return records_;
}

bool RequestLog::holds(const std::string& phase, int status) const {
  return std::any_of(records_.begin(), records_.end(), [&](const RequestRecord& record) {
    return record.finished && record.phase == phase && record.status == status;
  });
}

void RequestLog::await(const std::string& phase, int status) {
  std::unique_lock lock(mutex_);
  if (!idle_.wait_for(lock, std::chrono::seconds(60), [&] { return holds(phase, status); })) {
    throw std::runtime_error("no " + phase + " was answered " + std::to_string(status));
  }
}

Totals RequestLog::totals() {
  Totals sum;
  std::set<std::uint64_t> connections;
  for (const auto& record : all()) {
    ++sum.requests;
    connections.insert(record.connection);
    sum.bytes_in += record.bytes_in;
    sum.bytes_out += record.bytes_out;
    sum.body_in += record.body_in;
    sum.body_out += record.body_out;
  }
  sum.connections = connections.size();
  return sum;
}

void RequestLog::reset() {
  std::unique_lock lock(mutex_);
  settle(lock);
  records_.clear();
  first_ = next_ + 1;
}

}  // namespace auto_sync::testing
