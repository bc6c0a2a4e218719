#pragma once
#include <algorithm>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "service/http_client.h"

namespace auto_sync::test {

/// Remembers what it was given.
class RecordingSink : public ResponseSink {
 public:
  explicit RecordingSink(bool accepts = true) : accepts_(accepts) {}

  bool accept(const HttpResponse& answer) override {
    ++heads;
    head = answer;
    return accepts_;
  }
  void write(std::string_view more) override {
    if (fail_with) std::rethrow_exception(fail_with);
    bytes += more;
  }

  int heads = 0;
  HttpResponse head;
  std::string bytes;
  std::exception_ptr fail_with;

 private:
  bool accepts_;
};

/// Gives a text, in pieces of at most `piece` bytes, and says its length when told to.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text, bool tells_length, std::size_t piece = 1U << 20)
      : text_(std::move(text)), tells_length_(tells_length), piece_(piece) {}

  std::size_t read(std::span<char> into) override {
    if (fail_at && given_ >= *fail_at) std::rethrow_exception(fail_with);
    const std::size_t count = std::min({into.size(), text_.size() - given_, piece_});
    std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(given_), count, into.begin());
    given_ += count;
    return count;
  }
  std::optional<std::uint64_t> length() const override {
    if (!tells_length_) return std::nullopt;
    return text_.size();
  }
  bool start_again() override {
    if (can_start_again) given_ = 0;
    return can_start_again;
  }

  std::size_t given() const { return given_; }
  bool can_start_again = false;
  std::optional<std::size_t> fail_at;
  std::exception_ptr fail_with;

 private:
  std::string text_;
  bool tells_length_;
  std::size_t piece_;
  std::size_t given_ = 0;
};

/// Gives `size` bytes of no interest.
class FillSource : public ByteSource {
 public:
  explicit FillSource(std::size_t size, bool tells_length = false)
      : size_(size), tells_length_(tells_length) {}

  std::size_t read(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), size_ - given_);
    std::fill_n(into.begin(), count, 'x');
    given_ += count;
    return count;
  }
  std::optional<std::uint64_t> length() const override {
    if (!tells_length_) return std::nullopt;
    return size_;
  }
  std::size_t given() const { return given_; }

 private:
  std::size_t size_;
  bool tells_length_;
  std::size_t given_ = 0;
};

}  // namespace auto_sync::test
