#include "service/smart_http_source.h"

#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "service/http_words.h"
#include "service/shallow_history.h"
#include "wire/ls_refs.h"

namespace auto_sync {
namespace {

/// Feeds an answer to `fetch` through the reader, and the pack on to its sink.
class FetchSink : public ResponseSink {
 public:
  FetchSink(const GitEndpoint& endpoint, ByteSink& pack, std::uint64_t max_pack_bytes)
      : endpoint_(endpoint),
        pack_(pack),
        max_pack_bytes_(max_pack_bytes),
        reader_([this](std::string_view bytes) { on_pack(bytes); },
                [&endpoint](std::string_view text) {
                  log::debug("{}: {}", endpoint.role(), trim(text));
                }) {}

  bool accept(const HttpResponse& head) override {
    accepted_ = is_answer(head, endpoint_.result_type());
    return accepted_;
  }
  void write(std::string_view bytes) override {
    try {
      reader_.feed(bytes);
    } catch (const Error& error) {
      if (in_pack_) throw;  // the pack's taker failed, not the server
      throw endpoint_.named(error);
    }
  }
  /// Call after the last write.
  void finish() {
    endpoint_.reading([this] { reader_.finish(); });
  }

  bool accepted() const { return accepted_; }
  std::uint64_t pack_bytes() const { return pack_bytes_; }
  wire::FetchReader& reader() { return reader_; }

 private:
  void on_pack(std::string_view bytes) {
    in_pack_ = true;
    pack_bytes_ += bytes.size();
    if (max_pack_bytes_ != 0 && pack_bytes_ > max_pack_bytes_) {
      throw Error(ErrorKind::remote,
                  "The " + endpoint_.role() + " sends more than the " +
                      human_bytes(max_pack_bytes_) + " that this question may cost.",
                  "The histories may be unrelated: check the names of both repositories.");
    }
    pack_.write(bytes);
    in_pack_ = false;
  }

