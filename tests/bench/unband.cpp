// unband FILE: reads upload-pack's answer to a version 2 `fetch` and writes FILE and then the pack
// as it comes: the body of a push. This is all that a relay cannot do without.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

class Input {
 public:
  /// The next `size` bytes; fewer at the end.
  std::string_view take(std::size_t size) {
    while (end_ - begin_ < size && refill()) {
    }
    const std::string_view bytes(buffer_.data() + begin_, std::min(size, end_ - begin_));
    begin_ += bytes.size();
    return bytes;
  }

 private:
  bool refill() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    const ssize_t got = ::read(STDIN_FILENO, buffer_.data() + end_, buffer_.size() - end_);
    if (got > 0) end_ += static_cast<std::size_t>(got);
    return got > 0;
  }

  std::vector<char> buffer_ = std::vector<char>(std::size_t{256} << 10);
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool copy_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  return file.good() && write_all(bytes);
}

/// The pack's bytes out of the packets that follow the line `packfile`.
bool copy_pack(Input& input) {
  bool in_pack = false;
  while (true) {
    const std::string_view digits = input.take(4);
    std::size_t length = 0;
    if (digits.size() < 4) return in_pack;
    std::from_chars(digits.data(), digits.data() + 4, length, 16);
    if (length < 4) continue;  // flush, delimiter
    const std::string_view packet = input.take(length - 4);
    if (packet.size() + 4 < length) return false;
    if (!in_pack) {
      in_pack = packet == "packfile\n";
    } else if (!packet.empty() && packet[0] == 1 && !write_all(packet.substr(1))) {
      return false;
    }
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 2 || !copy_file(words[1])) return 2;
  Input input;
  return copy_pack(input) ? 0 : 1;
}
