#include "bench/occ/stream.h"

namespace auto_sync::bench {

void Stream::data(std::string_view bytes) {
  out_ << "data " << bytes.size() << '\n' << bytes << '\n';
}

Mark Stream::blob(std::string_view content) {
  out_ << "blob\nmark :" << ++last_ << '\n';
  data(content);
  return last_;
}

Mark Stream::commit(const std::vector<Mark>& parents, std::string_view author, std::uint64_t time,
                    std::string_view message,
                    const std::vector<std::pair<std::string_view, Mark>>& files) {
  out_ << "commit refs/heads/main\nmark :" << ++last_ << "\ncommitter " << author << ' ' << time
       << " +0000\n";
  data(message);
  std::string_view word = "from :";
  for (const Mark parent : parents) {
    out_ << word << parent << '\n';
    word = "merge :";
  }
  for (const auto& [path, mark] : files) out_ << "M 100644 :" << mark << ' ' << path << '\n';
  out_ << '\n';
  return last_;
}

void Stream::point(std::string_view ref, Mark commit) {
  out_ << "reset " << ref << "\nfrom :" << commit << "\n\n";
}

void Stream::annotate(std::string_view tag, Mark commit, std::string_view author,
                      std::uint64_t time, std::string_view message) {
  out_ << "tag " << tag << "\nfrom :" << commit << "\ntagger " << author << ' ' << time
       << " +0000\n";
  data(message);
}

bool Stream::finish() {
  out_ << "done\n" << std::flush;
  return out_.good();
}

}  // namespace auto_sync::bench
