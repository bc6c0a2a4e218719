#include <algorithm>

#include "support/process.h"
#include "support/standin/fault.h"
#include "support/standin/pkt_text.h"

namespace auto_sync::testing {

Fault combined(const std::vector<Fault>& faults) {
  Fault sum;
  for (const Fault& fault : faults) {
    if (fault.before) fault.before();
    if (!fault.before_command.empty()) {
      run_process({"sh", "-c", fault.before_command}, {{"PATH", search_path()}});
    }
    if (fault.answers_itself() && !sum.answers_itself()) {
      sum.status = fault.status;
      sum.headers = fault.headers;
      sum.body = fault.body;
      sum.after_body = fault.after_body;
      sum.redirect_to = fault.redirect_to;
      sum.err_packet = fault.err_packet;
    }
    sum.stall = sum.stall || fault.stall;
    const Misbehaviour& how = fault.connection;
    if (how.cut_response_after) sum.connection.cut_response_after = how.cut_response_after;
    if (how.hold_response_after) {
      sum.connection.hold_response_after = how.hold_response_after;
      sum.connection.hold = how.hold;
    }
    if (how.cut_request_after) sum.connection.cut_request_after = how.cut_request_after;
    if (how.body_stall) sum.connection.body_stall = how.body_stall;
    sum.connection.response_bytes_per_second += how.response_bytes_per_second;
    sum.connection.request_bytes_per_second += how.request_bytes_per_second;
    sum.connection.reset = sum.connection.reset || how.reset;
    if (fault.truncate_body) sum.truncate_body = fault.truncate_body;
    if (!fault.band3.empty()) {
      sum.band3 = fault.band3;
      sum.band3_after = fault.band3_after;
    }
    if (!fault.ng_reason.empty()) sum.ng_reason = fault.ng_reason;
    if (fault.transform) sum.transform = fault.transform;
  }
  return sum;
}

HttpAnswer fault_answer(const Fault& fault, const HttpRequestHead& head,
                        const RequestRecord& record) {
  if (!fault.err_packet.empty()) {
    const std::string kind = record.phase == "listing" ? "-advertisement" : "-result";
    return {200,
            {{"Content-Type", "application/x-" + record.service + kind}},
            pkt_line("ERR " + fault.err_packet)};
  }
  HttpAnswer answer{fault.status, fault.headers, fault.body};
  if (!fault.redirect_to.empty()) {
    const std::string target = head.query.empty() ? head.path : head.path + "?" + head.query;
    answer.headers.emplace_back("Location", fault.redirect_to + target);
  }
  const bool typed = std::any_of(answer.headers.begin(), answer.headers.end(), [](const auto& one) {
    return lower_case(one.first) == "content-type";
  });
  if (!typed) {
    answer.headers.emplace_back("Content-Type",
                                answer.body.starts_with('{')   ? "application/json; charset=utf-8"
                                : answer.body.starts_with('<') ? "text/html; charset=utf-8"
                                                               : "text/plain; charset=utf-8");
  }
  return answer;
}

}  // namespace auto_sync::testing
