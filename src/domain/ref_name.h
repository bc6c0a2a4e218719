#pragma once
#include <string>
#include <string_view>

namespace auto_sync {

/// Whether git would accept `name` as a full ref name (git-check-ref-format(1)).
bool is_valid_ref_name(std::string_view name);
/// `refs/heads/` + branch.
std::string branch_ref(std::string_view branch);
/// `refs/tags/` + tag.
std::string tag_ref(std::string_view tag);
bool is_tag_ref(std::string_view name);
bool is_branch_ref(std::string_view name);
/// The name without `refs/heads/` or `refs/tags/`; other names stay.
std::string short_ref_name(std::string_view name);
/// Whether a host keeps these refs for itself, so that they are never pushed: refs/pull,
/// refs/merge-requests, refs/for, ... (docs/hosts.md, "Writing").
bool is_host_owned_ref(std::string_view name);

}  // namespace auto_sync
