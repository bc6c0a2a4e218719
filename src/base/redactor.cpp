#include "base/redactor.h"

#include <algorithm>

#include "base/base64.h"
#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

static_assert(Redactor::shortest_piece == sizeof(std::uint64_t), "a piece is packed into a number");

constexpr std::string_view hidden = "***";

std::uint64_t with_byte(std::uint64_t piece, char byte) {
  return piece << 8U | static_cast<unsigned char>(byte);
}

/// A place in a table of 4,096, by Fibonacci hashing.
std::size_t place_of(std::uint64_t piece) {
  return piece * 0x9E3779B97F4A7C15U >> 52U;
}

/// base64 of a secret standing somewhere inside a longer text: the part of the encoding that
/// does not depend on the neighbours, for each of the three alignments.
std::string aligned_base64(const std::string& value, std::size_t offset) {
  std::string encoded = base64_encode(std::string(offset, 'x') + value);
  const std::size_t head = (offset * 8 + 5) / 6;
  const std::size_t tail = ((offset + value.size()) * 8) / 6;
  return tail > head ? encoded.substr(head, tail - head) : std::string();
}

/// The alphabet of RFC 4648, section 5.
std::string base64_for_urls(std::string encoded) {
  std::replace(encoded.begin(), encoded.end(), '+', '-');
  std::replace(encoded.begin(), encoded.end(), '/', '_');
  return encoded;
}

/// What a JSON string makes of printable ASCII.
std::string escape_json(std::string_view text) {
  return replace_all(replace_all(std::string(text), "\\", "\\\\"), "\"", "\\\"");
}

/// `%2F` as `%2f`, which is as good.
std::string lower_case_escapes(std::string in_url) {
  for (std::size_t at = in_url.find('%'); at < in_url.size(); at = in_url.find('%', at + 1)) {
    in_url.replace(at + 1, 2, to_lower(std::string_view(in_url).substr(at + 1, 2)));
  }
  return in_url;
}

/// How a form is spelled by the time that it is shown: as it is, or escaped. Of letters, digits and
/// what base64 has beside them only the latter are ever written differently.
std::vector<std::string> spellings(const std::string& form) {
  static constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  std::vector<std::string> all = {form};
  if (form.find_first_not_of(plain) == std::string::npos) {
    if (form.find_first_of("+/") != std::string::npos) all.push_back(base64_for_urls(form));
    return all;
  }
  for (std::string escaped : {escape_json(form), escape_markdown(form)}) {
    if (escaped != form) all.push_back(std::move(escaped));
  }
  return all;
}

}  // namespace

void Redactor::add(const Secret& secret) {
  const std::string value = trim(secret.reveal());
  if (value.empty()) return;
  const std::string in_url = percent_encode(value);
  std::vector<std::string> forms = {value, in_url, base64_encode(value),
                                    base64_encode("x-access-token:" + value)};
  if (value.size() >= 12) {
    for (std::size_t offset = 0; offset < 3; ++offset) {
      forms.push_back(aligned_base64(value, offset));
    }
  }
  if (in_url != value) learn(lower_case_escapes(in_url));
  for (std::string& form : forms) {
    if (form.empty() || std::find(forms_.begin(), forms_.end(), form) != forms_.end()) continue;
    for (const std::string& spelling : spellings(form)) learn(spelling);
    forms_.push_back(std::move(form));
  }
  std::stable_sort(forms_.begin(), forms_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::sort(pieces_.begin(), pieces_.end());
}

void Redactor::learn(std::string_view form) {
  if (form.size() < shortest_piece) {
    short_forms_.emplace_back(form);
    return;
  }
  Piece piece = 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    piece = with_byte(piece, form[i]);
    if (i + 1 < shortest_piece) continue;
    pieces_.push_back(piece);
    maybe_.set(place_of(piece));
  }
}

bool Redactor::knows(Piece piece) const {
  return maybe_[place_of(piece)] && std::binary_search(pieces_.begin(), pieces_.end(), piece);
}

std::string Redactor::operator()(std::string_view text) const {
  std::string out;
  std::size_t done = 0;  // up to here `text` is in `out`, the end of it perhaps as a `***`
  Piece piece = 0;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    piece = with_byte(piece, text[end - 1]);
    if (end < shortest_piece || !knows(piece)) continue;
    const std::size_t begin = end - shortest_piece;
    if (done == 0 || begin > done) {
      out += text.substr(done, begin - done);
      out += hidden;
    }
    done = end;
  }
  out += text.substr(done);
  for (const std::string& form : short_forms_) out = replace_all(std::move(out), form, hidden);
  return out;
}

}  // namespace auto_sync
