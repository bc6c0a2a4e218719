// What was drawn, in words.
#include "faults/draw/drawn.h"

namespace auto_sync::faults {
namespace {

std::string place_words(Place place) {
  switch (place) {
    case Place::head:
      return "in the head";
    case Place::body_start:
      return "before the body's first byte";
    case Place::commands:
      return "within the commands";
    case Place::pack:
      return "within the pack";
    case Place::before_last:
      return "before the last byte";
    case Place::after:
      return "just after";
    case Place::first_byte:
      return "after the body's first byte";
    case Place::middle:
      break;
  }
  return "in the middle";
}

std::string move_words(Move move) {
  switch (move) {
    case Move::advance_branch:
      return "advances the branch";
    case Move::rewind_branch:
      return "rewinds the branch";
    case Move::delete_branch:
      return "deletes the branch";
    case Move::move_tag:
      return "moves a tag";
    case Move::create_tag:
      return "creates a tag that is to be pushed";
    case Move::delete_tag:
      return "deletes a tag";
    case Move::create_branch:
      break;
  }
  return "creates another branch";
}

std::string hook_words(Hook hook) {
  switch (hook) {
    case Hook::refuse_branch:
      return "refuses the branch";
    case Hook::refuse_tags:
      return "refuses tags";
    case Hook::refuse_backups:
      return "refuses backups";
    case Hook::decline_all:
      return "declines every push";
    case Hook::abort_tags:
      return "aborts the transactions of tags";
    case Hook::hide_from_upload:
      return "hides branches from upload-pack";
    case Hook::propose_branch:
      return "makes a proposal of a push to the branch";
    case Hook::hide_backups:
      break;
  }
  return "hides refs/auto-sync from receive-pack";
}

std::string lack_words(const Fault& fault) {
  const std::string amount = std::to_string(fault.amount);
  switch (fault.lack) {
    case Lack::temp_space:
      return "only " + amount + " KiB in RUNNER_TEMP";
    case Lack::file_size:
      return "files of at most " + amount + " KiB";
    case Lack::outputs:
      return "no space for the outputs";
    case Lack::summary:
      return "no space for the summary";
    case Lack::descriptors:
      return "only " + amount + " descriptors";
    case Lack::memory:
      return "only " + amount + " KiB of data";
    case Lack::report_dir:
      break;
  }
  return "a report_dir that cannot be made";
}

std::string when_words(When when) {
  if (when == When::before) return "before";
  return when == When::after ? "after it was carried out, at" : "within the answer of";
}

std::string ending(const Fault& fault) {
  return fault.reset ? "RST " : "FIN ";
}

}  // namespace

std::string words_of(Step step) {
  switch (step) {
    case Step::listing:
      return "listing";
    case Step::push_listing:
      return "listing for a push";
    case Step::ls_refs:
      return "ls-refs";
    case Step::history:
      return "history";
    case Step::objects:
      return "objects";
    case Step::push:
      return "push";
    case Step::rest_gate:
      return "REST of the gate";
    case Step::rest_repository:
      return "REST of the repository";
    case Step::rest_pulls_read:
      return "REST reading pull requests";
    case Step::rest_pulls_write:
      return "REST writing pull requests";
    case Step::rest_other:
      break;
  }
  return "other REST";
}

std::string words_of(const Point& point) {
  std::string text = (point.side == Side::source ? "source " : "target ") + words_of(point.step);
  if (point.skip > 0) text += " from number " + std::to_string(point.skip + 1);
  if (point.count == 0) return text + ", always";
  if (point.count > 1) text += ", " + std::to_string(point.count) + " times";
  return text;
}

std::string kind_word(const Fault& fault) {
  switch (fault.kind) {
    case Kind::cut_request:
      return "request cut";
    case Kind::cut_answer:
      return "answer cut";
    case Kind::stall:
      return "stalled, then a signal";
    case Kind::corrupt:
      return "byte corrupted";
    case Kind::truncate:
      return "answer truncated";
    case Kind::duplicate:
      return "answer's piece doubled";
    case Kind::status_before:
      return "error status instead";
    case Kind::status_after:
      return "error status afterwards";
    case Kind::repeat:
      return "carried out twice";
    case Kind::redirect:
      return "redirected";
    case Kind::html:
      return "200 with HTML";
    case Kind::stale:
      return "stale listing";
    case Kind::late:
      return "applied late";
    case Kind::writer:
      return "second writer";
    case Kind::signal:
      return fault.number == 9 ? "SIGKILL" : "SIGTERM, SIGINT";
    case Kind::hook:
      return "server's hook";
    case Kind::starved:
      break;
  }
  return "starved process";
}

std::string words_of(const Fault& fault) {
  const std::string at = " at " + words_of(fault.point);
  const std::string status = std::to_string(fault.status);
  switch (fault.kind) {
    case Kind::cut_request:
      return ending(fault) + place_words(fault.place) + " of the request" + at;
    case Kind::cut_answer:
      return ending(fault) + place_words(fault.place) + " of the answer" + at;
    case Kind::stall:
      return "a stall, then signal " + std::to_string(fault.number) + "," + at;
    case Kind::status_before:
      return status + (fault.eager ? " before the body is read" : " instead") + at;
    case Kind::status_after:
      return status + " after it was carried out" + at;
    case Kind::redirect:
      return status + " to " + (fault.eager ? "nowhere" : "itself") + at;
    case Kind::late:
      return status + " and carried out " +
             (fault.amount == 0 ? "after the run"
                                : "after " + std::to_string(fault.amount) + " more requests") +
             at;
    case Kind::writer:
      return "somebody " + move_words(fault.move) + " " + when_words(fault.when) + " " +
             words_of(fault.point);
    case Kind::signal:
      return "signal " + std::to_string(fault.number) + " " + when_words(fault.when) + " " +
             words_of(fault.point);
    case Kind::hook:
      return "the target's server " + hook_words(fault.hook);
    case Kind::starved:
      return lack_words(fault);
    case Kind::corrupt:
    case Kind::truncate:
    case Kind::duplicate:
      return kind_word(fault) + " at " + std::to_string(fault.amount) + "/1000," + at;
    case Kind::repeat:
    case Kind::html:
    case Kind::stale:
      break;
  }
  return kind_word(fault) + at;
}

}  // namespace auto_sync::faults
