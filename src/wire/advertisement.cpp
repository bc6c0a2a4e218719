#include "wire/advertisement.h"

#include <fmt/format.h>

#include "base/escape.h"
#include "domain/ref_name.h"
#include "wire/reply.h"

namespace auto_sync::wire {
namespace {

constexpr std::string_view where = "the server's list of refs";

}  // namespace

void AdvertisementReader::feed(std::string_view bytes) {
  packets_.feed(bytes, [this](const Pkt& packet) { on_packet(packet); });
}

void AdvertisementReader::on_packet(const Pkt& packet) {
  refuse_error_packet(packet);
  if (part_ == Part::nothing) throw malformed(fmt::format("{} goes on after its end", where));
  switch (packet.kind) {
    case PktKind::data:
      on_line(packet.line());
      break;
    case PktKind::flush:
      on_flush();
      break;
    default:
      throw malformed(fmt::format("{} has a section where none belongs", where));
  }
}

void AdvertisementReader::on_flush() {
  if (part_ == Part::service) throw malformed(fmt::format("it does not name {}", service_));
  part_ = part_ == Part::service_flush ? Part::version_or_ref : Part::nothing;
}

void AdvertisementReader::on_line(std::string_view line) {
  switch (part_) {
    case Part::service:
      on_service(line);
      break;
    case Part::version_or_ref:
      on_first_line(line);
      break;
    case Part::ref:
      on_ref_line(line);
      break;
    case Part::capability:
      capabilities_.add(line);
      check_object_format();
      break;
    default:
      throw unexpected_line(line, where);
  }
}

void AdvertisementReader::on_service(std::string_view line) {
  constexpr std::string_view mark = "# service=";
  if (line == "version 2") {
    on_first_line(line);
    return;
  }
  if (!line.starts_with(mark)) throw unexpected_line(line, where);
  if (line.substr(mark.size()) != service_) {
    throw malformed(fmt::format("{} was asked for, \"{}\" answered", service_,
                                printable(line.substr(mark.size()))));
  }
  part_ = Part::service_flush;
}

void AdvertisementReader::on_first_line(std::string_view line) {
  if (line == "version 2") {
    version_ = 2;
    part_ = Part::capability;
  } else if (line == "version 1" && version_ == 0) {
    version_ = 1;
  } else {
    part_ = Part::ref;
    on_ref_line(line);
  }
}

void AdvertisementReader::on_ref_line(std::string_view line) {
  constexpr std::string_view shallow = "shallow ";
  if (line.starts_with(shallow)) {
    check_room(shallow_.size());
    shallow_.push_back(parse_oid(line.substr(shallow.size())));
    return;
  }
  const std::size_t nul = line.find('\0');
  if (nul != std::string_view::npos && !capabilities_seen_) {
    capabilities_ = Capabilities::from_words(line.substr(nul + 1));
    capabilities_seen_ = true;
    check_object_format();
  }
  const std::string_view id_and_name = line.substr(0, nul);
  std::string_view name = id_and_name;
  const Oid id = parse_oid(take_word(name));
  if (name.empty()) throw unexpected_line(id_and_name, where);
  add_ref(id, name);
}

void AdvertisementReader::add_ref(const Oid& id, std::string_view name) {
  constexpr std::string_view peeled = "^{}";
  if (name == "capabilities^{}") return;  // an empty repository
  if (name == ".have") {
    check_room(haves_.size());
    haves_.push_back(id);
  } else if (name.ends_with(peeled)) {
    name.remove_suffix(peeled.size());
    if (!refs_.empty() && refs_.back().name == name) refs_.back().peeled = id;
  } else if (name == "HEAD" || is_valid_ref_name(name)) {
    check_room(refs_.size());
    refs_.push_back({std::string(name), id, std::nullopt});
  }
}

void AdvertisementReader::check_object_format() const {
  if (capabilities_.value("object-format").value_or("sha1") != "sha1") throw sha256_repository();
}

void AdvertisementReader::finish() const {
  packets_.finish();
  if (part_ != Part::nothing) throw cut_off(fmt::format("{} has no end", where));
}

}  // namespace auto_sync::wire
