#include "faults/proxy/request_kind.h"

#include <charconv>

#include "faults/world/scenario.h"

namespace auto_sync::faults {
namespace {

Step rest_step(const testing::HttpRequestHead& head, std::string_view below) {
  if (below.starts_with("/actions") || below.starts_with("/commits")) return Step::rest_gate;
  if (below.starts_with("/pulls") || below.starts_with("/issues")) {
    return head.method == "GET" ? Step::rest_pulls_read : Step::rest_pulls_write;
  }
  if (below.empty() || below.starts_with("/rules") || below.starts_with("/branches")) {
    return Step::rest_repository;
  }
  return Step::rest_other;
}

Step upload_step(std::string_view front) {
  if (front.find("command=ls-refs") != std::string_view::npos) return Step::ls_refs;
  return front.find("filter tree:0") != std::string_view::npos ? Step::history : Step::objects;
}

}  // namespace

RequestKind kind_of(const testing::HttpRequestHead& head, std::string_view front) {
  const std::size_t at = head.path.find(target_name);
  RequestKind kind;
  kind.side = at == std::string::npos ? Side::source : Side::target;
  if (head.path.starts_with("/api/v3/repos/")) {
    const std::string& name = kind.side == Side::target ? target_name : source_name;
    const std::size_t begin = head.path.find(name);
    const std::string_view path = head.path;
    kind.step = begin == std::string::npos ? Step::rest_other
                                           : rest_step(head, path.substr(begin + name.size()));
  } else if (head.path.ends_with("/info/refs")) {
    kind.step = head.query.find("git-receive-pack") == std::string::npos ? Step::listing
                                                                         : Step::push_listing;
  } else if (head.path.ends_with("/git-receive-pack")) {
    kind.step = Step::push;
  } else if (needs_front(head)) {
    kind.step = upload_step(front);
  }
  return kind;
}

bool needs_front(const testing::HttpRequestHead& head) {
  return head.path.ends_with("/git-upload-pack");
}

std::size_t end_of_commands(std::string_view push) {
  std::size_t at = 0;
  while (at + 4 <= push.size()) {
    std::size_t length = 0;
    const char* begin = push.data() + at;
    if (std::from_chars(begin, begin + 4, length, 16).ptr != begin + 4) break;
    if (length == 0) return at + 4;
    at += length;
  }
  return push.size();
}

}  // namespace auto_sync::faults
