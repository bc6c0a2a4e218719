#pragma once
#include <string_view>

#include "base/error.h"
#include "domain/gate.h"
#include "domain/ledger.h"
#include "domain/relation.h"
#include "domain/settings.h"
#include "domain/verdict.h"

namespace auto_sync {

/// Names as the JSON report spells them (docs/report.md).
std::string_view relation_word(Relation relation);
std::string_view gate_word(Gate gate);
std::string_view proof_word(Proof proof);
std::string_view failure_word(ErrorKind kind);
std::string_view action_word(RefAction action);
std::string_view direction_word(Direction direction);
std::string_view outcome_word(Fate fate);

/// The same in plain words, for people.
std::string_view relation_text(Relation relation);
std::string_view proof_text(Proof proof);

}  // namespace auto_sync
