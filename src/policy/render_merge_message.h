#pragma once
#include <string>

#include "domain/event.h"
#include "domain/gate.h"
#include "domain/relation.h"
#include "domain/settings.h"

namespace auto_sync {

/// The message of a merge commit of ours: a subject, a sentence, and trailers (git-interpret-
/// trailers(1)) that say where it came from:
///
///     Auto-Sync-Source: owner/name@branch
///     Auto-Sync-Commit: the commit carried
///     Auto-Sync-Build: the page of the build that tested it, when one was asked
///     Auto-Sync-Run: the page of our own run, when it has one
///
/// Nothing that a commit says is quoted, and every value is one printable line, so that nobody can
/// add a trailer.
std::string render_merge_message(const Settings& settings, const EventContext& event,
                                 const GateVerdict& gate, const HistoryFacts& history,
                                 const Oid& carried);

}  // namespace auto_sync
