#include "adapters/curl_request_body.h"

#include <algorithm>

#include "base/error.h"

namespace auto_sync {
namespace {

constexpr long upload_buffer = 512L << 10;

}  // namespace

std::size_t MemorySource::read(std::span<char> into) {
  const std::size_t count = bytes_.copy(into.data(), into.size(), given_);
  given_ += count;
  return count;
}

CurlRequestBody::CurlRequestBody(const CurlChannel& channel, const HttpRequest& request,
                                 std::chrono::steady_clock::time_point& last_moved)
    : channel_(channel),
      text_(request.body),
      source_(request.body_source != nullptr ? *request.body_source : text_),
      last_moved_(last_moved),
      is_text_(request.body_source == nullptr),
      left_(source_.length()) {}

void CurlRequestBody::attach() {
  CURL* easy = channel_.easy();
  curl_easy_setopt(easy, CURLOPT_POST, 1L);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                   left_ ? static_cast<curl_off_t>(*left_) : curl_off_t{-1});
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, &CurlRequestBody::on_read);
  curl_easy_setopt(easy, CURLOPT_READDATA, this);
  curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, &CurlRequestBody::on_seek);
  curl_easy_setopt(easy, CURLOPT_SEEKDATA, this);
  if (!is_text_) curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, upload_buffer);
}

std::size_t CurlRequestBody::on_read(char* buffer, std::size_t size, std::size_t count,
                                     void* self) {
  auto& body = *static_cast<CurlRequestBody*>(self);
  try {
    return body.read({buffer, size * count});
  } catch (...) {
    body.failure_ = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

int CurlRequestBody::on_seek(void* self, curl_off_t offset, int origin) {
  const bool to_start = offset == 0 && origin == SEEK_SET;
  return to_start && static_cast<CurlRequestBody*>(self)->rewind() ? CURL_SEEKFUNC_OK
                                                                   : CURL_SEEKFUNC_FAIL;
}

/// libcurl sends a request again, on another connection, when a kept one dies before the first byte
/// of an answer.
bool CurlRequestBody::rewind() {
  if (!source_.start_again()) return false;
  held_ = {};
  held_given_ = 0;
  left_ = source_.length();
  return true;
}

std::size_t CurlRequestBody::read(std::span<char> into) {
  if (!held_.empty()) return give_held(into);
  if (left_) into = into.first(std::min<std::uint64_t>(into.size(), *left_));
  if (into.empty()) return 0;
  const auto before = std::chrono::steady_clock::now();
  const std::size_t given = source_.read(into);
  last_moved_ += std::chrono::steady_clock::now() - before;
  if (left_) {
    if (given == 0) throw Error(ErrorKind::internal, "a request's body ended before its length");
    *left_ -= given;
  }
  if (!is_text_ && given > 0 && channel_.is_readable()) {
    held_.assign(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(given));
    held_given_ = 0;
    paused_ = true;
    return CURL_READFUNC_PAUSE;
  }
  return given;
}

std::size_t CurlRequestBody::give_held(std::span<char> into) {
  const std::size_t given = std::min(into.size(), held_.size() - held_given_);
  std::copy_n(held_.begin() + static_cast<std::ptrdiff_t>(held_given_), given, into.begin());
  held_given_ += given;
  if (held_given_ == held_.size()) held_ = {};
  return given;
}

}  // namespace auto_sync
