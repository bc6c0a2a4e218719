#include "base/redactor.h"

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"

namespace auto_sync {
namespace {

/// base64 of a secret standing somewhere inside a longer text: the part of the encoding that
/// does not depend on the neighbours, for each of the three alignments.
std::string aligned_base64(const std::string& value, std::size_t offset) {
  std::string encoded = base64_encode(std::string(offset, 'x') + value);
  const std::size_t head = (offset * 8 + 5) / 6;
  const std::size_t tail = ((offset + value.size()) * 8) / 6;
  return tail > head ? encoded.substr(head, tail - head) : std::string();
}

}  // namespace

void Redactor::add(const Secret& secret) {
  const std::string value = trim(secret.reveal());
  if (value.empty()) return;
  std::vector<std::string> forms = {value, percent_encode(value), base64_encode(value),
                                    base64_encode("x-access-token:" + value)};
  if (value.size() >= 12) {
    for (std::size_t offset = 0; offset < 3; ++offset) {
      forms.push_back(aligned_base64(value, offset));
    }
  }
  for (std::string& form : forms) {
    if (form.empty() || std::find(forms_.begin(), forms_.end(), form) != forms_.end()) continue;
    forms_.push_back(std::move(form));
  }
  std::stable_sort(forms_.begin(), forms_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Redactor::operator()(std::string_view text) const {
  std::string out(text);
  for (const std::string& form : forms_) out = replace_all(std::move(out), form, "***");
  return out;
}

}  // namespace auto_sync
