#include "teller.h"

#include <algorithm>
#include <cstring>

#include "domain/ref_name.h"
#include "policy/parse_repository.h"

namespace fuzz {

using namespace auto_sync;

namespace {

constexpr char separator = '\x1E';

bool is_line_break(char c) {
  return c == '\n' || c == '\r';
}

}  // namespace

Teller::Teller(std::string_view input, bool line_breaks) {
  const std::size_t end = std::min(input.find(separator), input.size());
  choices_ = input.substr(0, end);
  input.remove_prefix(std::min(end + 1, input.size()));
  while (!input.empty()) {
    const std::size_t length = std::min(input.find(separator), input.size());
    std::string text(input.substr(0, length));
    if (!line_breaks) std::replace_if(text.begin(), text.end(), is_line_break, ' ');
    texts_.push_back(std::move(text));
    input.remove_prefix(std::min(length + 1, input.size()));
  }
}

std::size_t Teller::below(std::size_t limit) {
  if (choices_.empty()) return 0;
  const auto choice = static_cast<unsigned char>(choices_.front());
  choices_.remove_prefix(1);
  return choice % limit;
}

std::string Teller::text() {
  if (texts_.empty()) return {};
  return texts_[next_++ % texts_.size()];
}

std::string Teller::line() {
  std::string line = text();
  std::erase_if(line, is_line_break);
  return line;
}

std::string Teller::branch() {
  std::string name = line();
  return is_valid_ref_name(branch_ref(name)) ? name : "main";
}

Oid Teller::id() {
  unsigned char bytes[Oid::size];
  std::memset(bytes, static_cast<int>(below(4) + 1), sizeof bytes);
  return Oid::from_bytes(bytes);
}

std::uint64_t Teller::number() {
  static constexpr std::uint64_t numbers[] = {0, 1, 2, 5, 1'000, UINT64_MAX};
  return numbers[below(std::size(numbers))];
}

std::int64_t Teller::time() {
  static constexpr std::int64_t times[] = {0, 1'782'820'800, -1, INT64_MAX, INT64_MIN};
  return times[below(std::size(times))];
}

RepositoryAddress Teller::repository() {
  if (const auto parsed = parse_repository(line(), "https://github.com"); parsed.address) {
    return *parsed.address;
  }
  return {"https://github.com/o9nn/occ.git", "https://github.com/o9nn/occ", "o9nn/occ"};
}

Commit Teller::commit() {
  Commit commit;
  commit.id = id();
  commit.subject = text();
  commit.author = text();
  commit.author_time = time();
  return commit;
}

BuildRun Teller::build() {
  BuildRun run;
  run.workflow_name = text();
  run.path = text();
  run.event = text();
  run.status = maybe() ? "completed" : text();
  run.conclusion = maybe() ? "success" : text();
  run.head_branch = text();
  run.head_sha = maybe_id();
  run.run_number = number();
  run.run_attempt = number();
  run.html_url = text();
  run.created_at = text();
  return run;
}

PlannedRef Teller::planned_ref() {
  static constexpr const char* folders[] = {"refs/heads/", "refs/tags/", "refs/auto-sync/backup/",
                                            ""};
  PlannedRef ref;
  ref.name = folders[below(std::size(folders))] + text();
  ref.old_id = maybe_id();
  ref.new_id = maybe_id();
  ref.action = one_of(RefAction::conflict);
  ref.reason = text();
  ref.left_alone = maybe();
  return ref;
}

Sending Teller::sending() {
  Sending sending;
  sending.action = one_of(RefAction::conflict);
  sending.old_id = maybe_id();
  sending.new_id = maybe_id();
  if (maybe()) sending.commits = number();
  sending.whole = maybe();
  sending.answer = one_of(Answer::turned_away);
  sending.words = text();
  sending.instead = text();
  return sending;
}

void Teller::fill(Ledger& ledger) {
  ledger.hear(text());
  for (const std::string& name : several([&] { return text(); })) ledger.prune(name);
  for (const PlannedRef& ref : several([&] { return planned_ref(); })) {
    ledger.plan(ref);
    for (Sending& sent : several([&] { return sending(); })) {
      ledger.send(ref.name, std::move(sent));
      if (!maybe()) continue;
      const std::optional<Oid> now = maybe_id();
      ledger.see(now ? std::vector<ListedRef>{{ref.name, *now, {}}} : std::vector<ListedRef>{},
                 {ref});
    }
    if (maybe()) ledger.begin_attempt();
  }
}

ConflictedFile Teller::conflict() {
  ConflictedFile file;
  file.path = text();
  file.kind = one_of(ConflictKind::directory_file);
  file.source_path = text();
  file.target_path = text();
  if (maybe()) file.source_commit = commit();
  if (maybe()) file.target_commit = commit();
  return file;
}

}  // namespace fuzz
