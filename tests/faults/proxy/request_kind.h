#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "faults/draw/drawn.h"
#include "support/standin/http_message.h"

namespace auto_sync::faults {

struct RequestKind {
  Side side = Side::source;
  Step step = Step::rest_other;
  bool operator==(const RequestKind&) const = default;
};

/// What a request is, from its head and the front of its body (needed for upload-pack only).
RequestKind kind_of(const testing::HttpRequestHead& head, std::string_view front);

/// Whether the front of the body has to be seen for that.
bool needs_front(const testing::HttpRequestHead& head);

/// Where the commands of a push end, and with them the flush: the offset of its pack.
std::size_t end_of_commands(std::string_view push);

}  // namespace auto_sync::faults
