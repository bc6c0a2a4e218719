#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "domain/commit.h"
#include "domain/repository.h"

namespace auto_sync {

/// Building blocks of GitHub-flavoured Markdown. Arguments called `markdown` are written as they
/// are; all other text may come from anybody and is escaped here.

/// `[markdown](url)`, or the Markdown alone when there is no page to link to.
std::string link(std::string_view markdown, std::string_view url);
/// The repository's name, linked; the address of one elsewhere in a code span.
std::string repository_link(const RepositoryAddress& repository);
/// The short id in a code span, linked.
std::string commit_link(const RepositoryAddress& repository, const Oid& commit);
/// A branch's or tag's short name in a code span, linked.
std::string ref_link(const RepositoryAddress& repository, std::string_view short_name);
/// `short id subject - author, date` on one line, each part cut to a sane length.
std::string commit_line(const RepositoryAddress& repository, const Commit& commit);

/// A fenced code block whose fence is longer than any run of backticks in `text`.
std::string fenced_block(std::string_view text, std::string_view language = {});
/// A folded section. `title` is plain words of our own: GitHub reads it as HTML.
std::string folded(std::string_view title, std::string_view body_markdown);
/// One row of a table; the cells are Markdown on one line.
std::string table_row(std::initializer_list<std::string_view> cells_markdown);
/// A row of a table of facts; nothing when there is nothing to tell.
std::string fact(std::string_view name, const std::string& markdown);

/// `markdown` when it fits into `max_bytes`; else its beginning, cut at the end of a line, with an
/// open code block and folded sections closed, followed by `pointer_markdown`; nothing when not
/// even that fits.
std::string cut_markdown(std::string_view markdown, std::size_t max_bytes,
                         std::string_view pointer_markdown);

}  // namespace auto_sync
