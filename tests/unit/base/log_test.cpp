#include "base/log.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <thread>
#include <vector>

#include "base/text.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

const std::string token = "ghp_standinSOURCE0123456789";

/// What `action` writes to stdout.
template <typename Action>
std::string stdout_of(const Action& action) {
  std::cout.flush();
  std::fflush(stdout);
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  const int saved = dup(STDOUT_FILENO);
  dup2(fileno(file), STDOUT_FILENO);
  action();
  std::fflush(stdout);
  dup2(saved, STDOUT_FILENO);
  close(saved);
  std::string text(static_cast<std::size_t>(std::ftell(file)), '\0');
  std::fseek(file, 0, SEEK_END);
  text.resize(static_cast<std::size_t>(std::ftell(file)));
  std::rewind(file);
  const std::size_t count = std::fread(text.data(), 1, text.size(), file);
  std::fclose(file);
  REQUIRE(count == text.size());
  return text;
}

void start(log::Level level, bool runner) {
  Redactor redactor;
  redactor.add(Secret(token));
  log::init(level, redactor, runner);
}

}  // namespace

TEST_CASE("a message is one line, formatted") {
  start(log::Level::info, false);
  CHECK(stdout_of([] { log::info("{} of {}", 1, "two"); }) == "1 of two\n");
  CHECK(stdout_of([] { log::warning("w"); }) == "Warning: w\n");
  CHECK(stdout_of([] { log::error("e"); }) == "Error: e\n");
}

TEST_CASE("the level decides what is written") {
  start(log::Level::warning, false);
  CHECK(stdout_of([] {
          log::debug("d");
          log::info("i");
          log::warning("w");
        }) == "Warning: w\n");
  start(log::Level::debug, false);
  CHECK(stdout_of([] { log::debug("d"); }) == "debug: d\n");
}

TEST_CASE("secrets never reach the log") {
  start(log::Level::info, true);
  CHECK(stdout_of([] { log::info("push with {}", token); }) == "push with ***\n");
  CHECK(stdout_of([] { const log::Group group("for " + token); }) ==
        "::group::for ***\n::endgroup::\n");
}

TEST_CASE("no text becomes a command, on none of its lines") {
  start(log::Level::info, true);
  CHECK(stdout_of([] { log::info("{}", "::error::x"); }) == ":\u200B:error::x\n");
  CHECK(stdout_of([] { log::info("{}", "a\n \t::add-mask::x\r\n##[group]"); }) ==
        "a\n  :\u200B:add-mask::x\n#\u200B#[group]\n");
  CHECK(stdout_of([] { log::info("a\r::x::y"); }) == "a\\r::x::y\n");
  CHECK(stdout_of([] { const log::Group group("a\n::x::y"); }) ==
        "::group::a\\n::x::y\n::endgroup::\n");
}

TEST_CASE("for a runner debug lines are its own commands, each line one") {
  start(log::Level::debug, true);
  CHECK(stdout_of([] { log::debug("100%\nb"); }) == "::debug::100%25\n::debug::b\n");
}

TEST_CASE("without a runner a group is a heading") {
  start(log::Level::info, false);
  CHECK(stdout_of([] {
          const log::Group group("Listing");
          log::info("x");
        }) == "== Listing\nx\n");
}

TEST_CASE("a command of our own is written as it is, whatever the level") {
  start(log::Level::error, true);
  CHECK(stdout_of([] { log::command("::add-mask::" + token); }) == "::add-mask::" + token + "\n");
}

TEST_CASE("lines of several threads never mix") {
  start(log::Level::info, false);
  const std::string text = stdout_of([] {
    std::vector<std::thread> threads;
    for (char c = 'a'; c < 'e'; ++c) {
      threads.emplace_back([c] {
        for (int i = 0; i < 200; ++i) log::info("{0}\n{0}", std::string(50, c));
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  const std::vector<std::string> lines = split_list(text, "\n");
  REQUIRE(lines.size() == 4 * 200 * 2);
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    CHECK(lines[i] == std::string(50, lines[i][0]));
    CHECK(lines[i + 1] == lines[i]);
  }
}
