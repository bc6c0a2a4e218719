#pragma once
#include <string>
#include <string_view>

namespace fuzz {

/// Holds Markdown of ours, whatever texts of strangers are in it, to what a reader on GitHub
/// relies on: all of it is printable, and outside of code there are no HTML tags but ours, no links
/// but to web pages, no mentions, no workflow commands; code blocks and folds are closed, and the
/// rows of a table have as many cells as its head.
void check_markdown(std::string_view markdown);

/// What a reader takes in at a glance: the first character of each line that is not in a code
/// block.
std::string outline(std::string_view markdown);

}  // namespace fuzz
