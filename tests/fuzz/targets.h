#pragma once
#include <span>
#include <string_view>

namespace fuzz {

/// Code that reads what others wrote, with any bytes. `run` returns when all is well: the input
/// was understood, or refused by an Error of the right kind. It aborts, with words on stderr, when
/// a promise is broken; any other exception is a fault, too.
struct Target {
  std::string_view name;  ///< also the folder of its corpus
  void (*run)(std::string_view input);
  bool from_git_server = false;  ///< reads what tests/fixtures/wire has
};

std::span<const Target> targets();

/// The target of that name; aborts when there is none.
const Target& target(std::string_view name);

void run_fetch(std::string_view input);
void run_advertisement(std::string_view input);
void run_ls_refs(std::string_view input);
void run_report_status(std::string_view input);
void run_pack(std::string_view input);
void run_commit(std::string_view input);
void run_tree(std::string_view input);
void run_json(std::string_view input);
void run_escape(std::string_view input);
void run_event(std::string_view input);
void run_rest(std::string_view input);
void run_config(std::string_view input);
void run_report(std::string_view input);

}  // namespace fuzz
