#include "policy/render_annotations.h"

#include <algorithm>
#include <iterator>
#include <utility>

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

/// An annotation has room for no more different words than this.
constexpr std::size_t annotation_words_limit = 100;

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
std::string merge_lines(const Findings& found) {
  const std::string sentence = merge_sentence(found);
  const std::string files = conflicting_files_line(found);
  return (sentence.empty() ? sentence : "\n" + sentence) + (files.empty() ? files : "\n" + files);
}

/// Where what was overwritten is kept, on lines of their own; "" when nothing was.
std::string how_to_restore(const Settings& settings, const Ledger& ledger) {
  const std::vector<const LedgerRef*> refs = ledger.told();
  const bool forced =
      std::any_of(refs.begin(), refs.end(), [](const LedgerRef* ref) { return was_forced(*ref); });
  if (!forced) return {};
  const std::string backup = branch_backup(settings, ledger);
  const std::string kept = backup.empty() ? "" : "\nWhat it was before is kept as " + backup + ".";
  return kept + "\nThe report says how to restore it.";
}

void add_outcome(const Settings& settings, const SyncResult& result, Annotations& annotations) {
  const std::string sentence = headline(settings, result);
  switch (result.end.status) {
    case Status::conflict:
      annotations.add(AnnotationLevel::error, "Conflict detected",
                      sentence + merge_lines(result.found) +
                          "\nSummary and report give the commands that resolve it.");
      break;
    case Status::blocked: {
      const bool waiting = result.found.gate && result.found.gate->gate == Gate::wait;
      annotations.add(waiting ? AnnotationLevel::notice : AnnotationLevel::warning,
                      waiting ? "Sync is waiting for the build" : "Sync blocked", sentence);
      break;
    }
    case Status::forced:
      annotations.add(AnnotationLevel::warning, "Target overwritten",
                      sentence + how_to_restore(settings, result.ledger));
      break;
    case Status::rolled_back:
      annotations.add(AnnotationLevel::notice, "Rolled back",
                      sentence + how_to_restore(settings, result.ledger));
      break;
    case Status::pull_request:
      annotations.add(AnnotationLevel::warning,
                      "Pull request " + std::string(pull_request_word(result)),
                      sentence + (result.pull_request ? "\n" + result.pull_request->url : ""));
      break;
    case Status::dry_run:
      annotations.add(in_conflict(result.end) ? AnnotationLevel::warning : AnnotationLevel::notice,
                      "Dry run", sentence + merge_lines(result.found));
      break;
    default:
      break;
  }
}

/// The server's reasons for these refs, then what it said on the side.
std::string words_about(const Explanation& cause, const Ledger& ledger) {
  if (cause.refs.empty()) return cause.quote;
  std::vector<std::pair<std::string, std::string>> said;  // words, and the refs they are about
  for (const LedgerRef* ref : ledger.told()) {
    const std::string why = refusal_words(*ref);
    const bool meant = !why.empty() && std::find(cause.refs.begin(), cause.refs.end(),
                                                 ref->name()) != cause.refs.end();
    if (!meant) continue;
    const auto same = std::find_if(said.begin(), said.end(),
                                   [&](const auto& entry) { return entry.first == why; });
    if (same != said.end() && same->second.size() < annotation_limit) {
      same->second += ", " + ref->name();
    } else if (same == said.end() && said.size() < annotation_words_limit) {
      said.emplace_back(why, ref->name());
    }
  }
  std::string words;
  for (const auto& [why, refs] : said) {
    if (!words.empty()) words += "\n";
    words.append(refs).append(": ").append(why);
  }
  if (!ledger.server_messages().empty()) words += "\n" + ledger.server_messages();
  return words;
}

void add_refusals(const Settings& settings, const SyncResult& result, Annotations& annotations) {
  if (result.end.failure) return;  // told with it
  const std::vector<Explanation>& causes = result.found.explanations;
  for (auto cause = causes.begin(); cause != causes.end(); ++cause) {
    const auto is_of_the_same = [&](const Explanation& one) {
      return !one.refs.empty() && one.refs == cause->refs;
    };
    if (std::any_of(causes.begin(), cause, is_of_the_same)) continue;  // told with the first
    std::string text = explanation_text(*cause);
    for (auto other = std::next(cause); other != causes.end(); ++other) {
      if (is_of_the_same(*other)) text.append("\n").append(explanation_text(*other));
    }
    const std::string words = words_about(*cause, result.ledger);
    if (!words.empty()) text.append("\nThe server said: ").append(words);
    annotations.add(AnnotationLevel::error,
                    refs_of(*cause) + (cause->refs.size() > 1 ? " were" : " was") + " rejected",
                    text);
  }
  const bool stopped = find_stop(result.found.preflight) != nullptr;
  if (result.found.explanations.empty() && !stopped && result.end.status == Status::rejected) {
    annotations.add(AnnotationLevel::error, "Push rejected", headline(settings, result));
  }
}

/// What stopped the push, and in a dry run what may stop it.
void add_preflight(const SyncResult& result, Annotations& annotations) {
  for (const PreflightFinding& finding : result.found.preflight) {
    const bool stop = finding.verdict == PreflightFinding::Verdict::stop;
    const bool warning = finding.verdict == PreflightFinding::Verdict::warning;
    const std::string text =
        finding.finding + (finding.remedy.empty() ? "" : "\nWhat to do: " + finding.remedy);
    if (stop && result.end.status == Status::rejected) {
      annotations.add(AnnotationLevel::error, "Stopped before the push", text);
    } else if ((stop || warning) && result.end.status == Status::dry_run) {
      annotations.add(AnnotationLevel::warning, "Before the push", text);
    }
  }
}

void add_failure(const SyncResult& result, Annotations& annotations) {
  if (!result.end.failure) return;
  std::string text = result.end.failure->message;
  for (const Explanation& cause : result.found.explanations) text += "\n" + cause.meaning;
  if (!result.end.failure->hint.empty()) text += "\n" + result.end.failure->hint;
  if (unconfirmed(result.ledger)) text += "\nThe push was sent, but is unconfirmed.";
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
  for (const std::string& warning : result.end.warnings) {
    annotations.add(AnnotationLevel::warning, "auto-sync", warning);
  }
  return annotations.within_limits();
}

}  // namespace auto_sync
