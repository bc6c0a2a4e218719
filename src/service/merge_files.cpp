#include "service/merge_files.h"

#include "base/error.h"
#include "base/escape.h"
#include "domain/path_pattern.h"
#include "service/line_merge.h"

namespace auto_sync {

MergeFavor FileMerger::favor_for(const std::string& path) const {
  MergeFavor favor = MergeFavor::none;
  for (const MergeRule& rule : rules_) {
    if (matches_path(rule.pattern, path)) favor = rule.favor;
  }
  return favor;
}

std::optional<ConflictKind> FileMerger::merge_contents(const std::string& path,
                                                       const FileVersion* base,
                                                       const FileVersion& ours,
                                                       const FileVersion& theirs, Oid& merged) {
  const MergeFavor favor = favor_for(path);
  const auto take_favored = [&](ConflictKind otherwise) -> std::optional<ConflictKind> {
    merged = favor == MergeFavor::theirs ? theirs.id : ours.id;
    if (favor == MergeFavor::ours || favor == MergeFavor::theirs) return std::nullopt;
    return otherwise;
  };
  if (ours.mode == FileMode::submodule) return ConflictKind::submodule;
  if (ours.mode == FileMode::symlink) return take_favored(ConflictKind::symlink);

  const std::string base_text = base != nullptr ? store_.blob(base->id) : std::string();
  const std::string our_text = store_.blob(ours.id);
  const std::string their_text = store_.blob(theirs.id);
  if (is_binary(base_text) || is_binary(our_text) || is_binary(their_text)) {
    return take_favored(ConflictKind::binary);
  }
  const LineMerge lines = merge_lines(base_text, our_text, their_text, favor, lines_);
  if (!lines.clean) return base != nullptr ? ConflictKind::content : ConflictKind::add_add;
  merged = store_.write_blob(lines.text);
  written_.push_back(merged);
  return std::nullopt;
}

MergedFile FileMerger::merge(const std::string& path, const std::optional<FileVersion>& base,
                             const FileVersion& ours, const FileVersion& theirs) {
  MergedFile result{ours, std::nullopt};
  if (ours.mode == theirs.mode || (base && ours.mode == base->mode)) {
    result.version->mode = theirs.mode;
  } else if (!base || theirs.mode != base->mode) {
    result.conflict = ConflictKind::mode;
  }
  const FileVersion* common = base && base->same_type(ours) ? &*base : nullptr;
  if (ours.id == theirs.id || (base && base->id == ours.id)) {
    result.version->id = theirs.id;
  } else if (!base || base->id != theirs.id) {
    try {
      const auto conflict = merge_contents(path, common, ours, theirs, result.version->id);
      if (conflict) result.conflict = conflict;
    } catch (const Error& error) {
      throw Error(error.kind(), printable(path) + ": " + error.what(), error.hint());
    }
  }
  return result;
}

}  // namespace auto_sync
