#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "service/next_forms.h"

namespace auto_sync {

/// A step of git's smart HTTP protocol (gitprotocol-http(5)).
enum class GitStep : std::uint8_t {
  list,   ///< GET info/refs: refs and capabilities
  ask,    ///< POST git-upload-pack, `ls-refs`
  fetch,  ///< POST git-upload-pack, `fetch`
  push,   ///< POST git-receive-pack
};

/// A set of steps.
class GitSteps {
 public:
  template <typename... Step>
  constexpr explicit GitSteps(Step... steps) : bits_((0U | ... | bit(steps))) {}
  constexpr bool has(GitStep step) const { return (bits_ & bit(step)) != 0; }

 private:
  static constexpr unsigned bit(GitStep step) { return 1U << static_cast<unsigned>(step); }
  unsigned bits_;
};

/// What an answer of some status is.
enum class AnswerKind : std::uint8_t {
  answer,        ///< what was asked for, if its content type is right
  elsewhere,     ///< it is to be had at another address
  unauthorized,  ///< who asks was not shown, or not in the way that the server wants
  forbidden,     ///< who asks may not
  missing,       ///< there is no such repository, or not for who asks
  failed,        ///< anything else: what the row says
};

/// What a status means at some steps: everything the project knows about it. docs/answers.md is
/// held against these rows.
struct StatusRow {
  int first = 0;  ///< of the statuses, in RFC 9110's numbers
  int last = 0;
  GitSteps steps;
  AnswerKind kind = AnswerKind::failed;
  /// Of a push: refused as a whole, for all that the server says; else it may be carried out yet.
  bool refuses = false;
  NextForms next = {};           ///< of a push
  bool passes = false;           ///< the same request may succeed a moment later
  std::string_view what = {};    ///< behind the repository's name: "answered with an error"
  std::string_view remedy = {};  ///< what the user does
  std::string_view source = {};  ///< where that is from
};

/// All rows; of several that fit, the first counts.
std::span<const StatusRow> status_rows();

/// The row for an answer. There is one for every number: one that nobody has described is `failed`,
/// and the error then quotes what came.
const StatusRow& status_row(int status, GitStep step);

}  // namespace auto_sync
