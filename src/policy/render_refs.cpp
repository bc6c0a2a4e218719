#include "policy/render_refs.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/escape.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/render_markdown.h"
#include "policy/render_verdict.h"

namespace auto_sync {
namespace {

constexpr std::size_t note_limit = 400;
constexpr std::size_t rows_limit = 1'000;

/// How much a reader wants to see it first.
int urgency(Verdict verdict) {
  switch (verdict) {
    case Verdict::rejected:
    case Verdict::redirected:
    case Verdict::conflict:
      return 0;
    case Verdict::unconfirmed:
      return 1;
    case Verdict::up_to_date:
      return 3;
    default:
      return 2;
  }
}

/// The refs, the branch first, then the urgent ones, otherwise in their order.
std::vector<const LedgerRef*> in_reading_order(const SyncResult& result) {
  std::vector<const LedgerRef*> refs = result.ledger.told();
  if (refs.empty()) return refs;
  std::stable_sort(refs.begin() + 1, refs.end(), [&](const LedgerRef* a, const LedgerRef* b) {
    return urgency(verdict_in(result.end, *a)) < urgency(verdict_in(result.end, *b));
  });
  return refs;
}

std::string icon(const LedgerRef& ref, Verdict verdict) {
  return std::string(verdict_icon(verdict, is_tag_ref(ref.name()))) + " ";
}

/// The ref's name, linked where the target has it.
std::string name_of(const Settings& settings, const LedgerRef& ref) {
  const std::string name = short_ref_name(ref.name());
  const bool has_page = is_branch_ref(ref.name()) || is_tag_ref(ref.name());
  const bool there = has_page && (ref.planned.old_id || landed(ref) != nullptr);
  return there ? ref_link(settings.target, name) : markdown_code(name);
}

std::string note_of(const LedgerRef& ref) {
  std::string text = refusal_words(ref);
  if (fate_of(ref) == Fate::instead) text = "the server changed " + ref.sent.back().instead;
  if (text.empty()) text = ref.planned.reason;
  return escape_markdown_cell(shorten(text, note_limit));
}

/// Tags may be no commits, so their ids are not linked.
std::string id_cell(const Settings& settings, const LedgerRef& ref, const std::optional<Oid>& id) {
  if (!id) return "–";
  return is_branch_ref(ref.name()) ? commit_link(settings.target, *id)
                                   : markdown_code(id->short_hex());
}

/// Where the ref is now; in a dry run, where it would be.
std::string after_cell(const Settings& settings, const SyncResult& result, const LedgerRef& ref) {
  if (result.end.status == Status::dry_run) {
    return id_cell(settings, ref, ref.planned.new_id ? ref.planned.new_id : ref.planned.old_id);
  }
  const std::optional<Listed> after = value_after(ref);
  return after ? id_cell(settings, ref, after->id) : "?";
}

}  // namespace

std::string refs_cell(const Settings& settings, const SyncResult& result, std::size_t limit) {
  const auto refs = in_reading_order(result);
  const std::size_t shown = std::min(refs.size(), limit);
  std::string cell;
  for (std::size_t i = 0; i < shown; ++i) {
    const Verdict verdict = verdict_in(result.end, *refs[i]);
    const std::optional<Oid> before = change_of(*refs[i]).old_id;
    if (i > 0) cell += "<br>";
    cell += icon(*refs[i], verdict) + name_of(settings, *refs[i]) + " " +
            std::string(verdict_text(verdict));
    if (verdict == Verdict::forced && before) {
      cell += " from " + id_cell(settings, *refs[i], before);
    }
    if (verdict == Verdict::rejected || verdict == Verdict::redirected) {
      cell += ": " + note_of(*refs[i]);
    }
  }
  if (refs.size() > shown) cell += "<br>and " + with_thousands(refs.size() - shown) + " more";
  return cell;
}

std::string refs_table(const Settings& settings, const SyncResult& result) {
  if (result.ledger.told().empty()) return {};
  const auto refs = in_reading_order(result);
  std::string table = "| Ref | Verdict | Before | After | Why |\n|:--|:--|:--|:--|:--|\n";
  const std::size_t shown = std::min(refs.size(), rows_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    const LedgerRef& ref = *refs[i];
    const Verdict verdict = verdict_in(result.end, ref);
    table +=
        table_row({name_of(settings, ref), icon(ref, verdict) + std::string(verdict_text(verdict)),
                   id_cell(settings, ref, change_of(ref).old_id), after_cell(settings, result, ref),
                   note_of(ref)});
  }
  if (refs.size() > shown) {
    table += table_row({"and " + with_thousands(refs.size() - shown) + " more", "", "", "", ""});
  }
  return table;
}

std::string server_words(const Ledger& ledger, std::size_t max_bytes) {
  std::string words;
  for (const LedgerRef* ref : ledger.told()) {
    if (fate_of(*ref) != Fate::refused) continue;
    const std::string said = refusal_words(*ref);
    words += ref->name() + ": " + (said.empty() ? "(no reason given)" : said) + "\n";
  }
  if (!ledger.server_messages().empty()) {
    if (!words.empty()) words += "\n";
    words += ledger.server_messages();
  }
  if (trim(words).empty()) return {};
  return fenced_block(printable(shorten(words, max_bytes), true), "text");
}

}  // namespace auto_sync
