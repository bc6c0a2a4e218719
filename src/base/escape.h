#pragma once
#include <string>
#include <string_view>

namespace auto_sync {

/// Text from a remote, made harmless: invalid UTF-8 becomes U+FFFD, control characters (NUL, ESC,
/// CR, ...) become visible escapes; `keep_newlines` keeps LF.
std::string printable(std::string_view text, bool keep_newlines = false);

/// Every line of `text` changed so that the runner sees no workflow command in it: `::x` at the
/// start of a line (after any white space) and `##[` anywhere are broken by a zero-width space
/// (actions/runner ActionCommand.cs: both forms are parsed on stdout and stderr).
std::string neutralize_commands(std::string_view text);

/// Escapes the data part of a workflow command: % \r \n (actions/toolkit command.ts).
std::string escape_command_data(std::string_view text);
/// Escapes a property value of a workflow command: as data, and : ,
std::string escape_command_property(std::string_view text);

/// Text as inert inline Markdown (GFM): markup characters, HTML, mentions and newlines escaped.
std::string escape_markdown(std::string_view text);
/// Text inside a Markdown table cell: as inline Markdown, `|` escaped too, on one line.
std::string escape_markdown_cell(std::string_view text);
/// A code span that survives backticks in `text`.
std::string markdown_code(std::string_view text);

}  // namespace auto_sync
