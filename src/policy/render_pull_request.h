#pragma once
#include <string>
#include <string_view>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// What the pull request of a conflict says on GitHub.
struct PullRequestText {
  std::string title;  ///< plain text
  std::string body;   ///< Markdown, within GitHub's limit of 65,536 characters
};

/// The title, and the body: what is proposed and why, the conflict's report, how to merge it, the
/// run that wrote it, and the mark. Whatever comes from commits is escaped, so that nobody is
/// mentioned and no issue referred to or closed. `result` has the carried commit, both tips and the
/// history of a run in conflict.
PullRequestText render_pull_request(const Settings& settings, const EventContext& event,
                                    const SyncResult& result);

/// The word for what became of the pull request, as the JSON report spells it: `opened`, `updated`,
/// `kept`, `declined`, `not_opened`, `not_updated`, and in a dry run `would_open`, `would_update`.
/// "" when there is none.
std::string_view pull_request_word(const SyncResult& result);
/// The same for people, on one line of Markdown: "[#5](url) opened, from `auto-sync/main`".
std::string pull_request_line(const SyncResult& result);

}  // namespace auto_sync
