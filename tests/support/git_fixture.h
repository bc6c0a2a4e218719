#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.h"

namespace auto_sync::testing {

/// A directory that is gone with this object.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// An environment in which git sees no configuration but the repository's own, asks nothing, and
/// has fixed names and dates: the same calls give the same object ids on every machine.
/// `second` is added to the fixed date, 2024-01-01T00:00:00Z.
Environment git_environment(const std::filesystem::path& home, std::uint64_t second = 0);

struct Author {
  std::string name = "A U Thor";
  std::string email = "author@example.com";
};

using Files = std::map<std::string, std::string>;  ///< path -> content

/// A bare repository, filled without any work tree. Each commit is one second younger than the
/// one before. Every call throws std::runtime_error, with git's words, when git fails.
class GitRepo {
 public:
  /// Opens the repository at `path`, or creates it with `main` as its default branch.
  explicit GitRepo(std::filesystem::path path, const std::string& object_format = "sha1");

  const std::filesystem::path& path() const { return path_; }

  /// Runs `git ARGS` in the repository and returns its standard output without the last newline.
  std::string run(const std::vector<std::string>& args, std::string_view input = {});
  /// The same, but a failure is a value.
  ProcessResult try_run(const std::vector<std::string>& args, std::string_view input = {});

  /// Adds a commit with these files (on top of what the branch has) and returns its id. The branch
  /// is created when missing: from nothing, or at `from` (any revision).
  std::string commit(const std::string& branch, const Files& files, const std::string& message,
                     const Author& author = {}, const std::string& from = {});
  /// Adds a merge commit of `other` into `branch`, with the tree of `branch`; returns its id.
  std::string merge(const std::string& branch, const std::string& other,
                    const std::string& message);
  /// A branch at any revision, created or moved.
  void branch(const std::string& name, const std::string& revision);
  /// A lightweight tag.
  void tag(const std::string& name, const std::string& revision);
  /// An annotated tag; returns the tag object's id.
  std::string annotated_tag(const std::string& name, const std::string& revision,
                            const std::string& message);
  /// An object of just these bytes, whatever git thinks of them; returns its id.
  std::string write_object(const std::string& type, std::string_view bytes);
  /// `count` commits on `branch`, each changing one of eight files of `file_size` bytes that do
  /// not compress, written by git fast-import; returns the last one's id.
  std::string bulk_commits(const std::string& branch, std::size_t count, std::size_t file_size);

  /// The full object id, or "" when there is no such revision.
  std::string rev_parse(const std::string& revision);
  std::size_t log_count(const std::string& range);
  /// ref -> id of everything under refs/.
  std::map<std::string, std::string> refs();
  /// What `git fsck --full --strict` complains about; empty when the repository is sound.
  std::string fsck();
  /// Pushes refspecs to another repository or URL (`+` forces, as usual).
  void push_to(const std::string& destination, const std::vector<std::string>& refspecs);

 private:
  Environment environment();
  std::filesystem::path path_;
  std::uint64_t second_ = 0;
  std::uint64_t noise_ = 0x9E3779B97F4A7C15U;
};

}  // namespace auto_sync::testing
