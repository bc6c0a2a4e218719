// replay_plan RECORDING URL DIR: writes DIR/replay.sh, which sends the recorded requests to URL
// again with nothing but curl: what was under way at the same time goes at the same time, and a
// pack goes from its download straight into its upload.
#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/recording.h"

namespace auto_sync::bench {
namespace {

namespace fs = std::filesystem;
using Group = std::vector<const RecordedRequest*>;

/// Requests that overlapped in time, in the order of their beginnings.
std::vector<Group> group_by_overlap(const std::vector<RecordedRequest>& requests) {
  std::vector<Group> groups;
  std::int64_t end = 0;
  for (const auto& request : requests) {
    if (groups.empty() || request.started >= end) groups.emplace_back();
    groups.back().push_back(&request);
    end = std::max(end, request.ended);
  }
  return groups;
}

/// Without the transfers that were begun and given up: the last one is what the push carried.
std::vector<RecordedRequest> without_given_up(std::vector<RecordedRequest> requests) {
  bool later = false;
  for (auto at = requests.rbegin(); at != requests.rend(); ++at) {
    if (!at->is_transfer()) continue;
    if (later) at->method.clear();
    later = true;
  }
  std::erase_if(requests, [](const auto& request) { return request.method.empty(); });
  return requests;
}

/// The commands of a push: all up to the flush packet, and the packet.
std::string_view commands_of(std::string_view body) {
  std::size_t position = 0;
  while (position + 4 <= body.size()) {
    std::size_t length = 0;
    std::from_chars(body.data() + position, body.data() + position + 4, length, 16);
    position += std::max<std::size_t>(length, 4);
    if (length == 0) break;
  }
  return body.substr(0, position);
}

class Plan {
 public:
  Plan(std::string url, fs::path directory)
      : url_(std::move(url)), directory_(std::move(directory)), script_(directory_ / "replay.sh") {
    script_ << "#!/bin/sh\nset -e\ncd \"$(dirname \"$0\")\"\n";
  }

  void add(const Group& group) {
    Group rest = group;
    const RecordedRequest* push = take(rest, [](const auto& r) { return r.is_push(); });
    const RecordedRequest* fetch = nullptr;
    if (push != nullptr) fetch = take(rest, [](const auto& r) { return r.is_transfer(); });
    const bool beside = push != nullptr && !rest.empty();
    if (!rest.empty()) {
      script_ << "curl -sS " << (rest.size() > 1 ? "-Z " : "") << "-K " << write_config(rest)
              << (beside ? " &\n" : "\n");
    }
    if (fetch != nullptr) {
      const auto commands = write_body(std::string(commands_of(push->body)));
      script_ << "curl -sSN -K " << write_config({fetch}, false) << " | ../unband " << commands
              << " | curl -sS -K " << write_config({push}) << '\n';
    } else if (push != nullptr) {
      script_ << "curl -sS -K " << write_config({push}) << " < " << write_body(push->body) << '\n';
    }
    if (beside) script_ << "wait\n";
  }

 private:
  template <typename Test>
  static const RecordedRequest* take(Group& from, Test test) {
    const auto found =
        std::find_if(from.begin(), from.end(), [&](const auto* request) { return test(*request); });
    if (found == from.end()) return nullptr;
    const RecordedRequest* taken = *found;
    from.erase(found);
    return taken;
  }

  std::string write_body(const std::string& body) {
    std::string name = "body" + std::to_string(++files_);
    std::ofstream(directory_ / name, std::ios::binary) << body;
    return name;
  }

  std::string write_config(const Group& group, bool discard = true) {
    std::string name = "curl" + std::to_string(++files_);
    std::ofstream config(directory_ / name);
    std::string_view between;
    for (const auto* request : group) {
      config << between;
      write_request(config, *request);
      if (discard) config << "output = \"/dev/null\"\n";
      between = "next\n";
    }
    return name;
  }

  void write_request(std::ostream& config, const RecordedRequest& request) {
    static constexpr std::array<std::string_view, 6> curls_own = {
        "host", "content-length", "transfer-encoding", "expect", "connection", "accept-encoding"};
    config << "url = \"" << url_ << request.path << "\"\n";
    if (request.method != "GET") config << "request = \"" << request.method << "\"\n";
    for (const auto& [name, value] : request.headers) {
      if (std::find(curls_own.begin(), curls_own.end(), name) != curls_own.end()) continue;
      config << "header = \"" << name << ": " << value << "\"\n";
    }
    if (request.is_push()) {
      config << "header = \"Expect:\"\nupload-file = \"-\"\n";
    } else if (!request.body.empty()) {
      config << "data-binary = \"@" << write_body(request.body) << "\"\n";
    }
  }

  std::string url_;
  fs::path directory_;
  std::ofstream script_;
  int files_ = 0;
};

}  // namespace
}  // namespace auto_sync::bench

int main(int count, char** words) {
  if (count != 4) return 2;
  try {
    const auto requests =
        auto_sync::bench::without_given_up(auto_sync::bench::read_recording(words[1]));
    auto_sync::bench::Plan plan(words[2], words[3]);
    for (const auto& group : auto_sync::bench::group_by_overlap(requests)) plan.add(group);
  } catch (const std::exception& error) {
    std::cerr << "replay_plan: " << error.what() << '\n';
    return 1;
  }
}
