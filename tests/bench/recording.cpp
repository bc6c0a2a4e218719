#include "bench/recording.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace auto_sync::bench {
namespace {

struct Piece {
  bool from_client = false;
  std::int64_t time = 0;
  std::uint64_t end = 0;  ///< bytes in that direction so far, this piece included
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Piece> read_pieces(const std::filesystem::path& path) {
  std::vector<Piece> pieces;
  std::ifstream in(path);
  char direction = 0;
  std::int64_t time = 0;
  std::uint64_t bytes = 0;
  std::uint64_t sums[2] = {0, 0};
  while (in >> direction >> time >> bytes) {
    const bool from_client = direction == '>';
    pieces.push_back({from_client, time, sums[from_client ? 1 : 0] += bytes});
  }
  return pieces;
}

/// Cuts requests off the front of what a client sent.
class Cutter {
 public:
  explicit Cutter(std::string_view bytes) : all_(bytes) {}

  bool at_end() const { return position_ >= all_.size(); }
  std::size_t position() const { return position_; }

  RecordedRequest next() {
    RecordedRequest request;
    const std::string_view first = line();
    const auto space = first.find(' ');
    request.method = first.substr(0, space);
    request.path = first.substr(space + 1, first.rfind(' ') - space - 1);
    std::uint64_t length = 0;
    bool chunked = false;
    for (std::string_view text = line(); !text.empty(); text = line()) {
      const auto colon = text.find(": ");
      std::string name(text.substr(0, colon));
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      });
      const std::string_view value = text.substr(colon + 2);
      if (name == "content-length")
        std::from_chars(value.data(), value.data() + value.size(), length);
      if (name == "transfer-encoding") chunked = value == "chunked";
      request.headers.emplace_back(std::move(name), value);
    }
    request.body = chunked ? chunks() : std::string(take(length));
    return request;
  }

 private:
  std::string_view line() {
    const auto end = all_.find("\r\n", position_);
    if (end == std::string_view::npos) throw std::runtime_error("a recorded request is cut short");
    const auto text = all_.substr(position_, end - position_);
    position_ = end + 2;
    return text;
  }

  std::string_view take(std::uint64_t size) {
    const auto bytes = all_.substr(position_, size);
    position_ += bytes.size();
    return bytes;
  }

  std::string chunks() {
    std::string body;
    while (true) {
      const std::string_view digits = line();
      std::uint64_t size = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
      body += take(size);
      line();
      if (size == 0) return body;
    }
  }

  std::string_view all_;
  std::size_t position_ = 0;
};

std::int64_t time_of_byte(const std::vector<Piece>& pieces, std::uint64_t offset) {
  for (const auto& piece : pieces) {
    if (piece.from_client && piece.end > offset) return piece.time;
  }
  return 0;
}

/// When the server last said something before `time`.
std::int64_t last_answer_before(const std::vector<Piece>& pieces, std::int64_t time) {
  std::int64_t last = 0;
  for (const auto& piece : pieces) {
    if (!piece.from_client && piece.time <= time) last = piece.time;
  }
  return last;
}

void read_connection(const std::filesystem::path& sent, std::vector<RecordedRequest>& into) {
  const std::string bytes = read_file(sent);
  auto times = sent;
  const auto pieces = read_pieces(times.replace_extension(".times"));
  const std::size_t first = into.size();
  for (Cutter cutter(bytes); !cutter.at_end();) {
    const auto start = cutter.position();
    into.push_back(cutter.next());
    into.back().started = time_of_byte(pieces, start);
  }
  for (std::size_t i = first; i < into.size(); ++i) {
    into[i].ended = i + 1 < into.size() ? last_answer_before(pieces, into[i + 1].started)
                    : pieces.empty()    ? into[i].started
                                        : pieces.back().time;
  }
}

}  // namespace

bool RecordedRequest::is_fetch() const {
  return path.ends_with("/git-upload-pack") && body.find("command=fetch") != std::string::npos;
}

std::vector<RecordedRequest> read_recording(const std::filesystem::path& directory) {
  std::vector<RecordedRequest> requests;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".sent") read_connection(entry.path(), requests);
  }
  std::sort(requests.begin(), requests.end(),
            [](const auto& a, const auto& b) { return a.started < b.started; });
  return requests;
}

}  // namespace auto_sync::bench
