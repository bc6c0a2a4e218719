#include "targets.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "adapters/zlib_inflater.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/json.h"
#include "service/pack_entries.h"
#include "wire/advertisement.h"
#include "wire/fetch_messages.h"
#include "wire/ls_refs.h"
#include "wire/report_status.h"

namespace fuzz {
namespace {

using namespace auto_sync;

[[noreturn]] void broken(const char* promise) {
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

void promise(bool kept, const char* words) {
  if (!kept) broken(words);
}

/// Appends what `action` throws to `seen`; only Error(remote) is a proper refusal of a reply.
template <typename Action>
void note_refusal(std::string& seen, const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    promise(error.kind() == ErrorKind::remote, "a bad reply is the remote's fault");
    seen.append("error: ").append(error.what());
  }
}

void feed_pieces(std::string_view input, std::size_t piece, const auto& feed) {
  for (; !input.empty(); input.remove_prefix(std::min(piece, input.size()))) {
    feed(input.substr(0, piece));
  }
}

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
  note_refusal(seen, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
    reader.finish();
  });
  return seen + list(reader.acknowledged()) + list(reader.shallow()) + list(reader.unshallow()) +
         (reader.ready() ? "ready" : "") + (reader.pack_seen() ? "pack" : "");
}

std::string read_advertisement(std::string_view input, std::size_t piece) {
  std::string seen;
  wire::AdvertisementReader reader("git-receive-pack");
  note_refusal(seen, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
    reader.finish();
  });
  return seen + list(reader.refs()) + list(reader.haves()) + list(reader.shallow()) +
         reader.capabilities().value("agent").value_or("");
}

std::string read_ls_refs(std::string_view input, std::size_t piece) {
  std::string seen;
  wire::LsRefsReader reader;
  note_refusal(seen, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
    seen += list(reader.finish());
  });
  return seen;
}

std::string read_report(std::string_view input, std::size_t piece, bool sideband) {
  std::string seen;
  wire::ReportStatusReader reader(sideband, {"refs/heads/main", "refs/tags/new"});
  note_refusal(
      seen, [&] { feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); }); });
  for (const auto& ref : reader.report().refs) seen += ref.name + ref.message + "\n";
  return seen + reader.report().unpack_error + reader.server_messages();
}

/// Counts what a pack holds.
class PackTally : public PackEntryObserver {
 public:
  std::string seen;
  void begin(const PackEntry& entry) override {
    seen += std::to_string(static_cast<int>(entry.type)) + " " + std::to_string(entry.object_size);
  }
  void data(std::string_view bytes) override { bytes_ += bytes.size(); }
  void end() override { seen += " " + std::to_string(std::exchange(bytes_, 0)) + "\n"; }

 private:
  std::uint64_t bytes_ = 0;
};

std::string read_pack(std::string_view input, std::size_t piece) {
  PackTally tally;
  ZlibInflaters inflaters;
  PackEntryReader reader(tally, inflaters);
  std::string refusal;
  note_refusal(refusal, [&] {
    feed_pieces(input, piece, [&](std::string_view part) { reader.feed(part); });
  });
  if (!refusal.empty()) return "refused";  // how much was understood before depends on the pieces
  return tally.seen + (reader.complete() ? "complete" : "cut");
}

/// A reader must say the same however its input is cut into pieces.
void check_pieces(std::string_view input, const auto& read) {
  const std::string whole = read(input, input.size() + 1);
  promise(read(input, 1 + input.size() % 7) == whole, "pieces do not matter");
  promise(read(input, 1) == whole, "single bytes do not matter");
}

void run_fetch(std::string_view input) {
  check_pieces(input, read_fetch);
}

void run_advertisement(std::string_view input) {
  check_pieces(input, read_advertisement);
}

void run_pack(std::string_view input) {
  check_pieces(input, read_pack);
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

/// Reads every kind of value from `view`; a wrong type is an Error of the document's kind.
void read_values(const JsonView& view) {
  const auto try_to_read = [](const auto& read) {
    try {
      read();
    } catch (const Error& error) {
      promise(error.kind() == ErrorKind::usage, "a wrong type is of the document's kind");
    }
  };
  try_to_read([&] { (void)view.string(); });
  try_to_read([&] { (void)view.number(); });
  try_to_read([&] { (void)view.boolean(); });
  (void)view.string_or("x");
  (void)view.number_or(1);
  (void)view.boolean_or(true);
}

void run_json(std::string_view input) {
  try {
    const JsonView view = JsonView::parse(input, "the input", true);
    read_values(view);
    for (const char* name : {"workflow_run", "repository", "id", "head_sha", "a", ""}) {
      read_values(view[name]);
      for (const char* inner : {"id", "conclusion", "head_repository", "a"}) {
        read_values(view[name][inner]);
      }
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(view.size(), 10); ++i) {
      read_values(view.at(i));
      read_values(view.at(i)["a"]);
    }
  } catch (const Error& error) {
    promise(error.kind() == ErrorKind::usage, "a bad document is of the kind that was asked for");
  }
}

/// Whether a line of `text` begins with `::`, as actions/runner looks for it, or holds `##[`.
bool has_command(std::string_view text) {
  if (text.find("##[") != std::string_view::npos) return true;
  while (true) {
    const std::size_t end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(" \t\v\f"), line.size()));
    if (line.starts_with("::")) return true;
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
}

void run_escape(std::string_view input) {
  const std::string shown = printable(input, true);
  promise(printable(shown, true) == shown, "printable text is printable");
  promise(shown.find_first_of("\r\x1B") == std::string::npos, "no control character is printed");
  const std::string neutral = neutralize_commands(input);
  promise(!has_command(neutral), "neutral text holds no command");
  promise(neutralize_commands(neutral) == neutral, "neutral text is neutral");
  const std::string data = escape_command_property(input);
  promise(data.find_first_of("\r\n:,") == std::string::npos, "a property cannot end its command");
  const std::string markdown = escape_markdown(input);
  promise(markdown.find_first_of("<>\r\n") == std::string::npos, "no HTML, no new line");
  promise(markdown.find("://") == std::string::npos, "no address becomes a link");
  const std::string code = markdown_code(input);
  promise(code.size() >= 3 && code.find('\n') == std::string::npos, "code is on one line");
  promise(escape_markdown_cell(input).find('|') == std::string::npos, "no text leaves its cell");
}

constexpr std::array<Target, 7> all_targets = {{{"fetch", run_fetch},
                                                {"advertisement", run_advertisement},
                                                {"ls_refs", run_ls_refs},
                                                {"report_status", run_report_status},
                                                {"json", run_json},
                                                {"escape", run_escape},
                                                {"pack", run_pack}}};

}  // namespace

std::span<const Target> targets() {
  return all_targets;
}

const Target& target(std::string_view name) {
  for (const Target& one : all_targets) {
    if (one.name == name) return one;
  }
  broken("there is a target of that name");
}

}  // namespace fuzz
