#pragma once
#include <optional>
#include <string_view>

#include "domain/repository.h"
#include "policy/inputs.h"

namespace auto_sync {

/// A repository's address, or why the text names none.
struct RepositoryResult {
  std::optional<RepositoryAddress> address;
  Refusal refusal;
};

/// Understands `owner/name` (on `server_url`), or the http(s) URL of a repository on any git host
/// (docs/hosts.md, "URLs and credentials"). A URL on `server_url` is the same as its `owner/name`.
/// `.git` and slashes at the end make no difference on `server_url`; on other hosts, some of which
/// insist on `.git` and some on its absence, the path is asked for as it was written.
RepositoryResult parse_repository(std::string_view text, std::string_view server_url);

/// Whether both addresses lead to one repository, as far as their text tells.
bool same_repository(const RepositoryAddress& a, const RepositoryAddress& b);

}  // namespace auto_sync
