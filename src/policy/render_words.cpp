#include "policy/render_words.h"

namespace auto_sync {

std::string_view relation_word(Relation relation) {
  switch (relation) {
    case Relation::same:
      return "same";
    case Relation::target_missing:
      return "target_missing";
    case Relation::fast_forward:
      return "fast_forward";
    case Relation::target_ahead:
      return "target_ahead";
    case Relation::diverged:
      return "diverged";
    case Relation::unsettled:
      return "unsettled";
    case Relation::unrelated:
      break;
  }
  return "unrelated";
}

std::string_view gate_word(Gate gate) {
  switch (gate) {
    case Gate::pass:
      return "pass";
    case Gate::wait:
      return "wait";
    case Gate::off:
      return "off";
    case Gate::block:
      break;
  }
  return "block";
}

std::string_view proof_word(Proof proof) {
  switch (proof) {
    case Proof::not_needed:
      return "not_needed";
    case Proof::confirmed:
      return "confirmed";
    case Proof::differs:
      return "differs";
    case Proof::unconfirmed:
      break;
  }
  return "unconfirmed";
}

std::string_view failure_word(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::access:
      return "access";
    case ErrorKind::remote:
      return "remote";
    case ErrorKind::interrupted:
      return "interrupted";
    case ErrorKind::internal:
      break;
  }
  return "internal";
}

std::string_view action_word(RefAction action) {
  switch (action) {
    case RefAction::skip:
      return "skip";
    case RefAction::create:
      return "create";
    case RefAction::fast_forward:
      return "fast_forward";
    case RefAction::merge:
      return "merge";
    case RefAction::force:
      return "force";
    case RefAction::conflict:
      break;
  }
  return "conflict";
}

std::string_view direction_word(Direction direction) {
  switch (direction) {
    case Direction::reverse:
      return "reverse";
    case Direction::both:
      return "both";
    case Direction::forward:
      break;
  }
  return "forward";
}

std::string_view outcome_word(Fate fate) {
  switch (fate) {
    case Fate::not_sent:
      return "not_sent";
    case Fate::landed:
      return "accepted";
    case Fate::refused:
    case Fate::instead:
      return "rejected";
    case Fate::unknown:
      break;
  }
  return "unknown";
}

std::string_view relation_text(Relation relation) {
  switch (relation) {
    case Relation::same:
      return "the same commit on both sides";
    case Relation::target_missing:
      return "first sync: the target branch did not exist";
    case Relation::fast_forward:
      return "fast-forward: the target's tip is an ancestor of the commit carried";
    case Relation::target_ahead:
      return "the target already contains the commit, and more";
    case Relation::diverged:
      return "diverged: each side has commits that the other lacks";
    case Relation::unsettled:
      return "unsettled: the source lacks commits of the target; more could not be read";
    case Relation::unrelated:
      break;
  }
  return "unrelated: the two histories have no commit in common";
}

std::string_view proof_text(Proof proof) {
  switch (proof) {
    case Proof::not_needed:
      return "nothing was pushed, so there was nothing to prove";
    case Proof::confirmed:
      return "listed again after the push, the target has every ref that it accepted";
    case Proof::differs:
      return "the server accepted the push, but listed again, the target shows other values";
    case Proof::unconfirmed:
      break;
  }
  return "the target could not be listed again, so the push is not confirmed";
}

}  // namespace auto_sync
