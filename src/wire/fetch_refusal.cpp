#include "wire/fetch_refusal.h"

#include <array>

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync::wire {
namespace {

/// What servers say, with what stands before the object's id, and behind it.
struct WantWords {
  std::string_view before;
  std::string_view after;
};

constexpr std::array<WantWords, 2> unknown_want_words = {{
    {"not our ref ", ""},     // git: upload-pack.c; JGit: WantNotValidException in a v2 fetch
    {"want ", " not valid"},  // JGit: PackProtocolException
}};

/// `git upload-pack: filter 'tree' not supported` (upload-pack.c, die_if_using_banned_filter).
bool bans_filter(std::string_view words) {
  return words.find("filter '") != std::string_view::npos &&
         words.find("' not supported") != std::string_view::npos;
}

}  // namespace

FetchRefusal read_fetch_refusal(std::string_view words) {
  FetchRefusal refusal;
  refusal.words = trim(printable(words, true));
  if (bans_filter(words)) refusal.kind = FetchRefusalKind::banned_filter;
  for (const auto& [before, after] : unknown_want_words) {
    const std::size_t at = words.find(before);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = words.substr(at + before.size());
    const std::optional<Oid> want = Oid::parse(rest.substr(0, 40));
    if (!want || !rest.substr(40).starts_with(after)) continue;
    refusal.kind = FetchRefusalKind::unknown_want;
    refusal.want = want;
  }
  return refusal;
}

}  // namespace auto_sync::wire
