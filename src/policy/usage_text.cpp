#include "policy/usage_text.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
#include "base/version.h"
#include "policy/given_values.h"
#include "policy/inputs.h"

namespace auto_sync {
namespace {

constexpr std::size_t columns = 90;

/// `text` broken between words, every line indented.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::string line;
  for (const std::string& word : split_list(text, " ")) {
    if (!line.empty() && indent + line.size() + 1 + word.size() > columns) {
      out += std::string(indent, ' ') + line + '\n';
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  return out + std::string(indent, ' ') + line + '\n';
}

std::string heading(const Input& input) {
  if (input.secret) {
    std::string name = "INPUT_";
    for (const char c : input.name) name += c == '_' ? '_' : static_cast<char>(c - 'a' + 'A');
    return name + "  (a variable of the environment)";
  }
  if (input.boolean) return flag_name(input.name) + "[=false]";
  return fmt::format("{}={}", flag_name(input.name), input.placeholder);
}

std::string section(std::string_view title, InputGroup group) {
  std::string out = fmt::format("\n{}\n", title);
  for (const Input& input : inputs()) {
    if (input.group != group) continue;
    const std::string sentence = default_sentence(input);
    const std::string help = fmt::format("{} {}", input.help, sentence);
    out += fmt::format("  {}\n", heading(input)) + wrapped(replace_all(help, "`", ""), 6);
  }
  return out;
}

constexpr std::string_view usage_introduction = R"(
Carries a commit whose build is green from one repository to another, without a clone, and
writes a report. As a GitHub Action it takes these settings as inputs; by hand they are flags.

Usage: auto-sync --source-repo=OWNER/NAME --target-repo=OWNER/NAME [flags]
       auto-sync --help | --version
)";

constexpr std::string_view ending = R"(
Exit codes
    0  done: synced, in_sync, forced, dry_run; blocked as well, unless --fail-when-blocked
    1  a bug in auto-sync
    2  an input, the event's payload, a branch or a workflow is wrong or missing
    3  blocked by the build check, with --fail-when-blocked
    4  conflict: the target has commits that the source lacks
    5  rejected: the target's server refused a ref
    6  no access: a token is wrong, expired or without the permission
    7  a server could not be reached, or answered what cannot be understood
  130  interrupted (143: terminated)

Examples
  export INPUT_TARGET_TOKEN=...
  auto-sync --source-repo=o9nn/occ --target-repo=cogpy/occ --build-workflow=build.yml --dry-run
  auto-sync --source-repo=o9nn/occ --target-repo=https://git.example.org/mirrors/occ.git \
            --require-build=false --tags='v*'
)";

}  // namespace

std::string version_text() {
  return fmt::format("auto-sync {}\n", version());
}

std::string usage_text() {
  std::string out = version_text();
  out += usage_introduction;
  out += section("Repositories", InputGroup::repositories);
  out += section("Build check", InputGroup::build);
  out += section("Sync", InputGroup::sync);
  out += section("When it is not a fast-forward", InputGroup::conflict);
  out += section("Checks and report", InputGroup::report);
  out += section("Surroundings", InputGroup::runner);
  out += ending;
  return out;
}

std::optional<std::string> asked_text(const std::vector<std::string>& flags) {
  for (const std::string& flag : flags) {
    if (flag == "--help" || flag == "-h") return usage_text();
    if (flag == "--version") return version_text();
  }
  return std::nullopt;
}

}  // namespace auto_sync
