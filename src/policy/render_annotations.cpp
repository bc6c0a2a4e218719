#include "policy/render_annotations.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/headline.h"
#include "policy/judge_preflight.h"
#include "policy/render_backup.h"
#include "policy/render_explanations.h"
#include "policy/render_merge.h"
#include "policy/render_preflight.h"
#include "policy/render_pull_request.h"
#include "policy/render_verdict.h"

namespace auto_sync {
namespace {

/// Collects annotations, each made printable and cut to the limit.
class Annotations {
 public:
  void add(AnnotationLevel level, std::string_view title, std::string_view text) {
    all_.push_back({level, printable(shorten(title, 200)), within_limit(text)});
  }

  /// At most annotations_per_level of each level; the last one says how many were left out.
  std::vector<Annotation> within_limits() const {
    std::vector<Annotation> kept;
    for (const auto level :
         {AnnotationLevel::error, AnnotationLevel::warning, AnnotationLevel::notice}) {
      append(level, kept);
    }
    return kept;
  }

 private:
  /// Making it printable can make it longer, so it is cut twice.
  static std::string within_limit(std::string_view text) {
    return shorten(printable(shorten(text, annotation_limit), true), annotation_limit);
  }

  void append(AnnotationLevel level, std::vector<Annotation>& kept) const {
    std::vector<Annotation> same;
    std::copy_if(all_.begin(), all_.end(), std::back_inserter(same),
                 [&](const Annotation& annotation) { return annotation.level == level; });
    if (same.size() > annotations_per_level) {
      const std::size_t left_out = same.size() - (annotations_per_level - 1);
      same.resize(annotations_per_level - 1);
      same.push_back({level, "auto-sync: and " + std::to_string(left_out) + " more",
                      "The report lists them all."});
    }
    kept.insert(kept.end(), same.begin(), same.end());
  }

  std::vector<Annotation> all_;
};

/// Whether a merge would be clean, and the first files that are in its way, on lines of their own.
std::string merge_lines(const SyncResult& result) {
  const std::string sentence = merge_sentence(result);
  const std::string files = conflicting_files_line(result);
  return (sentence.empty() ? sentence : "\n" + sentence) + (files.empty() ? files : "\n" + files);
}

/// Where what was overwritten is kept, on lines of their own; "" when nothing was.
std::string how_to_restore(const Settings& settings, const SyncResult& result) {
  const std::vector<const LedgerRef*> refs = result.ledger.told();
  const bool forced =
      std::any_of(refs.begin(), refs.end(), [](const LedgerRef* ref) { return was_forced(*ref); });
  if (!forced) return {};
  const std::string backup = branch_backup(settings, result);
  const std::string kept = backup.empty() ? "" : "\nWhat it was before is kept as " + backup + ".";
  return kept + "\nThe report says how to restore it.";
}

void add_outcome(const Settings& settings, const SyncResult& result, Annotations& annotations) {
  const std::string sentence = headline(settings, result);
  switch (result.status) {
    case Status::conflict:
      annotations.add(AnnotationLevel::error, "Conflict detected",
                      sentence + merge_lines(result) +
                          "\nSummary and report give the commands that resolve it.");
      break;
    case Status::blocked: {
      const bool waiting = result.gate && result.gate->gate == Gate::wait;
      annotations.add(waiting ? AnnotationLevel::notice : AnnotationLevel::warning,
                      waiting ? "Sync is waiting for the build" : "Sync blocked", sentence);
      break;
    }
    case Status::forced:
      annotations.add(AnnotationLevel::warning, "Target overwritten",
                      sentence + how_to_restore(settings, result));
      break;
    case Status::rolled_back:
      annotations.add(AnnotationLevel::notice, "Rolled back",
                      sentence + how_to_restore(settings, result));
      break;
    case Status::pull_request:
      annotations.add(AnnotationLevel::warning,
                      "Pull request " + std::string(pull_request_word(result)),
                      sentence + (result.pull_request ? "\n" + result.pull_request->url : ""));
      break;
    case Status::dry_run:
      annotations.add(in_conflict(result) ? AnnotationLevel::warning : AnnotationLevel::notice,
                      "Dry run", sentence + merge_lines(result));
      break;
    default:
      break;
  }
}

/// The server's reasons for these refs, then what it said on the side.
std::string words_about(const Explanation& cause, const SyncResult& result) {
  if (cause.refs.empty()) return cause.quote;
  std::string words;
  for (const LedgerRef* ref : result.ledger.told()) {
    const std::string said = refusal_words(*ref);
    const bool meant = !said.empty() && std::find(cause.refs.begin(), cause.refs.end(),
                                                  ref->name()) != cause.refs.end();
    if (!meant || words.size() > annotation_limit) continue;
    words += (words.empty() ? "" : "\n") + ref->name() + ": " + said;
  }
  if (!result.ledger.server_messages().empty()) words += "\n" + result.ledger.server_messages();
  return words;
}

void add_refusals(const Settings& settings, const SyncResult& result, Annotations& annotations) {
  if (result.failure) return;  // told with it
  for (const Explanation& cause : result.explanations) {
    const std::string words = words_about(cause, result);
    annotations.add(AnnotationLevel::error,
                    refs_of(cause) + (cause.refs.size() > 1 ? " were" : " was") + " rejected",
                    explanation_text(cause) + (words.empty() ? "" : "\nThe server said: " + words));
  }
  const bool stopped = find_stop(result.preflight) != nullptr;
  if (result.explanations.empty() && !stopped && result.status == Status::rejected) {
    annotations.add(AnnotationLevel::error, "Push rejected", headline(settings, result));
  }
}

/// What stopped the push, and in a dry run what may stop it.
void add_preflight(const SyncResult& result, Annotations& annotations) {
  for (const PreflightFinding& finding : result.preflight) {
    const bool stop = finding.verdict == PreflightFinding::Verdict::stop;
    const bool warning = finding.verdict == PreflightFinding::Verdict::warning;
    const std::string text =
        finding.finding + (finding.remedy.empty() ? "" : "\nWhat to do: " + finding.remedy);
    if (stop && result.status == Status::rejected) {
      annotations.add(AnnotationLevel::error, "Stopped before the push", text);
    } else if ((stop || warning) && result.status == Status::dry_run) {
      annotations.add(AnnotationLevel::warning, "Before the push", text);
    }
  }
}

void add_failure(const SyncResult& result, Annotations& annotations) {
  if (!result.failure) return;
  std::string text = result.failure->message;
  for (const Explanation& cause : result.explanations) text += "\n" + cause.meaning;
  if (!result.failure->hint.empty()) text += "\n" + result.failure->hint;
  if (unconfirmed(result)) text += "\nThe push was sent, but is unconfirmed.";
  annotations.add(AnnotationLevel::error, "Sync failed", text);
}

}  // namespace

std::vector<Annotation> render_annotations(const Settings& settings, const EventContext& /*event*/,
                                           const SyncResult& result) {
  Annotations annotations;
  add_failure(result, annotations);
  add_outcome(settings, result, annotations);
  add_refusals(settings, result, annotations);
  add_preflight(result, annotations);
  for (const std::string& warning : result.warnings) {
    annotations.add(AnnotationLevel::warning, "auto-sync", warning);
  }
  return annotations.within_limits();
}

}  // namespace auto_sync