  const GitEndpoint& endpoint_;
  ByteSink& pack_;
  std::uint64_t max_pack_bytes_;
  wire::FetchReader reader_;
  bool accepted_ = false;
  bool in_pack_ = false;
  std::uint64_t pack_bytes_ = 0;
};

wire::FetchRequest to_wire(const FetchQuestion& question, ObjectFilter filter) {
  wire::FetchRequest request;
  request.wants = question.wants;
  request.haves = question.haves;
  request.done = question.done;
  request.thin_pack = question.thin;
  request.ofs_delta = question.ofs_delta;
  request.deepen = question.depth;
  if (filter == ObjectFilter::no_trees) request.filter = "tree:0";
  if (filter == ObjectFilter::no_blobs) request.filter = "blob:none";
  return request;
}

FetchAnswer unasked() {
  FetchAnswer answer;
  answer.filtered = false;
  return answer;
}

/// Whether the server owes a pack: it has no haves to talk about, was told that we are done, or
/// said itself that it is ready (gitprotocol-v2(5), "fetch").
bool owes_pack(const FetchQuestion& question, const wire::FetchReader& answer) {
  return question.haves.empty() || question.done || answer.ready();
}

/// What there is of an answer that has no pack.
std::string_view what_came(const wire::FetchReader& answer) {
  if (answer.pack_seen()) return "it opened a pack and sent no byte of it";
  if (answer.ready()) return "it said that it is ready, and sent no pack";
  return answer.acknowledgments_seen() ? "acknowledgments came, and no pack" : "it was empty";
}

}  // namespace

bool SmartHttpSource::knows_capabilities() const {
  const std::lock_guard lock(mutex_);
  return capabilities_.has_value();
}

bool SmartHttpSource::speaks_v2() {
  if (knows_capabilities()) return true;
  std::optional<wire::AdvertisementReader> reader;
  endpoint_.advertise(true, [&](const HttpResponse& response) {
    reader.emplace("git-upload-pack");
    reader->feed(response.body);
    reader->finish();
  });
  if (reader->version() != 2) return false;
  const std::lock_guard lock(mutex_);
  capabilities_ = reader->capabilities();
  return true;
}

const wire::Capabilities& SmartHttpSource::learn_capabilities() {
  if (!speaks_v2()) {
    throw Error(ErrorKind::remote, "The " + who() + " does not speak git's protocol version 2.",
                "auto-sync needs it to read a repository; GitHub, GitLab, Gitea and git 2.18 or "
                "newer speak it.");
  }
  return *capabilities_;
}

bool SmartHttpSource::offers_filter(ObjectFilter filter) const {
  const std::lock_guard lock(mutex_);
  if (filter == ObjectFilter::none || banned_.contains(filter)) return false;
  return !capabilities_ || capabilities_->value_has("fetch", "filter");
}

HttpRequest SmartHttpSource::listing_request(const std::vector<std::string>& prefixes) const {
  HttpRequest request = endpoint_.post(true);
  request.body = wire::ls_refs_request(prefixes);
  request.total_timeout = listing_timeout;
  request.wanted_type = endpoint_.result_type();
  return request;
}

SourceListing SmartHttpSource::read_listing(const HttpResponse& response) const {
  wire::LsRefsReader reader;
  return endpoint_.reading([&] {
    reader.feed(response.body);
    return SourceListing{reader.finish(), endpoint_.moved_to()};
  });
}

std::optional<SourceListing> SmartHttpSource::list_unasked(
    const std::vector<std::string>& prefixes) {
  const HttpResponse response =
      endpoint_.question(listing_request(prefixes), [](const HttpResponse&) {});
  const StatusRow& row = status_row(response.status, GitStep::ask);
  const bool lets_in = row.kind != AnswerKind::unauthorized && row.kind != AnswerKind::forbidden;
  if (!lets_in || row.passes) throw endpoint_.refusal(response, GitStep::ask);
  if (!is_answer(response, endpoint_.result_type())) return std::nullopt;
  try {
    return read_listing(response);
  } catch (const Error& error) {
    log::debug("The first listing of the {} failed ({}); asking for its capabilities.",
               endpoint_.role(), error.what());
    return std::nullopt;
  }
}

SourceListing SmartHttpSource::list(const std::vector<std::string>& prefixes) {
  if (!knows_capabilities() && endpoint_.on_server()) {
    if (std::optional<SourceListing> listing = list_unasked(prefixes)) return *listing;
  }
  learn_capabilities();
  SourceListing listing;
  endpoint_.question(listing_request(prefixes), [&](const HttpResponse& response) {
    endpoint_.require(response, GitStep::ask, endpoint_.result_type());
    listing = read_listing(response);
  });
  return listing;
}

/// No pack is no answer, except where the server may say that it does not know what we have.
void SmartHttpSource::require_answer(const FetchQuestion& question, const wire::FetchReader& answer,
                                     std::uint64_t pack_bytes) const {
  const bool told = answer.pack_seen()
                        ? pack_bytes > 0
                        : answer.acknowledgments_seen() && !owes_pack(question, answer);
  if (told) return;
  throw Error(ErrorKind::remote,
              "The " + who() + " gave no answer to a question for objects: " +
                  std::string(what_came(answer)) + ".",
              "Run the sync again. If it stays so, a proxy on the way changes what the server "
              "says, or the server is broken: see whether `git fetch` works from the same place.",
              true);
}

std::optional<FetchAnswer> SmartHttpSource::refused(const wire::FetchRefusal& refusal,
                                                    ObjectFilter filter,
                                                    const HttpResponse& response) {
  if (refusal.kind == wire::FetchRefusalKind::unknown_want) {
    FetchAnswer answer;
    answer.want_gone = true;
    answer.lost_want = refusal.want;
    return answer;
  }
  if (refusal.kind == wire::FetchRefusalKind::banned_filter && filter != ObjectFilter::none) {
    const std::lock_guard lock(mutex_);
    banned_.insert(filter);
    return std::nullopt;
  }
  const Error error(ErrorKind::remote, "The git server refused: " + refusal.words);
  throw endpoint_.named(error).traced(request_id_of(response));
}

std::optional<FetchAnswer> SmartHttpSource::ask(const FetchQuestion& question, ObjectFilter filter,
                                                ByteSink& pack) {
  HttpRequest request = endpoint_.post(true);
  request.body = wire::fetch_request(to_wire(question, filter));
  request.cancel = question.cancel;
  FetchSink sink(endpoint_, pack, question.max_pack_bytes);
  const HttpResponse response = http_.send(request, &sink);
  if (!sink.accepted()) {
    if (endpoint_.is_shown_otherwise(request, response)) return ask(question, filter, pack);
    throw endpoint_.refusal(response, GitStep::fetch);
  }
  sink.finish();
  if (const auto& refusal = sink.reader().refusal()) return refused(*refusal, filter, response);
  if (!question.depth && !sink.reader().shallow().empty()) throw shallow_history(*this);
  require_answer(question, sink.reader(), sink.pack_bytes());
  FetchAnswer answer;
  answer.pack_received = sink.reader().pack_seen();
  answer.acknowledged = sink.reader().acknowledged();
  answer.shallow = sink.reader().shallow();
  answer.pack_bytes = sink.pack_bytes();
  answer.filtered = filter != ObjectFilter::none;
  return answer;
}

/// A server that knows no filters dies without a word; only then its capabilities are asked for.
std::optional<FetchAnswer> SmartHttpSource::ask_filtered(const FetchQuestion& question,
                                                         ByteSink& pack) {
  if (knows_capabilities()) return ask(question, question.filter, pack);
  try {
    return ask(question, question.filter, pack);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::remote) throw;
    const std::string before = endpoint_.moved_to();
    if (question.may_be_unreadable && !speaks_v2()) {
      FetchAnswer answer = unasked();
      answer.unreadable = true;
      return answer;
    }
    learn_capabilities();
    if (endpoint_.moved_to() != before) return fetch(question, pack);  // it was renamed
    if (offers_filter(question.filter)) throw;
    return std::nullopt;
  }
}

FetchAnswer SmartHttpSource::fetch(const FetchQuestion& question, ByteSink& pack) {
  if (offers_filter(question.filter)) {
    if (const std::optional<FetchAnswer> answer = ask_filtered(question, pack)) return *answer;
    log::info("The {} does not offer the filter: its history is read unfiltered.",
              endpoint_.role());
  }
  if (question.filter != ObjectFilter::none && question.needs_filter) return unasked();
  return ask(question, ObjectFilter::none, pack).value();  // there is no filter to turn away
}

}  // namespace auto_sync
