#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/listed_ref.h"
#include "domain/oid.h"
#include "domain/plan.h"
#include "service/byte_stream.h"
#include "service/next_forms.h"

namespace auto_sync {

/// What upload-pack lists.
struct SourceListing {
  std::vector<ListedRef> refs;
  std::string moved_to;  ///< the URL that a renamed repository redirects to; empty: it does not
  const ListedRef* find(std::string_view name) const { return find_ref(refs, name); }
};

/// Which objects an answer leaves out (git-rev-list(1), `--filter`). Left out of the question where
/// the server has no filters.
enum class ObjectFilter {
  none,
  no_trees,  ///< `tree:0`: commits and tags only
  no_blobs,  ///< `blob:none`: trees as well; a blob comes when it is wanted by its id
};

/// Wants in one question: servers read some thousands without complaint.
constexpr std::size_t wants_at_once = 2000;

/// A question to upload-pack (gitprotocol-v2(5), `fetch`).
struct FetchQuestion {
  std::vector<Oid> wants;
  std::vector<Oid> haves;
  /// Send `done`: the pack comes whether or not a `have` is known. Without it a pack comes only
  /// if the server says `ready`.
  bool done = false;
  ObjectFilter filter = ObjectFilter::none;
  bool needs_filter = false;       ///< where the server has no filters, leave the question unasked
  bool may_be_unreadable = false;  ///< the same where it speaks no protocol that we read
  bool thin = false;
  bool ofs_delta = true;
  std::optional<std::uint32_t> depth;
  std::uint64_t max_pack_bytes = 0;  ///< give up beyond; 0: no limit
  std::stop_token cancel;            ///< give up as soon as this is asked to stop
};

/// What came back, beside the pack itself.
struct FetchAnswer {
  /// False only where that is an answer: `done` was not sent and the server is not ready, a want is
  /// gone, or the question was not asked.
  bool pack_received = false;
  /// The server no longer has one of the wants ("not our ref"): somebody pushed meanwhile.
  bool want_gone = false;
  std::optional<Oid> lost_want;   ///< that one, where the server names it
  std::vector<Oid> acknowledged;  ///< haves that the server knows
  std::vector<Oid> shallow;       ///< boundary commits of a `depth` question
  std::uint64_t pack_bytes = 0;
  bool filtered = true;     ///< false when the server has no filters
  bool unreadable = false;  ///< the question was not asked: it may be, and the server is
};

/// The reading side of a repository: git-upload-pack.
class GitSource {
 public:
  virtual ~GitSource() = default;
  /// How messages call it, without an article: "source o9nn/occ".
  virtual std::string who() const { return "git server"; }
  /// Its part in the run.
  virtual Side side() const { return Side::none; }
  /// Refs that start with any of the prefixes (the server may list more).
  virtual SourceListing list(const std::vector<std::string>& prefixes) = 0;
  /// Sends the question and streams the pack, if one comes, into `pack`.
  /// Throws Error(remote | access); also when a pack that the question asks for does not come, or
  /// has not a byte: no pack is no answer.
  virtual FetchAnswer fetch(const FetchQuestion& question, ByteSink& pack) = 0;
};

/// What receive-pack lists.
struct TargetListing {
  std::vector<ListedRef> refs;
  std::vector<Oid> haves;  ///< tips of the `.have` lines: objects there under no ref of ours
  bool can_atomic = false;
  bool can_delete = false;
  bool can_ofs_delta = false;
  bool wants_plain_pack = false;  ///< advertises `no-thin`
  std::string moved_to;           ///< as in SourceListing
  const ListedRef* find(std::string_view name) const { return find_ref(refs, name); }
};

/// What receive-pack says of a push (gitprotocol-pack(5), "Report Status").
struct PushReport {
  struct Ref {
    std::string name;
    bool ok = false;
    std::string message;  ///< of a refusal
    std::string instead;  ///< `option refname`: the ref that was changed in its place
  };
  bool reported = false;     ///< false: the connection ended without any report-status
  std::string unpack_error;  ///< empty: unpack ok
  std::vector<Ref> refs;
  std::string server_messages;    ///< band 2 (and 3)
  std::optional<Error> failure;   ///< why there is no report
  bool turned_away = false;       ///< an answer in place of the report refused the push as a whole
  bool body_sent = false;         ///< the request's last byte left us
  bool sent_before = false;       ///< and had done so on a connection that died without an answer
  NextForms next{.again = true};  ///< what may help where there is no report
  std::chrono::milliseconds wait{0};  ///< before that, as the server asks
};

/// The writing side of a repository: git-receive-pack.
class GitTarget {
 public:
  virtual ~GitTarget() = default;
  /// Lists everything; also proves that the token may write.
  virtual TargetListing list() = 0;
  /// Sends the commands and then the pack (null when every command is a delete). A refused ref is
  /// a value; so is an answer that is no report. Throws Error only when the last byte was not
  /// sent, so that nothing can have been changed, or what `pack` throws.
  virtual PushReport push(const std::vector<PlannedRef>& commands, bool atomic,
                          ByteSource* pack) = 0;
};

}  // namespace auto_sync
