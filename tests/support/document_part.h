#pragma once
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "support/catch.h"
#include "support/places.h"

namespace auto_sync::testing {

/// Checks that what stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->` in a document is
/// `expected`. With AUTO_SYNC_UPDATE_GOLDENS=1 it is written anew instead: look at the difference
/// before committing it.
inline void check_document_part(const std::string& document, const std::string& name,
                                const std::string& expected) {
  const std::string begin = "<!-- " + name + ":begin -->\n";
  const std::string path = source_dir() + "/" + document;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream stream;
  stream << file.rdbuf();
  const std::string text = stream.str();
  const std::size_t from = text.find(begin) + begin.size();
  const std::size_t to = text.find("<!-- " + name + ":end -->");
  REQUIRE(to != std::string::npos);
  if (std::getenv("AUTO_SYNC_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path, std::ios::binary) << text.substr(0, from) + expected + text.substr(to);
    return;
  }
  CHECK(text.substr(from, to - from) == expected);
}

}  // namespace auto_sync::testing
