#include "wire/report_status.h"

#include "base/text.h"
#include "wire/reply.h"
#include "wire/sideband.h"

namespace auto_sync::wire {
namespace {

constexpr std::size_t max_messages = 1U << 20;
constexpr std::size_t max_message = 4U << 10;

}  // namespace

ReportStatusReader::ReportStatusReader(bool sideband, const std::vector<std::string>& sent)
    : sideband_(sideband) {
  for (const std::string& name : sent) verdicts_.emplace(name, std::nullopt);
}

void ReportStatusReader::feed(std::string_view bytes) {
  taken_ += bytes.size();
  if (taken_ > bytes_at_most) {
    throw Error(ErrorKind::remote,
                "The git server's report on the push has no end: it was read for " +
                    human_bytes(bytes_at_most) + ".",
                "Look at the server's hooks, and at any proxy in between.");
  }
  outer_.feed(bytes, [this](const Pkt& packet) {
    if (sideband_) {
      on_band_packet(packet);
    } else {
      on_report_packet(packet);
    }
  });
}

void ReportStatusReader::on_band_packet(const Pkt& packet) {
  if (packet.kind != PktKind::data) return;
  if (keep_error_packet(packet)) return;
  if (packet.payload.starts_with('\3')) {
    broken_off_ = true;
    keep_words(packet.payload.substr(1));
    return;
  }
  demultiplex(
      packet.payload,
      [this](std::string_view data) {
        inner_.feed(data, [this](const Pkt& inner) { on_report_packet(inner); });
      },
      [this](std::string_view words) { keep_words(words); });
}

void ReportStatusReader::on_report_packet(const Pkt& packet) {
  if (packet.kind != PktKind::data || keep_error_packet(packet)) return;
  std::string_view line = packet.line();
  const std::string_view word = take_word(line);
  if (word == "unpack") {
    report_.seen = true;
    report_.unpack_error = line == "ok" ? std::string() : shorten(line, max_message);
  } else if (word == "ok") {
    keep_verdict(line, true, {});
  } else if (word == "ng") {
    const std::string_view name = take_word(line);
    keep_verdict(name, false, line);
  } else if (word == "option") {
    on_option(line);
  }
}

/// `refname <ref>` tells that a hook changed another ref in place of the one above. What the other
/// options of report-status-v2 tell, the listing after the push shows.
void ReportStatusReader::on_option(std::string_view line) {
  if (!above_ || take_word(line) != "refname") return;
  StatusReport::Ref& ref = report_.refs[*above_];
  if (ref.ok && line != ref.name) ref.instead = shorten(line, max_message);
}

void ReportStatusReader::keep_verdict(std::string_view name, bool ok, std::string_view message) {
  above_.reset();
  const auto sent = verdicts_.find(std::string(name));
  if (sent == verdicts_.end()) return;
  if (!sent->second) {
    sent->second = report_.refs.size();
    report_.refs.emplace_back();
  }
  above_ = sent->second;
  report_.refs[*above_] = {sent->first, ok, shorten(message, max_message), {}};
}

bool ReportStatusReader::keep_error_packet(const Pkt& packet) {
  const std::optional<std::string_view> words = error_words(packet);
  if (!words) return false;
  broken_off_ = true;
  keep_words(*words);
  return true;
}

void ReportStatusReader::keep_words(std::string_view words) {
  messages_ += words.substr(0, max_messages - messages_.size());
}

}  // namespace auto_sync::wire
