#pragma once
#include <string>
#include <string_view>

#include "domain/oid.h"
#include "domain/repository.h"

namespace auto_sync {

/// Pages that a report links to. Each is "" for a repository that is not on the GitHub-like
/// server (RepositoryAddress::on_server), because nothing is known about the pages of other hosts.
std::string repository_page(const RepositoryAddress& repository);
std::string commit_page(const RepositoryAddress& repository, const Oid& commit);
/// The page of a branch or tag, given by its short name.
std::string ref_page(const RepositoryAddress& repository, std::string_view short_name);
/// What `to` has that `from` lacks.
std::string compare_page(const RepositoryAddress& repository, const Oid& from, const Oid& to);

/// `url` when it is a plain http(s) address that can stand in a Markdown link, else "".
/// For addresses that came from an API or a payload.
std::string plain_page(std::string_view url);

}  // namespace auto_sync
