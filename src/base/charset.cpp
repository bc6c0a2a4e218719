#include "base/charset.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace auto_sync {
namespace {

/// An open converter to UTF-8.
class Converter {
 public:
  explicit Converter(const std::string& charset) : iconv_(iconv_open("UTF-8", charset.c_str())) {}
  ~Converter() {
    if (is_open()) iconv_close(iconv_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool is_open() const { return reinterpret_cast<std::intptr_t>(iconv_) != -1; }

  /// Appends what `bytes` are; false when they are not in the character set.
  bool convert(std::string bytes, std::string& out) {
    char* from = bytes.data();
    std::size_t left = bytes.size();
    while (left > 0) {
      std::array<char, 1024> part{};
      char* into = part.data();
      std::size_t room = part.size();
      const std::size_t made = iconv(iconv_, &from, &left, &into, &room);
      out.append(part.data(), part.size() - room);
      if (made == static_cast<std::size_t>(-1) && errno != E2BIG) return false;
    }
    return true;
  }

 private:
  iconv_t iconv_;
};

}  // namespace

std::string to_utf8(std::string_view bytes, const std::string& charset) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  Converter converter(charset);
  std::string text;
  if (charset.empty() || !converter.is_open() || !converter.convert(std::string(bytes), text)) {
    return std::string(bytes);
  }
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

}  // namespace auto_sync
