#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace auto_sync {

/// Replaces every known secret, plain or in a base64 form, by `***`.
/// The runner masks its log, not our report files; this masks both.
class Redactor {
 public:
  /// Learns a secret: the token, the token URL-encoded, its base64, and the base64 of the Basic
  /// credentials `x-access-token:TOKEN` that git's HTTP requests carry. An empty secret is ignored.
  void add(const Secret& secret);

  /// `text` with every known secret replaced.
  std::string operator()(std::string_view text) const;

  /// The forms to hand to the runner's `::add-mask::`, longest first.
  const std::vector<std::string>& forms() const { return forms_; }

 private:
  std::vector<std::string> forms_;
};

}  // namespace auto_sync
