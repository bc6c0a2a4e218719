#pragma once
#include <string>
#include <string_view>

#include "support/process.h"

namespace auto_sync::testing {

/// A child whose standard input and output are pipes. Threads that write must block SIGPIPE.
class BackendProcess {
 public:
  BackendProcess(const std::vector<std::string>& argv, const Environment& env);
  ~BackendProcess();  ///< closes the pipes and waits for the end
  BackendProcess(const BackendProcess&) = delete;
  BackendProcess& operator=(const BackendProcess&) = delete;

  /// Writes all of it; false when the child no longer reads.
  bool write(std::string_view bytes);
  void close_input();
  /// Up to a buffer full; empty at the end. The view is good until the next call.
  std::string_view read();
  /// Asks the child and what it started to end; git then cleans up behind itself.
  void kill() const;
  std::string errors() const { return content_of(errors_); }

 private:
  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  std::string buffer_;
};

}  // namespace auto_sync::testing
