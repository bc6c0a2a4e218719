#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace auto_sync::faults {

enum class Side { source, target };

/// What a request asks for, as far as faults tell requests apart.
enum class Step {
  listing,       ///< info/refs of upload-pack
  push_listing,  ///< info/refs of receive-pack
  ls_refs,
  history,  ///< a fetch of commits alone
  objects,  ///< any other fetch
  push,
  rest_gate,        ///< the build's run, and what belongs to it
  rest_repository,  ///< the repository, its rules and protection
  rest_pulls_read,
  rest_pulls_write,
  rest_other,
};

/// Which requests are struck: those of this side and step, after `skip` of them, `count` of them.
struct Point {
  Side side = Side::target;
  Step step = Step::push;
  unsigned skip = 0;
  unsigned count = 1;  ///< 0: all that come
};

enum class Kind {
  cut_request,    ///< the connection ends at `place` of the request
  cut_answer,     ///< ... of the answer; the request has been carried out
  stall,          ///< neither answer nor end, until a signal ends the run
  corrupt,        ///< a byte is changed: of a push its pack, else of the answer
  truncate,       ///< the answer's body is cut short, in sound framing
  duplicate,      ///< a piece of the answer's body comes twice
  status_before,  ///< `status` instead of carrying the request out
  status_after,   ///< `status` although it was carried out
  repeat,         ///< carried out twice, as by a proxy that tries again; the second answer counts
  redirect,
  html,     ///< 200 with a web page
  stale,    ///< the listing from before the run
  late,     ///< an error at once, and the request carried out after `amount` more, or at the end
  writer,   ///< somebody else makes `move`
  signal,   ///< `number` is sent to the run
  hook,     ///< the server has `hook`
  starved,  ///< the run has too little of `lack`
};

/// Where in a request or an answer.
enum class Place { head, body_start, commands, pack, before_last, after, first_byte, middle };

enum class When { before, after, within };  ///< the request is carried out

/// What somebody else does meanwhile.
enum class Move {
  advance_branch,
  rewind_branch,
  delete_branch,
  move_tag,
  create_tag,
  delete_tag,
  create_branch,
};

/// How the target's server is set up.
enum class Hook {
  refuse_branch,
  refuse_tags,
  refuse_backups,
  decline_all,
  abort_tags,        ///< the transactions of tags are aborted
  hide_from_upload,  ///< uploadpack.hideRefs refs/heads
  hide_backups,      ///< receive.hideRefs refs/auto-sync
  propose_branch,    ///< a proc-receive hook makes another ref of a push to the branch
};

enum class Lack { temp_space, file_size, outputs, summary, descriptors, memory, report_dir };

struct Fault {
  Kind kind = Kind::cut_answer;
  Point point;
  Place place = Place::after;
  bool reset = false;  ///< a cut is a TCP reset, else an orderly end
  int status = 502;
  bool eager = false;  ///< the error comes before the request's body was read
  When when = When::before;
  int number = 15;  ///< of the signal
  Move move = Move::advance_branch;
  Hook hook = Hook::refuse_branch;
  Lack lack = Lack::memory;
  std::uint64_t amount = 0;  ///< requests until a late push; offset, in thousandths; what is left
};

/// A run, in full: the same seed draws the same.
struct Drawn {
  std::uint64_t seed = 0;
  std::string scenario;
  bool atomic_offered = true;  ///< by the target's server
  std::vector<Fault> faults;
};

/// Draws the run of a seed. Without faults for seeds below the number of scenarios, so that a
/// campaign that begins at 0 first sees each scenario undisturbed.
Drawn draw(std::uint64_t seed);

/// "target push", "source REST gate".
std::string words_of(const Point& point);
std::string words_of(Step step);
/// A word for the tally: "cut request", "second writer".
std::string kind_word(const Fault& fault);
/// One sentence: what happens where.
std::string words_of(const Fault& fault);

}  // namespace auto_sync::faults
