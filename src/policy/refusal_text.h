#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace auto_sync {

/// What was found in a server's words, by the name of the place: several values where the words
/// came several times. Printable, at most 300 bytes each.
using Captures = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Looks for every occurrence of `pattern` in `text`, ASCII case ignored, and adds what stands in
/// its places: `File {file};` finds "a.bin is 120 MB" in "File a.bin is 120 MB; this ...". A place
/// ends where the pattern's next words begin, or with the line; dots and spaces at its end are left
/// off. `{name:words}` takes only what holds these words. Plain searching, linear in the text; a
/// pattern has one place and begins with words.
void capture(std::string_view pattern, std::string_view text, Captures& found);

/// `sentence` with `{name}` replaced by the values found, at most five of them; a part in brackets
/// is left out unless all of its places were found: "Too large[: {file}]." A value is written as it
/// is: whatever it holds, it is never read as a part of the sentence.
std::string fill(std::string_view sentence, const Captures& found);

}  // namespace auto_sync
