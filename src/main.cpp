// Wires the adapters, runs, and maps the outcome to an exit code. The only place that reads the
// environment.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "adapters/curl_http_client.h"
#include "adapters/interrupt.h"
#include "adapters/last_words.h"
#include "adapters/libgit2_commit_pack.h"
#include "adapters/libgit2_object_store.h"
#include "adapters/openssl_checksum.h"
#include "adapters/private_memory.h"
#include "adapters/read_file.h"
#include "adapters/runner_files.h"
#include "adapters/system_clock.h"
#include "adapters/temporary_spool.h"
#include "adapters/zlib_inflater.h"
#include "app/publish_report.h"
#include "app/run_both_ways.h"
#include "app/run_sync.h"
#include "base/as_error.h"
#include "base/log.h"
#include "domain/status.h"
#include "policy/directions.h"
#include "policy/large_file.h"
#include "policy/parse_event.h"
#include "policy/parse_settings.h"
#include "policy/usage_text.h"
#include "service/github_repository.h"
#include "service/last_look_http_client.h"
#include "service/metered_http_client.h"
#include "service/pack_relay.h"
#include "service/smart_http_source.h"
#include "service/smart_http_target.h"
#include "service/watched_source.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX declares it nowhere

namespace auto_sync {
namespace {

constexpr std::size_t max_config_bytes = 1U << 20;
constexpr std::size_t max_payload_bytes = 32U << 20;

Environment read_environment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) environment[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return environment;
}

/// Reads the configuration file that the inputs name, relative to the workspace.
std::optional<ConfigFile> read_config(const InputSources& sources) {
  const std::optional<std::string> path = config_path(sources);
  if (!path) return std::nullopt;
  const std::filesystem::path base = variable(sources.environment, "GITHUB_WORKSPACE");
  constexpr const char* hint =
      "Check the input config; the file must be there when the step runs: a checkout step comes "
      "first, or leave config out.";
  try {
    auto text = read_file(base / *path, max_config_bytes, base);
    if (text) return ConfigFile{*path, std::move(*text)};
  } catch (const Error& error) {
    throw Error(error.kind(), std::string("The configuration file cannot be used: ") + error.what(),
                hint);
  }
  throw Error(ErrorKind::usage, "The configuration file " + *path + " cannot be read.", hint);
}

std::filesystem::path temporary_directory(const Environment& environment) {
  std::error_code error;
  std::filesystem::path runner = variable(environment, "RUNNER_TEMP");
  if (!runner.empty() && std::filesystem::is_directory(runner, error)) return runner;
  const std::filesystem::path system = std::filesystem::temp_directory_path(error);
  return error ? std::filesystem::path("/tmp") : system;
}

RunnerPlaces places(const Environment& environment, const Settings& settings) {
  RunnerPlaces places;
  places.output_file = variable(environment, "GITHUB_OUTPUT");
  places.summary_file = variable(environment, "GITHUB_STEP_SUMMARY");
  places.workspace = variable(environment, "GITHUB_WORKSPACE");
  std::error_code ignored;
  places.working_directory = std::filesystem::current_path(ignored).string();
  places.report_dir = settings.report_dir;
  places.is_github = variable(environment, "GITHUB_ACTIONS") == "true";
  return places;
}

/// The certificates that the environment names.
CertificatePlaces certificates(const Environment& environment) {
  CertificatePlaces named;
  named.file = variable(environment, "SSL_CERT_FILE");
  if (named.file.empty()) named.file = variable(environment, "CURL_CA_BUNDLE");
  named.directory = variable(environment, "SSL_CERT_DIR");
  try {
    if (!named.file.empty()) require_regular_file(named.file);
  } catch (const Error& error) {
    throw Error(error.kind(), std::string("The certificates cannot be used: ") + error.what(),
                "Check SSL_CERT_FILE and CURL_CA_BUNDLE.");
  }
  return named;
}

EventContext read_event(const Environment& environment) {
  const std::string path = variable(environment, "GITHUB_EVENT_PATH");
  std::optional<std::string> payload;
  try {
    if (!path.empty()) payload = read_file(path, max_payload_bytes);
  } catch (const Error& error) {
    throw Error(error.kind(), std::string("The event's payload cannot be used: ") + error.what(),
                "Check the file that GITHUB_EVENT_PATH names.");
  }
  return parse_event(environment, payload);
}

/// What is wrong with the settings once the event is known too.
void check_together(const Settings& settings, const EventContext& event) {
  std::vector<Problem> problems;
  if (auto problem = check_event_source(settings, event)) problems.push_back(*problem);
  if (auto problem = check_gate_inputs(settings, event)) problems.push_back(*problem);
  if (!problems.empty()) throw usage_error(problems);
}

/// What every way of a run shares.
struct Shared {
  Shared(const Environment& environment, Interrupt& interrupts, SystemClock& system_clock)
      : interrupt(interrupts),
        clock(system_clock),
        curl(interrupts, certificates(environment)),
        http(curl),
        hurried(http),
        spooler(temporary_directory(environment)),
        packs(temporary_directory(environment)),
        stores(temporary_directory(environment)) {}

