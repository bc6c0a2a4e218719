#pragma once
#include <string_view>

namespace auto_sync {

/// Whether some file system would find `.git` by this name of a tree's entry: any case of it, with
/// characters that HFS+ ignores, NTFS's short name `git~1`, and what NTFS drops at a name's end.
/// The rules are git's own, those that its fsck goes by on every system (utf8.c, is_hfs_dotgit;
/// path.c, is_ntfs_dotgit).
bool is_dot_git(std::string_view name);

/// The same of `.gitmodules` (is_hfs_dotgitmodules, is_ntfs_dotgitmodules).
bool is_dot_gitmodules(std::string_view name);

}  // namespace auto_sync
