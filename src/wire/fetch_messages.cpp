#include "wire/fetch_messages.h"

#include <fmt/format.h>

#include <unordered_set>
#include <utility>

#include "wire/reply.h"

namespace auto_sync::wire {
namespace {

void append_ids(std::string& request, std::string_view word, const std::vector<Oid>& ids) {
  std::unordered_set<Oid> sent;
  for (const Oid& id : ids) {
    if (sent.insert(id).second) append_pkt(request, fmt::format("{} {}\n", word, id.hex()));
  }
}

}  // namespace

std::string fetch_request(const FetchRequest& request) {
  std::string out;
  append_pkt(out, "command=fetch\n");
  out += delim_pkt;
  if (request.thin_pack) append_pkt(out, "thin-pack\n");
  if (request.no_progress) append_pkt(out, "no-progress\n");
  if (request.ofs_delta) append_pkt(out, "ofs-delta\n");
  append_ids(out, "want", request.wants);
  append_ids(out, "have", request.haves);
  if (request.deepen) append_pkt(out, fmt::format("deepen {}\n", *request.deepen));
  if (!request.filter.empty()) append_pkt(out, fmt::format("filter {}\n", request.filter));
  if (request.done) append_pkt(out, "done\n");
  out += flush_pkt;
  return out;
}

FetchReader::FetchReader(SidebandHandler on_pack, SidebandHandler on_progress)
    : on_pack_(std::move(on_pack)), on_progress_(std::move(on_progress)) {}

void FetchReader::feed(std::string_view bytes) {
  packets_.feed(bytes, [this](const Pkt& packet) { on_packet(packet); });
}

void FetchReader::on_packet(const Pkt& packet) {
  if (refusal_) return;
  const std::optional<std::string_view> error = error_words(packet);
  if (error && !pack_seen_) {
    refusal_ = read_fetch_refusal(*error);
    return;
  }
  refuse_error_packet(packet);
  if (ended_) throw malformed("the answer to fetch goes on after its end");
  switch (packet.kind) {
    case PktKind::data:
      if (section_ == Section::packfile) {
        demultiplex(packet.payload, on_pack_, on_progress_);
      } else {
        on_line(packet.line());
      }
      break;
    case PktKind::delim:
      if (section_ == Section::none || section_ == Section::packfile) {
        throw malformed("a section of the answer to fetch ends where there is none");
      }
      section_ = Section::none;
      break;
    case PktKind::flush:
      ended_ = true;
      break;
    case PktKind::response_end:
      throw malformed("the answer to fetch holds a response-end packet");
  }
}

void FetchReader::on_line(std::string_view line) {
  switch (section_) {
    case Section::none:
      open_section(line);
      break;
    case Section::acknowledgments:
      on_acknowledgment(line);
      break;
    case Section::shallow_info:
      on_shallow(line);
      break;
    case Section::packfile:
      break;  // on_packet() has its packets
  }
}

void FetchReader::open_section(std::string_view line) {
  if (line == "acknowledgments") {
    section_ = Section::acknowledgments;
    acknowledgments_seen_ = true;
  } else if (line == "shallow-info") {
    section_ = Section::shallow_info;
  } else if (line == "packfile") {
    section_ = Section::packfile;
    pack_seen_ = true;
  } else {
    throw unexpected_line(line, "the answer to fetch");
  }
}

void FetchReader::on_acknowledgment(std::string_view line) {
  const std::string_view whole = line;
  const std::string_view word = take_word(line);
  if (word == "ACK") {
    check_room(acknowledged_.size());
    acknowledged_.push_back(parse_oid(line));
  } else if (whole == "ready") {
    ready_ = true;
  } else if (whole != "NAK") {
    throw unexpected_line(whole, "the acknowledgments");
  }
}

void FetchReader::on_shallow(std::string_view line) {
  const std::string_view whole = line;
  const std::string_view word = take_word(line);
  check_room(shallow_.size() + unshallow_.size());
  if (word == "shallow") {
    shallow_.push_back(parse_oid(line));
  } else if (word == "unshallow") {
    unshallow_.push_back(parse_oid(line));
  } else {
    throw unexpected_line(whole, "the shallow boundary");
  }
}

void FetchReader::finish() {
  if (refusal_) return;
  packets_.finish();
  if (!ended_) throw cut_off(pack_seen_ ? "the pack has no end" : "the answer to fetch has no end");
}

}  // namespace auto_sync::wire