  Interrupt& interrupt;
  SystemClock& clock;
  CurlHttpClient curl;
  MeteredHttpClient http;
  LastLookHttpClient hurried;
  TemporarySpooler spooler;
  OpensslChecksums checksums;
  ZlibInflaters inflaters;
  Libgit2CommitPackReader packs;
  Libgit2ObjectStores stores;
};

/// The edges of one way, from the settings' source to their target.
class Way {
 public:
  Way(const Settings& settings, Shared& shared)
      : source_(shared.http, shared.clock, settings.source, settings.source_token,
                {Side::source, settings.source_role()}),
        target_reader_(shared.http, shared.clock, settings.target, settings.target_token,
                       {Side::target, settings.target_role()}),
        last_look_(shared.hurried, shared.clock, settings.target, settings.target_token,
                   {Side::target, settings.target_role()}),
        target_(shared.http, shared.clock, settings.target, settings.target_token,
                {Side::target, settings.target_role()}),
        watched_(source_, file_size_limit(settings), shared.inflaters, shared.checksums),
        relay_(watched_, target_, shared.spooler, shared.checksums, shared.clock,
               shared.interrupt.stop_token()),
        api_(shared.http, shared.clock, settings.api_url, settings.source_token,
             settings.source_role() + "_token"),
        pulls_(shared.http, shared.clock, settings.api_url, settings.target_token,
               settings.target_role() + "_token"),
        target_repository_(shared.http, settings.api_url, settings.target_token),
        edges_{
            .push = {.read = {.source = source_,
                              .target = target_reader_,
                              .packs = shared.packs,
                              .stores = shared.stores,
                              .clock = shared.clock},
                     .target = target_,
                     .transfer = relay_,
                     .last_look = last_look_,
                     .interrupted = [&shared] { return shared.interrupt.signal(); }},
            .github = {.builds = api_, .pulls = pulls_, .target = &target_repository_},
            .meter = {.clock = shared.clock,
                      .traffic = [&shared] { return shared.http.traffic(); },
                      .pipeline_traffic = [&shared] { return shared.http.pipeline_traffic(); }}} {}

  const Edges& edges() const { return edges_; }

 private:
  SmartHttpSource source_;
  SmartHttpSource target_reader_;
  SmartHttpSource last_look_;
  SmartHttpTarget target_;
  WatchedSource watched_;
  PackRelay relay_;
  GithubApi api_;
  GithubPulls pulls_;
  GithubRepository target_repository_;
  Edges edges_;
};

SyncResult sync(const Settings& settings, const EventContext& event, const Environment& environment,
                Interrupt& interrupt, SystemClock& clock) {
  Shared shared(environment, interrupt, clock);
  Way way(settings, shared);
  if (settings.direction != Direction::both) return run_sync(settings, event, way.edges());
  Way back(way_back(settings), shared);
  return run_both_ways(settings, event, way.edges(), back.edges());
}

int run(const std::vector<std::string>& flags) {
  Interrupt interrupt;
  interrupt.handle_signals();
  SystemClock clock(interrupt);
  InputSources sources{read_environment(), flags, std::nullopt};
  std::optional<Error> config_error;
  try {
    sources.config = read_config(sources);
  } catch (const Error& error) {
    config_error = error;
  }
  const SettingsResult parsed = parse_settings(sources);
  const Settings settings = settings_of_run(parsed.settings);

  Redactor redactor;
  redactor.add(settings.source_token);
  redactor.add(settings.target_token);
  const RunnerPlaces where = places(sources.environment, settings);
  log::init(settings.log_level, redactor, where.is_github);
  if (where.is_github) mask_secrets(redactor);
  for (const std::string& warning : parsed.warnings) log::warning("{}", warning);

  RunnerFiles runner(where, redactor);
  EventContext event;
  SyncResult result;
  try {
    if (config_error) throw Error(*config_error);
    if (!parsed.ok()) throw usage_error(parsed.problems);
    event = read_event(sources.environment);
    check_together(settings, event);
    runner.check_report_dir();
    result = sync(settings, event, sources.environment, interrupt, clock);
  } catch (const std::exception& error) {
    result = failed_result(as_error(error), interrupt.signal(), clock.now());
  }
  publish_report(settings, event, result, runner);
  interrupt.let_end();
  return result.end.exit_code;
}

}  // namespace
}  // namespace auto_sync

int main(int argc, char** argv) {
  auto_sync::leave_last_words();
  try {
    auto_sync::fail_writes_at_file_limit();
    auto_sync::keep_memory_private();
    const std::vector<std::string> flags(argv + 1, argv + argc);
    if (const auto text = auto_sync::asked_text(flags)) {
      return std::fputs(text->c_str(), stdout) < 0 ? 1 : 0;
    }
    return auto_sync::run(flags);
  } catch (const std::exception& error) {
    const auto_sync::Error failure = auto_sync::as_error(error);
    auto_sync::log::error("{} {}", failure.what(), failure.hint());
    return auto_sync::exit_code(failure.kind(), 0);
  }
}
