#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/explanation.h"
#include "domain/large_file.h"
#include "domain/settings.h"

namespace auto_sync {

/// The largest file that github.com takes: 100 MiB (GitHub docs, "About large files on GitHub").
inline constexpr std::uint64_t github_file_limit = 100ULL << 20;

/// The largest file that the target's host is known to take. None where nobody knows: on another
/// host, and on GitHub Enterprise Server, whose administrator sets the limit. A loopback
/// `server_url` stands in for github.com.
std::optional<std::uint64_t> file_size_limit(const Settings& settings);

/// What the run says when it stops at such a file.
std::string large_file_sentence(const Settings& settings, const LargeFile& file);
/// Why GitHub would refuse it, and what to do.
Explanation explain_large_file(const LargeFile& file);

}  // namespace auto_sync
