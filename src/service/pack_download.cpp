#include "service/pack_download.h"

#include <utility>

#include "base/error.h"

namespace auto_sync {

Error no_pack() {
  return Error(ErrorKind::remote, "The source answered the request for objects without a pack.",
               "Run the sync again.", true);
}

PackDownload::PackDownload(GitSource& source, FetchQuestion question, Clock& clock,
                           std::stop_token stop)
    : question_(std::move(question)),
      pipe_(pipe_capacity, std::move(stop)),
      progress_(pipe_, clock),
      thread_([this, &source](const std::stop_token& cancel) { fetch(source, cancel); }) {}

PackDownload::~PackDownload() {
  thread_.request_stop();
  pipe_.abandon();
}

/// Never throws: the pipe is told how it ended.
void PackDownload::fetch(GitSource& source, const std::stop_token& cancel) {
  try {
    FetchQuestion question = question_;
    question.cancel = cancel;
    const FetchAnswer answer = source.fetch(question, progress_);
    if (answer.want_gone) throw WantGone{answer.lost_want};
    if (!answer.pack_received) throw no_pack();
    pipe_.close();
  } catch (...) {
    pipe_.fail(std::current_exception());
  }
}

bool PackDownload::has_begun() {
  try {
    pipe_.wait_for(1);
    return true;
  } catch (const WantGone&) {
    return false;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    return false;
  }
}

bool PackDownload::answers(const FetchQuestion& question) const {
  return question_.wants == question.wants && question_.haves == question.haves &&
         question_.thin == question.thin && question_.ofs_delta == question.ofs_delta;
}

}  // namespace auto_sync
