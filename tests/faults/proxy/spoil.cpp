#include "faults/proxy/spoil.h"

#include <algorithm>

namespace auto_sync::faults {
namespace {

std::size_t offset(std::size_t size, std::uint64_t thousandths) {
  return std::min<std::size_t>(size * thousandths / 1000, size - 1);
}

}  // namespace

void corrupt(std::string& bytes, std::size_t begin, std::uint64_t thousandths) {
  if (begin >= bytes.size()) return;
  const std::size_t at = begin + offset(bytes.size() - begin, thousandths);
  bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ 0x04U);
}

void spoil(std::string& body, const Fault& fault) {
  if (body.empty()) return;
  const std::size_t at = offset(body.size(), fault.amount);
  if (fault.kind == Kind::corrupt) corrupt(body, 0, fault.amount);
  if (fault.kind == Kind::truncate) body.resize(at);
  if (fault.kind == Kind::duplicate) body.insert(at, body.substr(at, 100));
}

testing::HttpAnswer false_answer(const Fault& fault, const std::string& request,
                                 const std::string& own_url) {
  testing::HttpAnswer answer;
  answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  answer.body = "<!DOCTYPE html><html><body><h1>Something is in the way</h1></body></html>\n";
  if (fault.kind == Kind::html) return answer;
  answer.status = fault.status;
  if (fault.kind == Kind::redirect) {
    const std::string nowhere = "http://127.0.0.1:1";
    answer.headers.emplace_back("Location", (fault.eager ? nowhere : own_url) + request);
  }
  if (fault.status == 401) answer.headers.emplace_back("WWW-Authenticate", "Basic realm=\"x\"");
  if (fault.status == 429 || fault.status == 503) answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

}  // namespace auto_sync::faults
