#include "support/standin/model.h"

#include "support/standin/http_message.h"

namespace auto_sync::testing {

Repository* State::find(const std::string& full_name) {
  for (auto& [name, repository] : repositories) {  // GitHub's names ignore case
    if (lower_case(name) == lower_case(full_name)) return &repository;
  }
  return nullptr;
}

Repository* State::find(std::uint64_t id) {
  for (auto& [name, repository] : repositories) {
    if (repository.id == id) return &repository;
  }
  return nullptr;
}

Access State::access(const std::string& token, const Repository& repository) const {
  const Access floor = repository.is_public ? Access::read : Access::none;
  const auto found = tokens.find(token);
  if (found == tokens.end() || found->second.expired) return floor;
  const auto granted = found->second.access.find(repository.full_name);
  return granted == found->second.access.end() ? floor : std::max(floor, granted->second);
}

std::string token_of(std::string_view authorization) {
  const std::size_t space = authorization.find(' ');
  if (space == std::string_view::npos) return {};
  const std::string scheme = lower_case(authorization.substr(0, space));
  const std::string_view rest = authorization.substr(space + 1);
  if (scheme == "bearer" || scheme == "token") return std::string(rest);
  if (scheme != "basic") return {};
  const std::string pair = base64_decode(rest);
  const std::size_t colon = pair.find(':');
  return colon == std::string::npos ? std::string() : pair.substr(colon + 1);
}

}  // namespace auto_sync::testing
