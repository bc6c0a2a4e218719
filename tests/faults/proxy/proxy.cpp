#include "faults/proxy/proxy.h"

#include <algorithm>
#include <stdexcept>

#include "faults/proxy/spoil.h"

namespace auto_sync::faults {
namespace {

using testing::ConnectionClosed;
using testing::HttpConnection;
using testing::HttpRequestHead;

constexpr std::size_t front_size = 8192;
constexpr std::size_t whole = 256U << 20;

std::string asked(const HttpRequestHead& head) {
  return head.query.empty() ? head.path : head.path + "?" + head.query;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::size_t head_size(const testing::HttpAnswer& answer) {
  std::size_t size = 17 + testing::reason_phrase(answer.status).size() + 18 +
                     std::to_string(answer.body.size()).size();
  for (const auto& [name, value] : answer.headers) size += name.size() + value.size() + 4;
  return size;
}

/// A piece of a body as a chunk.
std::size_t chunk_size(std::size_t piece) {
  std::size_t digits = 0;
  for (std::size_t left = piece; left > 0; left /= 16) ++digits;
  return piece == 0 ? 0 : digits + 4 + piece;
}

/// Where of an answer of `head` and `body` raw bytes a place is.
std::uint64_t raw_offset(Place place, std::size_t head, std::size_t body) {
  if (place == Place::head) return head / 2;
  if (place == Place::first_byte) return head + 1;
  if (place == Place::middle) return head + body / 2;
  return head + body - 1;
}

const Fault* find(const SeenRequest& seen, Kind kind) {
  const auto found = std::find_if(seen.faults.begin(), seen.faults.end(),
                                  [&](const Fault& fault) { return fault.kind == kind; });
  return found == seen.faults.end() ? nullptr : &*found;
}

}  // namespace

Proxy::Proxy(std::string server_url, std::vector<Fault> faults, Hands hands)
    : server_url_(std::move(server_url)), book_(std::move(faults)), hands_(std::move(hands)) {
  server_ = std::make_unique<testing::HttpServer>(
      0, [this](HttpConnection& connection, const HttpRequestHead& head) {
        handle(connection, head);
      });
  url_ = "http://127.0.0.1:" + std::to_string(server_->port());
}

void Proxy::finish() {
  ++releases_;
  server_.reset();
  carry_out_late(true);
}

std::vector<SeenRequest> Proxy::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void Proxy::handle(HttpConnection& connection, const HttpRequestHead& head) {
  carry_out_late(false);
  const std::string front = needs_front(head) ? connection.peek_body(front_size) : std::string();
  SeenRequest seen;
  seen.kind = kind_of(head, front);
  seen.faults = book_.due(seen.kind);
  const auto note = [&] {
    const std::lock_guard lock(mutex_);
    requests_.push_back(seen);
  };
  try {
    serve(connection, {head, {}, true}, seen);
  } catch (...) {
    note();
    throw;
  }
  note();
}

void Proxy::serve(HttpConnection& connection, Passed request, SeenRequest& seen) {
  if (strike_before(connection, request, seen)) return;
  read_body(connection, request);
  if (seen.kind.step == Step::push && find(seen, Kind::corrupt) != nullptr) {
    corrupt(request.body, end_of_commands(request.body), find(seen, Kind::corrupt)->amount);
  }
  if (const Fault* late = find(seen, Kind::late)) {
    {
      const std::lock_guard lock(mutex_);
      late_.push_back({request, late->amount == 0 ? 0 : late->amount + 1});
    }
    if (late->reset) throw ConnectionClosed("no answer");
    return connection.send(false_answer(*late, asked(request.head), url()));
  }
  if (find(seen, Kind::stale) != nullptr) {
    std::string& path = request.head.path;
    path = "/" + std::string(frozen_owner) + path.substr(path.find('/', 1));
    path.insert(path.find('/', 1) + 1, seen.kind.side == Side::source ? "source-" : "target-");
  }
  Answer answer = pass_on(server_url_, request);
  if (find(seen, Kind::repeat) != nullptr) answer = pass_on(server_url_, request);
  seen.status = answer.answer.status;
  for (const Fault& fault : seen.faults) {
    if (fault.when != When::after) continue;
    if (fault.kind == Kind::writer) hands_.move(fault);
    if (fault.kind == Kind::signal) hands_.signal(fault.number);
  }
  if (const Fault* fault = find(seen, Kind::status_after)) {
    answer = {false_answer(*fault, asked(request.head), url()), false};
  }
  send(connection, std::move(answer), seen);
}

/// What strikes before the request is carried out; true when that was the answer.
bool Proxy::strike_before(HttpConnection& connection, Passed& request, SeenRequest& seen) {
  for (const Fault& fault : seen.faults) {
    if (fault.when != When::before) continue;
    if (fault.kind == Kind::writer) hands_.move(fault);
    if (fault.kind == Kind::signal) hands_.signal(fault.number);
  }
  for (const Fault& fault : seen.faults) {
    testing::Misbehaviour ending;
    ending.reset = fault.reset;
    connection.misbehave(ending);
    switch (fault.kind) {
      case Kind::stall:
        hands_.signal(fault.number);
        connection.wait_for_close(releases_);
        throw ConnectionClosed("stalled as told");
      case Kind::cut_request:
        cut_request(connection, request, fault, seen);
        if (!fault.reset) {  // an orderly end takes what is still on its way
          connection.close_after_answer();
          connection.finish_request();
        }
        throw ConnectionClosed("cut as told");
      case Kind::status_before:
      case Kind::redirect:
      case Kind::html:
        if (!fault.eager || fault.kind != Kind::status_before) read_body(connection, request);
        connection.send(false_answer(fault, asked(request.head), url()));
        return true;
      default:
        break;
    }
  }
  return false;
}

void Proxy::cut_request(HttpConnection& connection, Passed& request, const Fault& fault,
                        SeenRequest& seen) {
  if (fault.place == Place::head || fault.place == Place::body_start) return;
  if (fault.place == Place::commands || fault.place == Place::pack) {
    const std::size_t commands = end_of_commands(connection.peek_body(front_size));
    request.body = connection.read_whole_body(
        fault.place == Place::commands ? commands / 2 : commands + fault.amount * 20);
    request.whole = false;
    if (fault.place == Place::commands) return;
  } else {
    read_body(connection, request);
    request.whole = fault.place == Place::after;
    if (!request.whole && !request.body.empty()) request.body.pop_back();
  }
  if (request.whole) {
    seen.status = pass_on(server_url_, request).answer.status;
  } else {
    pass_silently(request);
  }
}

void Proxy::read_body(HttpConnection& connection, Passed& request) {
  std::string piece(64U << 10, '\0');
  try {
    while (const std::size_t n = connection.read_body(piece)) {
      if (request.body.size() > whole) throw ConnectionClosed("too much");
      request.body.append(piece, 0, n);
    }
  } catch (const ConnectionClosed&) {
    request.whole = false;
    pass_silently(request);  // a server would see the beginning, too
    throw;
  }
}

void Proxy::send(HttpConnection& connection, Answer answer, const SeenRequest& seen) {
  testing::HttpAnswer& told = answer.answer;
  if (seen.kind.step >= Step::rest_gate) replace_all(told.body, server_url_, url());
  for (auto& header : told.headers) replace_all(header.second, server_url_, url());
  testing::Misbehaviour how;
  for (const Fault& fault : seen.faults) {
    if (seen.kind.step != Step::push || fault.kind != Kind::corrupt) spoil(told.body, fault);
  }
  const std::size_t framing = answer.chunked ? 60 : head_size(told);
  const std::size_t half = told.body.size() / 2;
  const std::size_t body = answer.chunked
                               ? chunk_size(half) + chunk_size(told.body.size() - half) + 5
                               : told.body.size();
  if (const Fault* fault = find(seen, Kind::cut_answer)) {
    how.reset = fault->reset;
    how.cut_response_after = raw_offset(fault->place, framing, body);
  }
  const Fault* fault = find(seen, Kind::signal);
  if (fault != nullptr && fault->when == When::within) {
    how.hold_response_after = 0;
    how.hold = [&] { hands_.signal(fault->number); };
  }
  if (!answer.chunked) {
    connection.misbehave(how);
    return connection.send(told);
  }
  if (how.cut_response_after && find(seen, Kind::cut_answer)->place == Place::head) {
    connection.misbehave(how);
  }
  connection.begin(told.status, told.headers);
  if (how.cut_response_after) {  // counted from the head's true end
    *how.cut_response_after += connection.response_bytes() - framing;
  }
  connection.misbehave(how);
  const std::string_view bytes = told.body;
  connection.write_piece(bytes.substr(0, half));
  connection.write_piece(bytes.substr(half));
  connection.end();
}

void Proxy::carry_out_late(bool all) {
  std::vector<Passed> due;
  {
    const std::lock_guard lock(mutex_);
    for (auto late = late_.begin(); late != late_.end();) {
      if (all || (late->wait > 0 && --late->wait == 0)) {
        due.push_back(std::move(late->request));
        late = late_.erase(late);
      } else {
        ++late;
      }
    }
  }
  for (const Passed& request : due) pass_silently(request);
}

void Proxy::pass_silently(const Passed& request) const {
  try {
    pass_on(server_url_, request);
  } catch (const std::runtime_error&) {  // nobody waits for the answer
  }
}

}  // namespace auto_sync::faults
