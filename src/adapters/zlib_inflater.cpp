#include "adapters/zlib_inflater.h"

#include <zlib.h>

#include <new>

#include "base/error.h"

namespace auto_sync {
namespace {

class Stream : public Inflater {
 public:
  Stream() {
    if (inflateInit(&stream_) != Z_OK) throw std::bad_alloc();
  }
  ~Stream() override { inflateEnd(&stream_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void restart() override { inflateReset(&stream_); }

  Step inflate(std::string_view input, std::span<char> output) override {
    // zlib's older interface takes what it does not change without const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));  // NOLINT
    stream_.avail_in = static_cast<uInt>(input.size());
    stream_.next_out = reinterpret_cast<Bytef*>(output.data());
    stream_.avail_out = static_cast<uInt>(output.size());
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      throw Error(ErrorKind::remote, "the pack holds something that is no zlib stream",
                  "Run the sync again.");
    }
    return {input.size() - stream_.avail_in, output.size() - stream_.avail_out,
            result == Z_STREAM_END};
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::unique_ptr<Inflater> ZlibInflaters::open() {
  return std::make_unique<Stream>();
}

}  // namespace auto_sync
