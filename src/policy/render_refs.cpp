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
int urgency(std::string_view word) {
  if (word == "rejected" || word == "conflict") return 0;
  if (word == "unconfirmed") return 1;
  if (word == "up_to_date") return 3;
  return 2;
}

/// The refs, the branch first, then the urgent ones, otherwise in their order.
std::vector<const RefResult*> in_reading_order(const SyncResult& result) {
  std::vector<const RefResult*> refs;
  for (const RefResult& ref : result.refs) refs.push_back(&ref);
  if (refs.empty()) return refs;
  std::stable_sort(refs.begin() + 1, refs.end(), [&](const RefResult* a, const RefResult* b) {
    return urgency(verdict_word(result, *a)) < urgency(verdict_word(result, *b));
  });
  return refs;
}

std::string icon(const RefResult& ref, std::string_view word) {
  return std::string(verdict_icon(word, is_tag_ref(ref.planned.name))) + " ";
}

bool arrived(const SyncResult& result, const RefResult& ref) {
  return ref.outcome == RefResult::Outcome::accepted && result.status != Status::dry_run;
}

/// The ref's name, linked where the target has it.
std::string name_of(const Settings& settings, const SyncResult& result, const RefResult& ref) {
  const std::string name = short_ref_name(ref.planned.name);
  const bool has_page = is_branch_ref(ref.planned.name) || is_tag_ref(ref.planned.name);
  const bool there = has_page && (ref.planned.old_id || arrived(result, ref));
  return there ? ref_link(settings.target, name) : markdown_code(name);
}

std::string note_of(const RefResult& ref) {
  const std::string& text = ref.message.empty() ? ref.planned.reason : ref.message;
  return escape_markdown_cell(shorten(text, note_limit));
}

/// Tags may be no commits, so their ids are not linked.
std::string id_cell(const Settings& settings, const RefResult& ref, const std::optional<Oid>& id) {
  if (!id) return "–";
  return is_branch_ref(ref.planned.name) ? commit_link(settings.target, *id)
                                         : markdown_code(id->short_hex());
}

}  // namespace

std::string refs_cell(const Settings& settings, const SyncResult& result, std::size_t limit) {
  const auto refs = in_reading_order(result);
  const std::size_t shown = std::min(refs.size(), limit);
  std::string cell;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string_view word = verdict_word(result, *refs[i]);
    if (i > 0) cell += "<br>";
    cell += icon(*refs[i], word) + name_of(settings, result, *refs[i]) + " " +
            std::string(verdict_text(word));
    if (word == "forced" && refs[i]->planned.old_id) {
      cell += " from " + id_cell(settings, *refs[i], refs[i]->planned.old_id);
    }
    if (word == "rejected") cell += ": " + note_of(*refs[i]);
  }
  if (refs.size() > shown) cell += "<br>and " + with_thousands(refs.size() - shown) + " more";
  return cell;
}

std::string refs_table(const Settings& settings, const SyncResult& result) {
  if (result.refs.empty()) return {};
  const auto refs = in_reading_order(result);
  std::string table = "| Ref | Verdict | Before | After | Why |\n|:--|:--|:--|:--|:--|\n";
  const std::size_t shown = std::min(refs.size(), rows_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    const RefResult& ref = *refs[i];
    const std::string_view word = verdict_word(result, ref);
    const bool moves = arrived(result, ref) || result.status == Status::dry_run;
    const auto& after = moves && ref.planned.new_id ? ref.planned.new_id : ref.planned.old_id;
    const std::string now = word == "unconfirmed" ? "?" : id_cell(settings, ref, after);
    table += table_row({name_of(settings, result, ref),
                        icon(ref, word) + std::string(verdict_text(word)),
                        id_cell(settings, ref, ref.planned.old_id), now, note_of(ref)});
  }
  if (refs.size() > shown) {
    table += table_row({"and " + with_thousands(refs.size() - shown) + " more", "", "", "", ""});
  }
  return table;
}

std::string server_words(const SyncResult& result, std::size_t max_bytes) {
  std::string words;
  for (const RefResult& ref : result.refs) {
    if (ref.outcome != RefResult::Outcome::rejected) continue;
    words += ref.planned.name + ": " + (ref.message.empty() ? "(no reason given)" : ref.message);
    words += "\n";
  }
  if (!result.server_messages.empty()) {
    if (!words.empty()) words += "\n";
    words += result.server_messages;
  }
  if (trim(words).empty()) return {};
  return fenced_block(printable(shorten(words, max_bytes), true), "text");
}

}  // namespace auto_sync
