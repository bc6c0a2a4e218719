#include "policy/headline.h"

#include "base/text.h"
#include "policy/directions.h"
#include "policy/run_sentence.h"

namespace auto_sync {
namespace {

/// The first line of an error's message, as a sentence.
std::string failure_line(const std::string& text) {
  std::string line = trim(text.substr(0, text.find('\n')));
  if (line.ends_with(':')) line.back() = '.';  // it announced a list
  return line;
}

bool had_nothing_to_do(const SyncResult& result) {
  switch (result.end.because) {
    case Because::same:
    case Because::source_went_on:
    case Because::target_went_on:
    case Because::only_our_merges:
      return !result.ledger.changed_any();
    default:
      return false;
  }
}

std::string both_ways(const Settings& settings, const SyncResult& result) {
  const SyncResult& back = *result.way_back;
  const std::string there = run_sentence(settings, result);
  if (result.end.because == Because::own_commits) {  // the way back proposed them, or tried to
    return result.end.status == Status::pull_request ? run_sentence(way_back(settings), back)
                                                     : there;
  }
  const std::string came_back = back.end.failure ? failure_line(back.end.failure->message)
                                                 : run_sentence(way_back(settings), back);
  return had_nothing_to_do(result) ? came_back : there + " The way back: " + came_back;
}

}  // namespace

std::string headline(const Settings& settings, const SyncResult& result) {
  const std::string dry =
      settings.dry_run && result.end.status == Status::dry_run ? "Dry run: " : "";
  if (result.way_back) return dry + both_ways(settings, result);
  if (result.end.failure) return failure_line(result.end.failure->message);
  std::string text = dry + run_sentence(settings, result);
  if (!result.source_has_newer) return text;
  return text + " " + settings.source.display_name() + " " + settings.sync_branch +
         " has newer commits of its own: it is brought up to date once they are synced.";
}

}  // namespace auto_sync
