// Drives app/ over many pairs in one process, as a configuration with many targets will.
//
//   many pairs URL SOURCE TARGET COUNT     COUNT pairs SOURCE-i -> TARGET-i, 16 at a time
//   many targets URL SOURCE TARGET COUNT   one SOURCE -> TARGET-1 .. COUNT, one download for all
//
// Both tokens come from the environment (SOURCE_TOKEN, TARGET_TOKEN), the build's run from
// BUILD_RUN. Prints tab-separated: what, count, wall ms, CPU ms, peak KiB, requests, downloads, and
// how many ended in_sync, synced and otherwise. Exits with 1 when one ended otherwise.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

#include "adapters/curl_http_client.h"
#include "adapters/interrupt.h"
#include "adapters/libgit2_commit_pack.h"
#include "adapters/libgit2_object_store.h"
#include "adapters/openssl_checksum.h"
#include "adapters/system_clock.h"
#include "adapters/temporary_spool.h"
#include "app/run_many.h"
#include "app/run_sync.h"
#include "base/log.h"
#include "policy/headline.h"
#include "service/convoy.h"
#include "service/metered_http_client.h"
#include "service/pack_relay.h"
#include "service/smart_http_source.h"
#include "service/smart_http_target.h"

namespace auto_sync::bench {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? std::string() : value;
}

/// What all pairs have in common.
struct Common {
  explicit Common(std::string server) : url(std::move(server)) {}

  std::string url;
  Secret source_token{variable("SOURCE_TOKEN")};
  Secret target_token{variable("TARGET_TOKEN")};
  std::uint64_t build_run = std::stoull(variable("BUILD_RUN"));
  Interrupt interrupt;
  SystemClock clock{interrupt};
  CurlHttpClient http{interrupt, {}};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<int> in_sync{0};
  std::atomic<int> synced{0};
  std::atomic<int> otherwise{0};
};

RepositoryAddress address(const std::string& url, const std::string& name) {
  return {url + "/" + name + ".git", url + "/" + name, name};
}

/// One pair, from its inputs to its result. `convoy` null: it travels alone.
void sync_pair(Common& common, const std::string& source_name, const std::string& target_name,
               Convoy* convoy) {
  Settings settings;
  settings.source = address(common.url, source_name);
  settings.target = address(common.url, target_name);
  settings.source_token = common.source_token;
  settings.target_token = common.target_token;
  settings.server_url = common.url;
  settings.api_url = common.url + "/api/v3";
  EventContext event;
  event.kind = EventKind::workflow_run;
  event.run.emplace();
  event.run->id = common.build_run;

  MeteredHttpClient http(common.http);
  SmartHttpSource source(http, common.clock, settings.source, settings.source_token,
                         {Side::source, "source"});
  SmartHttpSource reader(http, common.clock, settings.target, settings.target_token,
                         {Side::target, "target"});
  SmartHttpTarget target(http, common.clock, settings.target, settings.target_token);
  TemporarySpooler spooler("/tmp");
  OpensslChecksums checksums;
  PackRelay alone(source, target, spooler, checksums, common.clock, common.interrupt.stop_token());
  std::optional<Convoy::Member> member;
  if (convoy != nullptr) member.emplace(*convoy, target, alone);
  Transfer& transfer = member ? static_cast<Transfer&>(*member) : alone;
  Libgit2CommitPackReader packs("/tmp");
  Libgit2ObjectStores stores("/tmp");
  GithubApi api(http, common.clock, settings.api_url, settings.source_token);
  GithubPulls pulls(http, common.clock, settings.api_url, settings.target_token, "target_token");
  const Edges edges{.push = {.read = {.source = source,
                                      .target = reader,
                                      .packs = packs,
                                      .stores = stores,
                                      .clock = common.clock},
                             .target = target,
                             .transfer = transfer,
                             .last_look = reader},
                    .github = {.builds = api, .pulls = pulls},
                    .meter = {.clock = common.clock}};

  const SyncResult result = run_sync(settings, event, edges);
  common.requests += http.traffic().requests;
  switch (result.end.status) {
    case Status::in_sync:
      ++common.in_sync;
      break;
    case Status::synced:
      ++common.synced;
      break;
    default:
      ++common.otherwise;
      std::cerr << target_name << ": " << headline(settings, result) << '\n';
  }
}

std::string numbered(const std::string& name, std::size_t i) {
  return name + "-" + std::to_string(i + 1);
}

std::size_t sync_pairs(Common& common, const std::string& source, const std::string& target,
                       std::size_t count) {
  run_many(count, default_concurrency, [&](std::size_t i) {
    sync_pair(common, numbered(source, i), numbered(target, i), nullptr);
  });
  return 0;
}

std::size_t sync_targets(Common& common, const std::string& source_name, const std::string& target,
                         std::size_t count) {
  MeteredHttpClient http(common.http);
  SmartHttpSource source(http, common.clock, address(common.url, source_name), common.source_token,
                         {Side::source, "source"});
  Convoy convoy(source, count, common.interrupt.stop_token());
  run_many(count, count,
           [&](std::size_t i) { sync_pair(common, source_name, numbered(target, i), &convoy); });
  common.requests += http.traffic().requests;
  return convoy.downloads();
}

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

int run(const std::string& mode, const std::string& url, const std::string& source,
        const std::string& target, std::size_t count) {
  log::init(log::Level::error, {}, false);
  Common common(url);
  const auto started = std::chrono::steady_clock::now();
  const std::size_t downloads = mode == "pairs" ? sync_pairs(common, source, target, count)
                                                : sync_targets(common, source, target, count);
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - started;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::cout << mode << '\t' << count << '\t' << wall.count() << '\t'
            << milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime) << '\t'
            << usage.ru_maxrss << '\t' << common.requests << '\t' << downloads << '\t'
            << common.in_sync << '\t' << common.synced << '\t' << common.otherwise << '\n';
  return common.otherwise == 0 ? 0 : 1;
}

}  // namespace
}  // namespace auto_sync::bench

int main(int count, char** words) {
  if (count != 6) return 2;
  try {
    return auto_sync::bench::run(words[1], words[2], words[3], words[4], std::stoull(words[5]));
  } catch (const std::exception& error) {
    std::cerr << "many: " << error.what() << '\n';
    return 1;
  }
}
