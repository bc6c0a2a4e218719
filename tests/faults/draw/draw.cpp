#include <algorithm>
#include <cmath>

#include "faults/draw/drawn.h"
#include "faults/draw/random.h"
#include "faults/world/scenario.h"

namespace auto_sync::faults {
namespace {

using Points = std::vector<std::pair<Point, unsigned>>;

/// The requests that a scenario makes, with how often each is struck beside the others.
Points points_of(const Scenario& scenario) {
  Points points{{{Side::target, Step::push_listing}, 8}};
  const auto add = [&](Side side, Step step, unsigned weight) {
    points.push_back({{side, step}, weight});
  };
  if (scenario.asks_source) {
    add(Side::source, Step::ls_refs, 4);
    add(Side::source, Step::history, 5);
    add(Side::source, Step::objects, 8);
    add(Side::source, Step::rest_gate, 4);
    add(Side::target, Step::rest_repository, 3);
  } else {
    add(Side::target, Step::history, 5);
    add(Side::target, Step::objects, 3);
  }
  if (scenario.writes_target) {
    add(Side::target, Step::push, 26);
    add(Side::target, Step::ls_refs, 12);
  }
  if (scenario.merges || scenario.expected == "conflict" || scenario.proposes) {
    add(Side::target, Step::history, 3);
    add(Side::target, Step::objects, 4);
  }
  if (scenario.writes_source) {
    add(Side::source, Step::push_listing, 8);
    add(Side::source, Step::push, 16);
    add(Side::source, Step::ls_refs, 8);
    add(Side::target, Step::objects, 4);
  }
  if (scenario.proposes || scenario.proposes_back) {
    const Side side = scenario.proposes ? Side::target : Side::source;
    add(side, Step::rest_pulls_read, 8);
    add(side, Step::rest_pulls_write, 8);
  }
  return points;
}

Kind draw_kind(Random& random) {
  return random.weighted<Kind>({{Kind::cut_request, 12},
                                {Kind::cut_answer, 14},
                                {Kind::stall, 3},
                                {Kind::corrupt, 4},
                                {Kind::truncate, 4},
                                {Kind::duplicate, 2},
                                {Kind::status_before, 10},
                                {Kind::status_after, 12},
                                {Kind::repeat, 4},
                                {Kind::redirect, 2},
                                {Kind::html, 2},
                                {Kind::stale, 6},
                                {Kind::late, 8},
                                {Kind::writer, 18},
                                {Kind::signal, 9},
                                {Kind::hook, 6},
                                {Kind::starved, 6}});
}

bool is_listing(Step step) {
  return step == Step::push_listing || step == Step::listing || step == Step::ls_refs;
}

/// How often a scenario comes beside the others: those that push have more to lose.
unsigned weight_of(const Scenario& scenario) {
  if (scenario.expected == "in_sync" || scenario.expected == "blocked") return 1;
  return scenario.writes_target || scenario.writes_source ? 5 : 2;
}

/// The scenario of a seed: each draws for itself, and the least wins, as the first of several
/// clocks that go off at random does. So a scenario more takes some seeds, and leaves the others.
const Scenario& draw_scenario(std::uint64_t seed) {
  const Scenario* first = nullptr;
  double least = 0;
  for (const Scenario& scenario : scenarios()) {
    std::uint64_t mixed = seed;
    for (const char c : scenario.name) mixed = Random(mixed ^ static_cast<unsigned char>(c)).next();
    const double drawn = (static_cast<double>(mixed >> 11U) + 1) * 0x1p-53;  // 0 < drawn <= 1
    const double time = -std::log(drawn) / weight_of(scenario);
    if (first != nullptr && time >= least) continue;
    first = &scenario;
    least = time;
  }
  return *first;
}

/// A request that comes once is rarely struck the second time; a backup goes before what it keeps.
unsigned draw_skip(Random& random, const Scenario& scenario, Step step) {
  const bool two_pushes =
      scenario.expected == "forced" || scenario.expected == "rolled_back" || scenario.proposes;
  if (two_pushes && (step == Step::push || step == Step::ls_refs)) {
    return random.weighted<unsigned>({{0U, 5}, {1U, 4}, {2U, 1}});
  }
  return random.weighted<unsigned>({{0U, 16}, {1U, 3}, {2U, 1}});
}

Point draw_point(Random& random, Points points, Kind kind, const Scenario& scenario) {
  if (kind == Kind::late) points = {{{Side::target, Step::push}, 3}};
  if (kind == Kind::late && scenario.writes_source) {
    points.push_back({{Side::source, Step::push}, scenario.writes_target ? 2U : 20U});
  }
  if (kind == Kind::stale) {
    std::erase_if(points, [](const auto& entry) { return !is_listing(entry.first.step); });
  }
  Point point = random.weighted(points);
  point.skip = draw_skip(random, scenario, point.step);
  point.count = random.weighted<unsigned>({{1U, 6}, {2U, 2}, {3U, 1}, {0U, 2}});
  return point;
}

Fault draw_starved(Random& random, Fault fault) {
  fault.lack = random.weighted<Lack>({{Lack::temp_space, 3},
                                      {Lack::file_size, 3},
                                      {Lack::outputs, 1},
                                      {Lack::summary, 1},
                                      {Lack::descriptors, 4},
                                      {Lack::memory, 4},
                                      {Lack::report_dir, 1}});
  if (fault.lack == Lack::temp_space) fault.amount = random.pick<std::uint64_t>({4, 16, 64, 512});
  if (fault.lack == Lack::file_size) fault.amount = random.pick<std::uint64_t>({4, 16, 64, 256});
  if (fault.lack == Lack::descriptors) fault.amount = 8 + random.below(20);
  if (fault.lack == Lack::memory) fault.amount = 1024 * (2 + random.below(34));
  return fault;
}

Fault draw_fault(Random& random, const Scenario& scenario) {
  Fault fault;
  fault.kind = draw_kind(random);
  fault.point = draw_point(random, points_of(scenario), fault.kind, scenario);
  fault.reset = random.chance(50);
  fault.eager = random.chance(40);
  fault.amount = random.below(1001);
  fault.when = random.pick({When::before, When::after, When::within});
  fault.number = random.weighted<int>({{15, 4}, {2, 2}, {9, 2}});
  fault.status = random.pick({401, 403, 404, 408, 409, 411, 413, 429, 500, 502, 503, 504});
  switch (fault.kind) {
    case Kind::cut_request:
      fault.place = random.pick({Place::head, Place::body_start, Place::commands, Place::pack,
                                 Place::before_last, Place::after});
      break;
    case Kind::cut_answer:
      fault.place =
          random.pick({Place::head, Place::first_byte, Place::middle, Place::before_last});
      break;
    case Kind::stall:
      fault.number = random.pick({15, 2});
      break;
    case Kind::redirect:
      fault.status = random.pick({301, 302, 307, 308});
      break;
    case Kind::late:
      fault.status = random.pick({408, 500, 502, 503, 504});
      fault.amount = random.pick<std::uint64_t>({0, 0, 1, 2, 3, 4});
      break;
    case Kind::writer:
      fault.move = random.weighted<Move>({{Move::advance_branch, 5},
                                          {Move::rewind_branch, 2},
                                          {Move::delete_branch, 2},
                                          {Move::move_tag, 3},
                                          {Move::create_tag, 3},
                                          {Move::delete_tag, 1},
                                          {Move::create_branch, 1}});
      if (fault.when == When::within) fault.when = When::before;
      fault.eager = random.chance(25);  // on the other side than that of the request
      break;
    case Kind::hook:
      fault.hook = random.pick({Hook::refuse_branch, Hook::refuse_tags, Hook::refuse_backups,
                                Hook::decline_all, Hook::abort_tags, Hook::hide_from_upload,
                                Hook::hide_backups, Hook::propose_branch});
      break;
    case Kind::starved:
      return draw_starved(random, fault);
    default:
      break;
  }
  return fault;
}

}  // namespace

Drawn draw(std::uint64_t seed) {
  Drawn drawn;
  drawn.seed = seed;
  const auto& all = scenarios();
  if (seed < all.size()) {
    drawn.scenario = all[seed].name;
    return drawn;
  }
  Random random(seed);
  const Scenario& scenario = draw_scenario(seed);
  drawn.scenario = scenario.name;
  drawn.atomic_offered = !random.chance(20) || scenario.inputs.contains("atomic");
  const unsigned faults = random.chance(55) ? 1 : 2;
  for (unsigned i = 0; i < faults; ++i) drawn.faults.push_back(draw_fault(random, scenario));
  return drawn;
}

}  // namespace auto_sync::faults
