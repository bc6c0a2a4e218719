#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

#include "support/standin/github_standin.h"

namespace {

using auto_sync::testing::GithubStandin;
using auto_sync::testing::Json;

constexpr const char* help =
    R"(github-standin: a small GitHub on 127.0.0.1, for tests and demonstrations.

  github-standin --root DIR [--port N] [--state FILE.json] [--ready-file FILE] [--log FILE.jsonl]

  --root DIR         bare repositories live in DIR/owner/name.git (created when missing)
  --port N           the port; a free one when left out
  --state FILE.json  tokens, repositories, workflows, runs, faults to start with
  --ready-file FILE  gets the server's URL once it listens
  --log FILE.jsonl   gets a line of JSON for every request

It serves git at URL/owner/name.git, REST at URL/api/v3, and is steered at URL/_standin/:
  POST state, POST faults, DELETE faults, GET requests, GET totals, POST reset, GET url
The JSON is described in tests/support/standin/README.md. It ends with SIGTERM or SIGINT.
)";

std::map<std::string, std::string> parse_flags(int count, char** words) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i < count; ++i) {
    std::string name = words[i];
    std::string value;
    if (const std::size_t equals = name.find('='); equals != std::string::npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    } else if (i + 1 < count) {
      value = words[++i];
    }
    if (name != "--root" && name != "--port" && name != "--state" && name != "--ready-file" &&
        name != "--log") {
      throw std::invalid_argument("unknown flag " + name + "; see --help");
    }
    flags[name] = value;
  }
  if (flags["--root"].empty()) throw std::invalid_argument("--root DIR is missing; see --help");
  return flags;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Written beside and renamed, so that whoever waits for the file never reads half of it.
void write_ready_file(const std::string& path, const std::string& url) {
  std::ofstream(path + ".part") << url << '\n';
  std::filesystem::rename(path + ".part", path);
}

int run(int count, char** words) {
  auto flags = parse_flags(count, words);
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);  // before any thread is there

  const std::string& port = flags["--port"];
  GithubStandin standin(flags["--root"],
                        static_cast<std::uint16_t>(port.empty() ? 0 : std::stoul(port)));
  if (!flags["--log"].empty()) standin.write_log_to(flags["--log"]);
  if (!flags["--state"].empty()) standin.load(Json::parse(read_file(flags["--state"])));
  std::cout << "listening on " << standin.url() << std::endl;
  if (!flags["--ready-file"].empty()) write_ready_file(flags["--ready-file"], standin.url());
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  for (int i = 1; i < count; ++i) {
    if (std::string(words[i]) == "--help") {
      std::cout << help;
      return 0;
    }
  }
  try {
    return run(count, words);
  } catch (const std::exception& error) {
    std::cerr << "github-standin: " << error.what() << '\n';
    return 2;
  }
}
