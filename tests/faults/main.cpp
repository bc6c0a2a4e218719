// A campaign of runs with faults; see docs/reliability.md.
#include <atomic>
#include <csignal>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "faults/campaign/tally.h"
#include "faults/judge/rules.h"
#include "faults/world/stage.h"

namespace auto_sync::faults {
namespace {

constexpr const char* help = R"(faults: runs of auto-sync with faults, judged by git.

  faults --program FILE [--first N] [--runs N] [--known FILE] [--jobs N] [--tally FILE]
  faults --program FILE --seed N     repeats one run, and tells all about it
  faults --draw N                    tells what a seed draws
  faults --rules                     tells what is promised

--known FILE has seeds that broke a rule once, one a line, each with a sentence; they come first.
)";

struct Options {
  std::string program;
  std::uint64_t first = 0;
  std::uint64_t runs = 300;
  unsigned jobs = 6;
  std::string known;
  std::string tally;
  bool one = false;
};

std::string words_of(const Drawn& drawn) {
  std::string text = "seed " + std::to_string(drawn.seed) + ": " + drawn.scenario;
  if (!drawn.atomic_offered) text += ", the target offers no atomic pushes";
  for (const Fault& fault : drawn.faults) text += "; " + words_of(fault);
  return text;
}

/// All that a person needs to understand what a run broke, in one piece.
std::string words_of(const Evidence& evidence, const std::vector<Violation>& broken) {
  std::ostringstream text;
  text << words_of(evidence.drawn) << "\n  ended as '" << evidence.json.get("status").text()
       << "', exit code " << evidence.exit_code << ": " << evidence.json.get("headline").text()
       << "\n";
  for (const Violation& violation : broken) {
    text << "  BROKEN " << violation.rule->name << ": " << violation.rule->sentence
         << "\n    told:    " << violation.wrong.told
         << "\n    witness: " << violation.wrong.witness << "\n";
  }
  if (!broken.empty()) {
    text << "  repeat: tests/faults/run --seed " << evidence.drawn.seed << "\n";
  }
  return text.str();
}

std::string history_of(const Evidence& evidence) {
  std::ostringstream text;
  for (const SeenRequest& request : evidence.requests) {
    text << "  " << words_of(Point{request.kind.side, request.kind.step}) << " -> "
         << request.status;
    for (const Fault& fault : request.faults) text << "   [" << words_of(fault) << "]";
    text << "\n";
  }
  for (const Repository* side : {&evidence.source, &evidence.target}) {
    text << (side == &evidence.source ? "source:" : "target:") << " before";
    for (const auto& [ref, id] : side->before) text << " " << ref << "=" << id.substr(0, 7);
    text << "\n";
    for (std::size_t i = 0; i < side->transitions.size(); ++i) {
      const Transition& change = side->transitions[i];
      text << "  " << (change.ours ? "ours  " : "other ") << change.ref << " "
           << change.old_id.substr(0, 7) << " -> " << change.new_id.substr(0, 7)
           << (i >= side->until_exit ? " (after the end)" : "") << "\n";
    }
  }
  return text.str();
}

Evidence run_seed(std::uint64_t seed, const Options& options, Templates& templates,
                  std::vector<Violation>& broken) {
  Stage stage(draw(seed), templates);
  Evidence evidence = stage.run(options.program);
  broken = judge(evidence);
  return evidence;
}

int repeat(const Options& options) {
  Templates templates;
  std::vector<Violation> broken;
  const Evidence evidence = run_seed(options.first, options, templates, broken);
  std::cout << evidence.log << "\n"
            << history_of(evidence) << "outputs:\n"
            << evidence.outputs_text << "\nrefs: " << evidence.json.get("refs").dump() << "\n"
            << evidence.json.get("way_back").dump() << "\n"
            << words_of(evidence, broken) << evidence.seconds << " s\n";
  return broken.empty() ? 0 : 1;
}

std::vector<std::uint64_t> seeds_of(const Options& options) {
  std::vector<std::uint64_t> seeds;
  if (!options.known.empty()) {
    std::ifstream file(options.known);
    if (!file) throw std::runtime_error("cannot read " + options.known);
    for (std::string line; std::getline(file, line);) {
      if (!line.empty() && line[0] != '#') seeds.push_back(std::stoull(line));
    }
  }
  for (std::uint64_t i = 0; i < options.runs; ++i) seeds.push_back(options.first + i);
  return seeds;
}

/// Tells how far a long campaign is, and keeps what it has counted so far.
void note_progress(std::size_t made, std::size_t of, const Options& options, const Tally& tally) {
  constexpr std::size_t step = 500;
  if (made % step != 0 || made == of) return;
  std::cerr << made << " of " << of << " runs, " << tally.bad_runs() << " broke a rule\n";
  if (!options.tally.empty()) std::ofstream(options.tally) << tally.markdown();
}

int campaign(const Options& options) {
  Templates templates;
  Tally tally;
  const std::vector<std::uint64_t> seeds = seeds_of(options);
  std::atomic<std::size_t> next = 0;
  std::mutex output;
  std::size_t made = 0;
  std::atomic<bool> failed = false;
  const auto work = [&] {
    for (std::size_t i = next++; i < seeds.size(); i = next++) {
      std::vector<Violation> broken;
      try {
        const Evidence evidence = run_seed(seeds[i], options, templates, broken);
        tally.add(evidence, broken);
        const std::lock_guard lock(output);
        note_progress(++made, seeds.size(), options, tally);
        if (broken.empty()) continue;
        std::cout << words_of(evidence, broken) << std::flush;
      } catch (const std::exception& error) {
        failed = true;
        const std::lock_guard lock(output);
        std::cout << "seed " << seeds[i] << " could not be run: " << error.what() << std::endl;
      }
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < options.jobs; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  if (!options.tally.empty()) std::ofstream(options.tally) << tally.markdown();
  std::cout << "\n"
            << tally.broken_rules() << tally.runs() << " runs, " << tally.bad_runs()
            << " broke a rule\n";
  return tally.bad_runs() == 0 && !failed ? 0 : 1;
}

Options parse(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string name = words[i];
    if (i + 1 == count) throw std::invalid_argument(name + " needs a value; see --help");
    const std::string value = words[++i];
    if (name == "--program") {
      options.program = value;
    } else if (name == "--first" || name == "--seed" || name == "--draw") {
      options.first = std::stoull(value);
      options.one = name != "--first";
    } else if (name == "--runs") {
      options.runs = std::stoull(value);
    } else if (name == "--jobs") {
      options.jobs = static_cast<unsigned>(std::stoul(value));
    } else if (name == "--known") {
      options.known = value;
    } else if (name == "--tally") {
      options.tally = value;
    } else {
      throw std::invalid_argument("unknown flag " + name + "; see --help");
    }
  }
  return options;
}

int run(int count, char** words) {
  const std::string first = count > 1 ? words[1] : "--help";
  if (first == "--help") {
    std::cout << help;
    return 0;
  }
  if (first == "--rules") {
    for (const Rule& rule : rule_book()) {
      std::cout << "- **" << rule.name << "**: " << rule.sentence << "\n";
    }
    return 0;
  }
  std::signal(SIGPIPE, SIG_IGN);  // a server's child that has gone is an error, not our end
  const Options options = parse(count, words);
  if (first == "--draw") {
    std::cout << words_of(draw(options.first)) << "\n";
    return 0;
  }
  if (options.program.empty()) throw std::invalid_argument("--program is missing; see --help");
  return options.one ? repeat(options) : campaign(options);
}

}  // namespace
}  // namespace auto_sync::faults

int main(int count, char** words) {
  try {
    return auto_sync::faults::run(count, words);
  } catch (const std::exception& error) {
    std::cerr << "faults: " << error.what() << "\n";
    return 2;
  }
}
