#include "support/standin/fault.h"

#include <algorithm>
#include <stdexcept>

#include "support/standin/pkt_text.h"

namespace auto_sync::testing {
namespace {

bool holds(const std::string& wanted, const std::string& actual) {
  return wanted.empty() || wanted == actual;
}

void read_connection(Misbehaviour& out, const std::string& name, const Json& value) {
  const auto number = static_cast<std::uint64_t>(value.integer());
  if (name == "cut_response_after") {
    out.cut_response_after = number;
  } else if (name == "cut_request_after") {
    out.cut_request_after = number;
  } else if (name == "response_bytes_per_second") {
    out.response_bytes_per_second = number;
  } else if (name == "request_bytes_per_second") {
    out.request_bytes_per_second = number;
  } else if (name == "body_stall_ms") {
    out.body_stall = std::chrono::milliseconds(number);
  } else if (name == "reset") {
    out.reset = value.boolean();
  } else {
    throw std::invalid_argument("unknown member of a fault: " + name);
  }
}

RequestMatch match_from_json(const Json& json) {
  RequestMatch match;
  for (const auto& [name, value] : json.members()) {
    if (name == "method") {
      match.method = value.text();
    } else if (name == "path") {
      match.path = value.text();
    } else if (name == "service") {
      match.service = value.text();
    } else if (name == "phase") {
      match.phase = value.text();
    } else if (name == "repository") {
      match.repository = value.text();
    } else if (name == "line") {
      match.line = value.text();
    } else if (name == "no_line") {
      match.no_line = value.text();
    } else if (name == "chunked_only") {
      match.chunked_only = value.boolean();
    } else if (name == "skip") {
      match.skip = static_cast<unsigned>(value.integer());
    } else if (name == "count") {
      match.count = static_cast<unsigned>(value.integer());
    } else {
      throw std::invalid_argument("unknown condition of a fault: " + name);
    }
  }
  return match;
}

}  // namespace

std::string Fault::changed(std::string answer_body) const {
  if (transform) answer_body = transform(std::move(answer_body));
  if (!ng_reason.empty()) answer_body = change_ng_reason(answer_body, ng_reason);
  if (!band3.empty()) answer_body = break_with_band3(answer_body, band3_after, band3);
  if (truncate_body) answer_body.resize(std::min<std::size_t>(answer_body.size(), *truncate_body));
  return answer_body;
}

Fault fault_from_json(const Json& json) {
  Fault fault;
  for (const auto& [name, value] : json.members()) {
    if (name == "match") {
      fault.match = match_from_json(value);
    } else if (name == "status") {
      fault.status = static_cast<int>(value.integer());
    } else if (name == "headers") {
      for (const auto& [key, text] : value.members()) fault.headers.emplace_back(key, text.text());
    } else if (name == "body") {
      fault.body = value.is_string() ? value.text() : value.dump();
    } else if (name == "after_body") {
      fault.after_body = value.boolean();
    } else if (name == "redirect_to") {
      fault.redirect_to = value.text();
    } else if (name == "err_packet") {
      fault.err_packet = value.text();
    } else if (name == "stall") {
      fault.stall = value.boolean();
    } else if (name == "truncate_body") {
      fault.truncate_body = static_cast<std::uint64_t>(value.integer());
    } else if (name == "band3") {
      fault.band3 = value.text();
    } else if (name == "band3_after") {
      fault.band3_after = static_cast<std::uint64_t>(value.integer());
    } else if (name == "ng_reason") {
      fault.ng_reason = value.text();
    } else if (name == "before_command") {
      fault.before_command = value.text();
    } else {
      read_connection(fault.connection, name, value);
    }
  }
  return fault;
}

void FaultBook::add(Fault fault) {
  std::regex path(fault.match.path.empty() ? std::string(".*") : fault.match.path,
                  std::regex::ECMAScript);
  const std::lock_guard lock(mutex_);
  entries_.push_back({std::move(fault), std::move(path), 0});
}

void FaultBook::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
}

bool FaultBook::any() const {
  const std::lock_guard lock(mutex_);
  return !entries_.empty();
}

std::vector<Fault> FaultBook::due(const RequestRecord& request, std::string_view front) {
  std::vector<Fault> out;
  const std::vector<std::string> lines = readable_pkt_lines(front);
  const auto has_line = [&](const std::string& start) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.starts_with(start); });
  };
  const std::string target =
      request.query.empty() ? request.path : request.path + "?" + request.query;
  const std::lock_guard lock(mutex_);
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const RequestMatch& match = entry->fault.match;
    const bool hit =
        holds(match.method, request.method) && holds(match.service, request.service) &&
        holds(match.phase, request.phase) && holds(match.repository, request.repository) &&
        (match.line.empty() || has_line(match.line)) &&
        (match.no_line.empty() || !has_line(match.no_line)) &&
        (!match.chunked_only || request.chunked) && std::regex_search(target, entry->path);
    if (hit && ++entry->seen > match.skip) out.push_back(entry->fault);
    const bool spent = match.count != 0 && entry->seen >= match.skip + match.count;
    entry = spent ? entries_.erase(entry) : std::next(entry);
  }
  return out;
}

}  // namespace auto_sync::testing
