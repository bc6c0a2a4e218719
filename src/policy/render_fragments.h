#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// Pieces of Markdown that report and summary share. Each is one line, fit for a table's cell,
/// unless it says otherwise; "" means that there is nothing to tell.

/// [o9nn/occ] `main` → [cogpy/occ] `main`; of a rollback the target alone
std::string route(const Settings& settings);
/// Of `direction: both`, a paragraph and a table: what the second half did; "" when nothing.
std::string way_back_story(const Settings& settings, const SyncResult& result);
/// The commit carried: id, subject, author and date as far as they are known.
std::string carried(const Settings& settings, const Findings& found);
/// The target branch's tip: before → after, or the one that stayed.
std::string target_tips(const Settings& settings, const Ledger& ledger);
/// "OCC Windows Build #812 (attempt 2)", linked
std::string run_link(const BuildRun& run);
/// What the gate rests on: each run with its state and commit, else the gate's reason.
std::string gate_line(const Settings& settings, const Findings& found);
/// What the re-listing after the push said, with an icon; "" when nothing was pushed.
std::string proof_line(const Ledger& ledger);
/// "7 ahead, 0 behind"; "first sync" when there was no target branch.
std::string counts_line(const Findings& found);
/// Time, requests and bytes of the whole run.
std::string cost_line(const Cost& cost);

/// The page that shows what the push brought; "" when there is no such page.
std::string new_commits_page(const Settings& settings, const SyncResult& result);
/// The page that shows the target's own commits since the merge base; "" when there is none.
std::string target_commits_page(const Settings& settings, const SyncResult& result);

/// A list of commits, newest first, one line each, `limit` at most; then "and N more", linked to
/// `more_page`, where `total` says that there are more.
std::string commit_list(const RepositoryAddress& repository, const std::vector<Commit>& commits,
                        std::uint64_t total, std::size_t limit, const std::string& more_page);

}  // namespace auto_sync
