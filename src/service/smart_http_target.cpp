#include "service/smart_http_target.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/escape.h"
#include "base/text.h"
#include "service/http_words.h"
#include "service/retry.h"
#include "wire/ls_refs.h"
#include "wire/push_messages.h"
#include "wire/report_status.h"

namespace auto_sync {
namespace {

/// The body of a push: what is in memory first (commands and the pack's first part), then the rest
/// of the pack as it arrives.
class PushBody : public ByteSource {
 public:
  PushBody(std::string head, ByteSource* pack) : head_(std::move(head)), pack_(pack) {
    if (pack_ == nullptr) return;
    if (const auto length = pack_->length()) {
      length_ = head_.size() + *length;
      return;
    }
    const std::size_t commands = head_.size();
    std::size_t filled = commands;
    head_.resize(commands + SmartHttpTarget::reserve);
    while (filled < head_.size()) {
      const std::size_t count = pack_->read(std::span(head_).subspan(filled));
      if (count == 0) break;
      filled += count;
    }
    if (filled < head_.size()) pack_ = nullptr;
    head_.resize(filled);
  }

  std::optional<std::uint64_t> length() const override {
    if (length_) return length_;
    return pack_ == nullptr ? std::optional<std::uint64_t>(head_.size()) : std::nullopt;
  }

  std::size_t read(std::span<char> into) override {
    std::size_t count = 0;
    if (given_ < head_.size()) {
      count = std::min(into.size(), head_.size() - given_);
      std::memcpy(into.data(), head_.data() + given_, count);
      given_ += count;
    } else if (pack_ != nullptr) {
      count = pack_->read(into);
      ended_ = count == 0;
      pack_begun_ = true;
    }
    handed_over_ += count;
    return count;
  }

  /// What is in memory can be given again, and a pack in a file.
  bool start_again() override {
    const bool was_whole = sent_all();
    const bool pack_is_whole = length_.has_value();  // no part of it is in head_
    if (pack_begun_ && !(pack_is_whole && pack_->start_again())) return false;
    sent_before_ = sent_before_ || was_whole;
    given_ = 0;
    handed_over_ = 0;
    ended_ = false;
    pack_begun_ = false;
    return true;
  }

  /// Whether the last byte was handed over.
  bool sent_all() const { return ended_ || handed_over_ == length(); }
  /// Whether it was handed over whole once, and then once more from the front.
  bool sent_before() const { return sent_before_; }

 private:
  std::string head_;
  ByteSource* pack_;
  std::optional<std::uint64_t> length_;  ///< when the pack's own length is known
  std::size_t given_ = 0;                ///< of head_
  std::uint64_t handed_over_ = 0;
  bool ended_ = false;
  bool pack_begun_ = false;  ///< what comes after head_ was asked for
  bool sent_before_ = false;
};

/// Reads report-status as it arrives.
class ReportSink : public ResponseSink {
 public:
  ReportSink(std::string result_type, bool sideband, const std::vector<std::string>& sent)
      : result_type_(std::move(result_type)), reader_(sideband, sent) {}

  bool accept(const HttpResponse& head) override {
    accepted_ = is_answer(head, result_type_);
    return accepted_;
  }
  void write(std::string_view bytes) override { reader_.feed(bytes); }

  bool accepted() const { return accepted_; }
  const wire::ReportStatusReader& reader() const { return reader_; }

 private:
  std::string result_type_;
  wire::ReportStatusReader reader_;
  bool accepted_ = false;
};

void copy_report(const wire::ReportStatusReader& reader, PushReport& report) {
  const wire::StatusReport& status = reader.report();
  report.reported = status.seen;
  report.unpack_error = status.unpack_error;
  for (const auto& ref : status.refs)
    report.refs.push_back({ref.name, ref.ok, ref.message, ref.instead});
  report.server_messages = reader.server_messages();
}

}  // namespace

TargetListing SmartHttpTarget::list() {
  std::optional<wire::AdvertisementReader> reader;
  endpoint_.advertise(false, [&](const HttpResponse& response) {
    reader.emplace("git-receive-pack");
    reader->feed(response.body);
    reader->finish();
  });
  capabilities_ = reader->capabilities();
  TargetListing listing;
  listing.refs = reader->refs();
  listing.haves = reader->haves();
  listing.can_atomic = capabilities_.has("atomic");
  listing.can_delete = capabilities_.has("delete-refs");
  listing.can_ofs_delta = capabilities_.has("ofs-delta");
  listing.wants_plain_pack = capabilities_.has("no-thin");
  listing.moved_to = endpoint_.moved_to();
  return listing;
}

PushReport SmartHttpTarget::push(const std::vector<PlannedRef>& commands, bool atomic,
                                 ByteSource* pack) {
  std::vector<wire::PushCommand> wire_commands;
  std::vector<std::string> sent;
  for (const PlannedRef& ref : commands) {
    wire_commands.push_back({ref.name, ref.old_id, ref.new_id});
    sent.push_back(ref.name);
  }
  PushBody body(wire::push_commands(wire_commands, capabilities_, atomic), pack);
  ReportSink sink(endpoint_.result_type(), capabilities_.has("side-band-64k"), sent);
  HttpRequest request = endpoint_.post(false);
  request.body_source = &body;
  // After the upload the server indexes the pack and runs its hooks, for minutes if it must.
  request.stall_timeout = std::chrono::minutes(10);
  request.slow_timeout = std::chrono::minutes(30);

  PushReport report;
  HttpResponse response;
  try {
    response = http_.send(request, &sink);
  } catch (const Error& error) {
    // What the pack's source throws ends the run as it is: the body was not complete, so the
    // target has taken nothing. After the last byte anything may have happened.
    report.body_sent = body.sent_all() || body.sent_before();
    if (!report.body_sent) throw;
    report.failure = error;
  }
  report.body_sent = body.sent_all() || body.sent_before();
  report.sent_before = body.sent_before();
  if (response.status != 0 && !sink.accepted()) turned_away(request, response, report);
  copy_report(sink.reader(), report);
  if (sink.reader().broken_off() && !report.reported) broken_off(response, report);
  return report;
}

/// The server gave up, and said why.
void SmartHttpTarget::broken_off(const HttpResponse& response, PushReport& report) const {
  report.turned_away = true;
  report.next = NextForms();
  report.failure =
      Error(ErrorKind::remote,
            "The " + endpoint_.role() + " " + endpoint_.name() + " broke the push off: \"" +
                shorten(printable(trim(report.server_messages), true), 300) + "\".",
            "If its words do not say what to do, those who look after the server find more in its "
            "log.")
          .about(endpoint_.side())
          .traced(request_id_of(response));
}

/// An answer in place of the report.
void SmartHttpTarget::turned_away(const HttpRequest& request, const HttpResponse& response,
                                  PushReport& report) const {
  const StatusRow& row = status_row(response.status, GitStep::push);
  report.failure = endpoint_.refusal(response, GitStep::push);
  report.turned_away = row.refuses;
  report.next = row.next;
  const auto now = clock_.now();
  const auto wait = requested_wait(response, now);
  if (!row.next.again || (!wait && !is_rate_limited(response))) return;
  report.wait = wait.value_or(back_off(1, random_jitter()));
  if (report.wait <= retry_budget) return;
  report.next = NextForms();
  report.failure = wait_is_too_long(request, response, now + report.wait)
                       .about(endpoint_.side())
                       .traced(request_id_of(response));
}

}  // namespace auto_sync
