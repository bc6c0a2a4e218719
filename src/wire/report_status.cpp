#include "wire/report_status.h"

#include "wire/reply.h"
#include "wire/sideband.h"

namespace auto_sync::wire {
namespace {

constexpr std::size_t max_messages = 1U << 20;

}  // namespace

void ReportStatusReader::feed(std::string_view bytes) {
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
    report_.unpack_error = line == "ok" ? std::string_view() : line;
  } else if (word == "ok") {
    check_room(report_.refs.size());
    report_.refs.push_back({std::string(line), true, {}});
  } else if (word == "ng") {
    check_room(report_.refs.size());
    const std::string_view name = take_word(line);
    report_.refs.push_back({std::string(name), false, std::string(line)});
  }
  // `option` lines of report-status-v2 tell how a hook rewrote the ref above; the re-listing after
  // the push sees that for itself.
}

bool ReportStatusReader::keep_error_packet(const Pkt& packet) {
  constexpr std::string_view mark = "ERR ";
  if (!packet.payload.starts_with(mark)) return false;
  keep_words(packet.payload.substr(mark.size()));
  return true;
}

void ReportStatusReader::keep_words(std::string_view words) {
  messages_ += words.substr(0, max_messages - messages_.size());
}

}  // namespace auto_sync::wire
