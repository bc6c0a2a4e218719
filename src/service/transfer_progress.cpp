#include "service/transfer_progress.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"

namespace auto_sync {
namespace {

constexpr std::chrono::seconds between_lines{2};

}  // namespace

TransferProgress::TransferProgress(ByteSink& next, Clock& clock)
    : next_(next), clock_(clock), started_(clock.steady()), last_line_(started_) {}

void TransferProgress::read_header(std::string_view bytes) {
  if (!header_.take(bytes)) return;
  const std::uint32_t version = pack_number(header_.bytes(), pack_version_at);
  if (!header_.bytes().starts_with("PACK") || version < 2 || version > 3) {
    throw Error(ErrorKind::remote, "The source sent something that is not a git pack.",
                "Run the sync again; if it stays so, a proxy may be changing the data.");
  }
  objects_ = pack_number(header_.bytes(), pack_count_at);
}

void TransferProgress::log_line() {
  const auto now = clock_.steady();
  if (now - last_line_ < between_lines) return;
  last_line_ = now;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  log::info("relayed {} of a pack of {}, {}/s", human_bytes(bytes_),
            with_thousands(objects_) + (objects_ == 1 ? " object" : " objects"),
            human_bytes(static_cast<std::uint64_t>(static_cast<double>(bytes_) / seconds)));
}

void TransferProgress::write(std::string_view bytes) {
  read_header(bytes);
  next_.write(bytes);
  bytes_ += bytes.size();
  log_line();
}

}  // namespace auto_sync
