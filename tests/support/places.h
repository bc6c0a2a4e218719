#pragma once
#include <string>

namespace auto_sync::testing {

/// The root of the sources, and tests/fixtures below it. Only places.cpp is compiled with these
/// paths, so that a compiler cache serves every checkout.
std::string source_dir();
std::string fixtures_dir();

}  // namespace auto_sync::testing
