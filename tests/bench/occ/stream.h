#pragma once
#include <cstdint>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

namespace auto_sync::bench {

using Mark = std::uint32_t;

/// Writes what `git fast-import` reads.
class Stream {
 public:
  explicit Stream(std::ostream& out) : out_(out) {}

  Mark blob(std::string_view content);

  /// A commit on main: files by path and blob; `parents` in order, none for the root.
  Mark commit(const std::vector<Mark>& parents, std::string_view author, std::uint64_t time,
              std::string_view message,
              const std::vector<std::pair<std::string_view, Mark>>& files);

  void point(std::string_view ref, Mark commit);
  void annotate(std::string_view tag, Mark commit, std::string_view author, std::uint64_t time,
                std::string_view message);
  /// Ends the stream; false when something could not be written.
  bool finish();

 private:
  void data(std::string_view bytes);

  std::ostream& out_;
  Mark last_ = 0;
};

}  // namespace auto_sync::bench
