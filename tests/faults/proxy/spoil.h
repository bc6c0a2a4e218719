#pragma once
#include <cstdint>
#include <string>

#include "faults/draw/drawn.h"
#include "support/standin/http_message.h"

namespace auto_sync::faults {

/// Flips a bit of one byte of `bytes` from `begin` on, `thousandths` of the way.
void corrupt(std::string& bytes, std::size_t begin, std::uint64_t thousandths);
/// What a corrupting, truncating or doubling fault makes of an answer's body.
void spoil(std::string& body, const Fault& fault);

/// The answer that a fault gives in place of the true one: a status, a redirection, a web page.
/// `request` is the path and query that were asked; `own_url` the proxy's.
testing::HttpAnswer false_answer(const Fault& fault, const std::string& request,
                                 const std::string& own_url);

}  // namespace auto_sync::faults
