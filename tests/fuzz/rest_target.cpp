// Answers of GitHub's REST API. An input is an answer as HTTP/1.1 writes it, with plain line ends.
#include <algorithm>
#include <atomic>
#include <charconv>

#include "base/text.h"
#include "policy/branch_rules.h"
#include "promises.h"
#include "service/github_api.h"
#include "service/github_pulls.h"
#include "service/github_repository.h"
#include "support/fakes/fake_clock.h"
#include "targets.h"

namespace fuzz {
namespace {

using namespace auto_sync;

constexpr std::size_t refusal_limit = 2'000;
constexpr int most_pages = 10;
const std::string api_url = "https://api.github.com";
const Secret token("ghp_standinSOURCE0123456789");
const std::string repository = "o9nn/occ";

/// Gives the same answer to whoever asks.
class OneAnswer : public HttpClient {
 public:
  explicit OneAnswer(HttpResponse answer) : answer_(std::move(answer)) {}
  HttpResponse send(const HttpRequest& request, ResponseSink* /*sink*/) override {
    promise(request.url.find(token.reveal()) == std::string::npos, "no token is in an address");
    ++asked;
    return answer_;
  }

  std::atomic<int> asked = 0;

 private:
  HttpResponse answer_;
};

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

HttpResponse read_answer(std::string_view input) {
  HttpResponse answer;
  const std::string_view status = take_line(input);
  if (const std::size_t space = status.find(' '); space != std::string_view::npos) {
    std::from_chars(status.data() + space + 1, status.data() + status.size(), answer.status);
  }
  while (!input.empty()) {
    const std::string_view line = take_line(input);
    if (line.empty()) break;
    const std::size_t colon = std::min(line.find(':'), line.size());
    answer.headers.emplace_back(to_lower(line.substr(0, colon)),
                                trim(line.substr(std::min(colon + 1, line.size()))));
  }
  answer.body = input;
  return answer;
}

/// Asks questions that all get the same answer.
class Caller {
 public:
  Caller(const HttpResponse& answer, bool echoes) : answer_(answer), echoes_(echoes) {}

  bool success() const { return answer_.status == 200 || answer_.status == 201; }
  bool is(int status) const { return answer_.status == status; }

  /// Whether `call` came back with something; what it throws must be a short refusal.
  bool answered(int most_asked, const auto& call) {
    OneAnswer http(answer_);
    test::FakeClock clock;
    bool done = false;
    try {
      call(http, clock);
      done = true;
    } catch (const Error& error) {
      promise(error.kind() == ErrorKind::access || error.kind() == ErrorKind::remote,
              "a refusal is the token's or the server's");
      const std::string words = error.what() + error.hint();
      promise(words.size() <= refusal_limit, "a refusal is short, whatever the server says");
      promise(echoes_ || words.find(token.reveal()) == std::string::npos,
              "a refusal shows no token that the server did not show");
    }
    promise(http.asked <= most_asked, "nobody asks for ever");
    promise(clock.elapsed <= retry_budget * most_pages, "nobody waits for ever");
    return done;
  }

  /// The same for a call that only an answer of success may end well.
  void call(int most_asked, const auto& call) {
    promise(!answered(most_asked, call) || success(), "no value comes of a refusal");
  }

 private:
  const HttpResponse& answer_;
  bool echoes_;  ///< the token is in the answer
};

double same_jitter() {
  return 0.5;
}

GithubApi actions(HttpClient& http, Clock& clock) {
  return {http, clock, api_url, token, "source_token", same_jitter};
}

GithubPulls pulls(HttpClient& http, Clock& clock) {
  return {http, clock, api_url, token, "target_token", same_jitter};
}

void ask_actions(Caller& caller) {
  caller.call(max_tries, [&](HttpClient& http, Clock& clock) {
    const BuildRun run = actions(http, clock).run(repository, 7);
    promise(run.path.find('@') == std::string::npos, "a workflow's path is without its ref");
  });
  caller.call(most_pages * max_tries,
              [&](HttpClient& http, Clock& clock) { actions(http, clock).workflows(repository); });
  caller.answered(max_tries, [&](HttpClient& http, Clock& clock) {
    const auto page = actions(http, clock).runs(repository, "build.yml", RunQuery());
    promise(page ? caller.success() : caller.is(404), "no runs come of a refusal");
  });
}

void ask_pulls(Caller& caller) {
  caller.call(max_tries, [&](HttpClient& http, Clock& clock) {
    pulls(http, clock).list(repository, "auto-sync/main", "main");
  });
  caller.answered(max_tries, [&](HttpClient& http, Clock& clock) {
    const auto opened =
        pulls(http, clock).open(repository, {"title", "body", "auto-sync/main", "main"});
    promise(opened ? caller.success() : caller.is(422), "a refusal opens nothing");
  });
  caller.call(max_tries, [&](HttpClient& http, Clock& clock) {
    const std::vector<std::string> wanted = {"hubot", "octocat"};
    const auto left_out = pulls(http, clock).assign(repository, 5, wanted);
    promise(std::includes(wanted.begin(), wanted.end(), left_out.begin(), left_out.end()),
            "nobody is left out but those asked for");
  });
}

void ask_repository(Caller& caller) {
  caller.answered(1, [&](HttpClient& http, Clock&) {
    const auto facts = GithubRepository(http, api_url, token).facts(repository);
    promise(!facts || caller.is(200), "no facts come of a refusal");
  });
  caller.answered(3, [&](HttpClient& http, Clock&) {
    const BranchFacts facts = GithubRepository(http, api_url, token).branch(repository, "main");
    promise(!facts.known() || caller.is(200) || caller.is(404),
            "nothing is known of a branch after a refusal");
    for (const auto& rules : {facts.rules, facts.protection}) {
      if (!rules) continue;
      for (const std::string& words : rules_in_words(*rules, {true, true})) {
        promise(!words.empty() && words.size() <= 303, "a rule is a few words");
      }
    }
  });
}

}  // namespace

void run_rest(std::string_view input) {
  static const bool quiet = [] {
    log::init(log::Level::error, Redactor(), false);
    return true;
  }();
  promise(quiet, "nothing is told of what is asked again");
  const HttpResponse answer = read_answer(input);
  Caller caller(answer, input.find(token.reveal()) != std::string_view::npos);
  ask_actions(caller);
  ask_pulls(caller);
  ask_repository(caller);
}

}  // namespace fuzz
