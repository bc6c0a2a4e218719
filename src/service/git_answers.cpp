#include "service/git_answers.h"

#include <algorithm>
#include <array>

namespace auto_sync {
namespace {

constexpr GitSteps any_step(GitStep::list, GitStep::ask, GitStep::fetch, GitStep::push);
constexpr GitSteps reading(GitStep::list, GitStep::ask, GitStep::fetch);
constexpr GitSteps pushing{GitStep::push};

constexpr NextForms nothing_else{};
constexpr NextForms as_it_was{.again = true};
constexpr NextForms other_length{.with_length = true};
constexpr NextForms other_form{.plain_pack = true, .with_length = true};

constexpr std::string_view an_error = "answered with an error";
constexpr std::string_view check_address =
    "Check the address, and what a proxy before the server has in its log.";
constexpr std::string_view busy = "The server may be busy or down: run the sync again later.";
constexpr std::string_view no_chunks =
    "A proxy before it takes no chunked requests, or drops the length: let it pass both "
    "Content-Length and Transfer-Encoding on.";

constexpr std::array rows = {
    StatusRow{.first = 200,
              .last = 200,
              .steps = any_step,
              .kind = AnswerKind::answer,
              .next = as_it_was,
              .source = "gitprotocol-http(5), \"Smart Server Response\""},
    StatusRow{.first = 300,
              .last = 399,
              .steps = any_step,
              .kind = AnswerKind::elsewhere,
              .refuses = true,
              .source = "RFC 9110, 15.4; git-config(1), http.followRedirects"},
    StatusRow{.first = 400,
              .last = 400,
              .steps = pushing,
              .refuses = true,
              .next = other_form,
              .what = an_error,
              .remedy = check_address,
              .source = "RFC 9110, 15.5.1; hosts that take no thin packs, proxies that take no "
                        "chunks"},
    StatusRow{.first = 401,
              .last = 401,
              .steps = any_step,
              .kind = AnswerKind::unauthorized,
              .refuses = true,
              .source = "RFC 9110, 15.5.2 and 11.6.1"},
    StatusRow{.first = 403,
              .last = 403,
              .steps = any_step,
              .kind = AnswerKind::forbidden,
              .refuses = true,
              .source = "RFC 9110, 15.5.4"},
    StatusRow{.first = 404,
              .last = 404,
              .steps = any_step,
              .kind = AnswerKind::missing,
              .refuses = true,
              .source = "RFC 9110, 15.5.5"},
    StatusRow{.first = 408,
              .last = 408,
              .steps = any_step,
              .next = other_length,
              .what = "answered with an error: it gave up waiting for the request's end",
              .remedy = "Run the sync again; if it stays so, raise the time that the server, or a "
                        "proxy before it, gives to a request.",
              .source = "RFC 9110, 15.5.9; GitHub, when a push's body stalls"},
    StatusRow{.first = 409,
              .last = 409,
              .steps = any_step,
              .refuses = true,
              .what = "answered with an error: something else is changing it at this time",
              .remedy = "Run the sync again when that is done: another push, a move or a migration "
                        "of the repository.",
              .source = "RFC 9110, 15.5.10"},
    StatusRow{.first = 410,
              .last = 410,
              .steps = any_step,
              .kind = AnswerKind::missing,
              .refuses = true,
              .source = "RFC 9110, 15.5.11"},
    StatusRow{.first = 411,
              .last = 411,
              .steps = any_step,
              .refuses = true,
              .next = other_length,
              .what = "answered with an error: it wants every request's length",
              .remedy = no_chunks,
              .source = "RFC 9110, 15.5.12"},
    StatusRow{.first = 413,
              .last = 413,
              .steps = any_step,
              .refuses = true,
              .what = "answered with an error: it, or a proxy before it, takes no push as large as "
                      "this one",
              .remedy = "Raise its limit on a request's body (nginx: client_max_body_size; Apache: "
                        "LimitRequestBody). Or bring the history over once by hand in parts, older "
                        "commits first: git push TARGET COMMIT:refs/heads/BRANCH.",
              .source = "RFC 9110, 15.5.14"},
    StatusRow{.first = 417,
              .last = 417,
              .steps = any_step,
              .refuses = true,
              .next = other_length,
              .what =
                  "answered with an error: it, or a proxy before it, cannot do what the request "
                  "expects",
              .remedy = no_chunks,
              .source = "RFC 9110, 15.5.18: old proxies answer so to requests without a length; no "
                        "`Expect` is ever sent"},
    StatusRow{.first = 429,
              .last = 429,
              .steps = any_step,
              .refuses = true,
              .next = as_it_was,
              .passes = true,
              .what = "answered with an error: it was asked too often",
              .remedy = "Run the sync again later.",
              .source = "RFC 6585, 4; `Retry-After` is obeyed up to 30 seconds"},
    StatusRow{.first = 431,
              .last = 431,
              .steps = any_step,
              .refuses = true,
              .what = "answered with an error: it takes no headers as large as these",
              .remedy = "Look at the length of the token, and at a proxy that adds headers.",
              .source = "RFC 6585, 5"},
    StatusRow{.first = 400,
              .last = 499,
              .steps = any_step,
              .refuses = true,
              .what = an_error,
              .remedy = check_address,
              .source = "RFC 9110, 15.5"},
    StatusRow{.first = 501,
              .last = 501,
              .steps = pushing,
              .refuses = true,
              .next = other_length,
              .what = "answered with an error: it, or a proxy before it, does not know how to take "
                      "the request",
              .remedy = no_chunks,
              .source = "RFC 9112, 6.1: the answer to a transfer coding that is not understood"},
    StatusRow{.first = 504,
              .last = 504,
              .steps = any_step,
              .next = other_length,
              .passes = true,
              .what = an_error,
              .remedy = busy,
              .source = "RFC 9110, 15.6.5; proxies, when a push's body stalls"},
    StatusRow{.first = 505,
              .last = 505,
              .steps = pushing,
              .refuses = true,
              .next = other_length,
              .what = "answered with an error: it, or a proxy before it, does not speak HTTP/1.1",
              .remedy = no_chunks,
              .source = "RFC 9110, 15.6.6: chunks came with HTTP/1.1"},
    StatusRow{.first = 507,
              .last = 507,
              .steps = pushing,
              .refuses = true,
              .what = "answered with an error: it has no room for the push",
              .remedy = "Make room on the server, or raise the repository's quota there.",
              .source = "RFC 4918, 11.5"},
    StatusRow{.first = 500,
              .last = 599,
              .steps = reading,
              .passes = true,
              .what = an_error,
              .remedy = busy,
              .source = "RFC 9110, 15.6"},
    StatusRow{.first = 500,
              .last = 599,
              .steps = pushing,
              .next = as_it_was,
              .passes = true,
              .what = an_error,
              .remedy = busy,
              .source = "RFC 9110, 15.6: what the push did, the listing tells"},
    StatusRow{.first = 0,
              .last = 999,
              .steps = any_step,
              .next = nothing_else,
              .what = "gave an answer that has no meaning in git's protocol",
              .remedy = check_address,
              .source = "gitprotocol-http(5): anything but 200 is a failure"},
};

}  // namespace

std::span<const StatusRow> status_rows() {
  return rows;
}

const StatusRow& status_row(int status, GitStep step) {
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const StatusRow& candidate) {
    return candidate.first <= status && status <= candidate.last && candidate.steps.has(step);
  });
  return row != rows.end() ? *row : rows.back();
}

}  // namespace auto_sync
