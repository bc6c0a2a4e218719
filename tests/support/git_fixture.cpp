#include "support/git_fixture.h"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace auto_sync::testing {
namespace {

constexpr std::uint64_t first_second = 1704067200;  // 2024-01-01T00:00:00Z

std::string date(std::uint64_t second) {
  return std::to_string(first_second + second) + " +0000";
}

std::string data_command(std::string_view bytes) {
  return "data " + std::to_string(bytes.size()) + "\n" + std::string(bytes) + "\n";
}

}  // namespace

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "auto-sync-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot create " + name);
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Environment git_environment(const std::filesystem::path& home, std::uint64_t second) {
  return {{"PATH", search_path()},
          {"HOME", home.string()},
          {"LC_ALL", "C"},
          {"GIT_CONFIG_NOSYSTEM", "1"},
          {"GIT_CONFIG_GLOBAL", "/dev/null"},
          {"GIT_TERMINAL_PROMPT", "0"},
          {"GIT_AUTHOR_NAME", Author{}.name},
          {"GIT_AUTHOR_EMAIL", Author{}.email},
          {"GIT_AUTHOR_DATE", date(second)},
          {"GIT_COMMITTER_NAME", "C O Mitter"},
          {"GIT_COMMITTER_EMAIL", "committer@example.com"},
          {"GIT_COMMITTER_DATE", date(second)}};
}

GitRepo::GitRepo(std::filesystem::path path, const std::string& object_format)
    : path_(std::move(path)) {
  if (std::filesystem::exists(path_ / "HEAD")) return;
  std::filesystem::create_directories(path_);
  run({"init", "--quiet", "--bare", "--initial-branch=main", "--object-format=" + object_format});
  run({"config", "gc.auto", "0"});
}

Environment GitRepo::environment() {
  Environment env = git_environment(path_, second_);
  env["GIT_DIR"] = path_.string();
  return env;
}

ProcessResult GitRepo::try_run(const std::vector<std::string>& args, std::string_view input) {
  std::vector<std::string> argv{"git"};
  argv.insert(argv.end(), args.begin(), args.end());
  return run_process(argv, environment(), input, path_);
}

std::string GitRepo::run(const std::vector<std::string>& args, std::string_view input) {
  ProcessResult result = try_run(args, input);
  if (result.exit_code != 0) {
    throw std::runtime_error("git " + args.at(0) + " in " + path_.string() + ": " + result.err);
  }
  if (result.out.ends_with('\n')) result.out.pop_back();
  return result.out;
}

std::string GitRepo::commit(const std::string& branch, const Files& files,
                            const std::string& message, const Author& author,
                            const std::string& from) {
  const std::string ref = "refs/heads/" + branch;
  std::string parent = rev_parse(ref);
  if (parent.empty() && !from.empty()) parent = rev_parse(from + "^{commit}");
  ++second_;
  std::string stream = "commit " + ref + "\nauthor " + author.name + " <" + author.email + "> " +
                       date(second_) + "\ncommitter C O Mitter <committer@example.com> " +
                       date(second_) + "\n" + data_command(message);
  if (!parent.empty()) stream += "from " + parent + "\n";
  for (const auto& [path, content] : files) {
    stream += "M 100644 inline " + path + "\n" + data_command(content);
  }
  run({"fast-import", "--quiet", "--force"}, stream + "\ndone\n");
  return rev_parse(ref);
}

std::string GitRepo::merge(const std::string& branch, const std::string& other,
                           const std::string& message) {
  ++second_;
  const std::string ref = "refs/heads/" + branch;
  std::string id =
      run({"commit-tree", ref + "^{tree}", "-p", ref, "-p", other, "-F", "-"}, message);
  run({"update-ref", ref, id});
  return id;
}

void GitRepo::branch(const std::string& name, const std::string& revision) {
  run({"update-ref", "refs/heads/" + name, rev_parse(revision)});
}

void GitRepo::tag(const std::string& name, const std::string& revision) {
  run({"update-ref", "refs/tags/" + name, rev_parse(revision)});
}

std::string GitRepo::annotated_tag(const std::string& name, const std::string& revision,
                                   const std::string& message) {
  ++second_;
  run({"tag", "--annotate", "--file=-", name, revision}, message);
  return rev_parse("refs/tags/" + name);
}

std::string GitRepo::write_object(const std::string& type, std::string_view bytes) {
  return run({"hash-object", "-t", type, "-w", "--literally", "--stdin"}, bytes);
}

std::string GitRepo::bulk_commits(const std::string& branch, std::size_t count,
                                  std::size_t file_size) {
  const std::string ref = "refs/heads/" + branch;
  std::string parent = rev_parse(ref);
  std::string stream;
  std::string content(file_size, '\0');
  for (std::size_t i = 0; i < count; ++i) {
    ++second_;
    for (char& byte : content) {  // xorshift64: the same noise every time
      noise_ ^= noise_ << 13U;
      noise_ ^= noise_ >> 7U;
      noise_ ^= noise_ << 17U;
      byte = static_cast<char>(noise_ & 0xFFU);
    }
    stream += "commit " + ref + "\ncommitter C O Mitter <committer@example.com> " + date(second_) +
              "\n" + data_command("Change number " + std::to_string(i + 1) + "\n");
    if (i == 0 && !parent.empty()) stream += "from " + parent + "\n";
    stream +=
        "M 100644 inline bulk/file" + std::to_string(i % 8) + ".bin\n" + data_command(content);
  }
  run({"-c", "core.compression=0", "fast-import", "--quiet", "--force", "--depth=0"},
      stream + "\ndone\n");
  return rev_parse(ref);
}

std::string GitRepo::rev_parse(const std::string& revision) {
  ProcessResult result =
      try_run({"rev-parse", "--verify", "--quiet", "--end-of-options", revision});
  if (result.exit_code != 0) return {};
  while (result.out.ends_with('\n')) result.out.pop_back();
  return result.out;
}

std::size_t GitRepo::log_count(const std::string& range) {
  return std::stoul(run({"rev-list", "--count", range}));
}

std::map<std::string, std::string> GitRepo::refs() {
  std::map<std::string, std::string> out;
  const std::string listing = run({"for-each-ref", "--format=%(refname) %(objectname)"});
  for (std::size_t start = 0; start < listing.size();) {
    const std::size_t end = std::min(listing.find('\n', start), listing.size());
    const std::size_t space = listing.find(' ', start);
    out[listing.substr(start, space - start)] = listing.substr(space + 1, end - space - 1);
    start = end + 1;
  }
  return out;
}

std::string GitRepo::fsck() {
  const ProcessResult result =
      try_run({"fsck", "--full", "--strict", "--no-dangling", "--no-progress"});
  if (result.exit_code == 0 && result.out.empty()) return {};
  return result.out + result.err + "exit " + std::to_string(result.exit_code);
}

void GitRepo::push_to(const std::string& destination, const std::vector<std::string>& refspecs) {
  std::vector<std::string> args{"push", "--quiet", destination};
  args.insert(args.end(), refspecs.begin(), refspecs.end());
  run(args);
}

}  // namespace auto_sync::testing
