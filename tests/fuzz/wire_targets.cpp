// Replies of git servers.
#include "promises.h"
#include "targets.h"
#include "wire/advertisement.h"
#include "wire/fetch_messages.h"
#include "wire/ls_refs.h"
#include "wire/report_status.h"

namespace fuzz {
namespace {

using namespace auto_sync;

std::string list(const std::vector<ListedRef>& refs) {
  std::string seen;
  for (const ListedRef& ref : refs) {
    seen += ref.name + " " + ref.id.hex() + (ref.peeled ? ref.peeled->hex() : "") + "\n";
  }
  return seen;
}

std::string list(const std::vector<Oid>& ids) {
  std::string seen;
  for (const Oid& id : ids) seen += id.hex() + "\n";
  return seen;
}

std::string read_fetch(std::string_view input, std::size_t piece) {
  std::string seen;
  wire::FetchReader reader([&](std::string_view bytes) { seen += bytes; },
                           [&](std::string_view text) { seen += text; });
  seen += refusal(ErrorKind::remote, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
    reader.finish();
  });
  return seen + list(reader.acknowledged()) + list(reader.shallow()) + list(reader.unshallow()) +
         (reader.ready() ? "ready" : "") + (reader.pack_seen() ? "pack" : "");
}

std::string read_advertisement(std::string_view input, std::size_t piece) {
  std::string seen;
  wire::AdvertisementReader reader("git-receive-pack");
  seen += refusal(ErrorKind::remote, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
    reader.finish();
  });
  return seen + list(reader.refs()) + list(reader.haves()) + list(reader.shallow()) +
         reader.capabilities().value("agent").value_or("");
}

std::string read_ls_refs(std::string_view input, std::size_t piece) {
  std::string seen;
  wire::LsRefsReader reader;
  seen += refusal(ErrorKind::remote, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
    seen += list(reader.finish());
  });
  return seen;
}

std::string read_report(std::string_view input, std::size_t piece, bool sideband) {
  std::string seen;
  wire::ReportStatusReader reader(sideband, {"refs/heads/main", "refs/tags/new"});
  seen += refusal(ErrorKind::remote, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
  });
  for (const auto& ref : reader.report().refs) seen += ref.name + ref.message + "\n";
  return seen + reader.report().unpack_error + reader.server_messages();
}

}  // namespace

void run_fetch(std::string_view input) {
  check_pieces(input, read_fetch);
}

void run_advertisement(std::string_view input) {
  check_pieces(input, read_advertisement);
}

void run_ls_refs(std::string_view input) {
  check_pieces(input, read_ls_refs);
}

void run_report_status(std::string_view input) {
  for (const bool sideband : {true, false}) {
    check_pieces(input, [&](std::string_view bytes, std::size_t piece) {
      return read_report(bytes, piece, sideband);
    });
  }
}

}  // namespace fuzz
