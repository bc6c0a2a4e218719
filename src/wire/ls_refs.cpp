#include "wire/ls_refs.h"

#include <utility>

#include "domain/ref_name.h"
#include "wire/reply.h"

namespace auto_sync::wire {

std::string ls_refs_request(const std::vector<std::string>& prefixes) {
  std::string request;
  append_pkt(request, "command=ls-refs\n");
  request += delim_pkt;
  append_pkt(request, "peel\n");
  for (const std::string& prefix : prefixes) append_pkt(request, "ref-prefix " + prefix + "\n");
  request += flush_pkt;
  return request;
}

void LsRefsReader::feed(std::string_view bytes) {
  packets_.feed(bytes, [this](const Pkt& packet) { on_packet(packet); });
}

void LsRefsReader::on_packet(const Pkt& packet) {
  refuse_error_packet(packet);
  if (ended_) throw malformed("the list of refs goes on after its end");
  switch (packet.kind) {
    case PktKind::data:
      on_ref(packet.line());
      break;
    case PktKind::flush:
      ended_ = true;
      break;
    default:
      throw malformed("the list of refs has a section where none belongs");
  }
}

void LsRefsReader::on_ref(std::string_view line) {
  const std::string_view whole = line;
  const std::string_view id = take_word(line);
  if (id == "unborn") return;
  check_room(refs_.size());
  ListedRef ref;
  ref.id = parse_oid(id);
  ref.name = take_word(line);
  if (ref.name.empty()) throw unexpected_line(whole, "the list of refs");
  while (!line.empty()) {
    constexpr std::string_view peeled = "peeled:";
    const std::string_view attribute = take_word(line);
    if (attribute.starts_with(peeled)) ref.peeled = parse_oid(attribute.substr(peeled.size()));
  }
  if (ref.name == "HEAD" || is_valid_ref_name(ref.name)) refs_.push_back(std::move(ref));
}

std::vector<ListedRef> LsRefsReader::finish() {
  packets_.finish();
  if (!ended_) throw cut_off("the list of refs has no end");
  return std::move(refs_);
}

}  // namespace auto_sync::wire
