#include "adapters/openssl_checksum.h"

#include <openssl/evp.h>

#include <array>

#include "base/error.h"

namespace auto_sync {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// libcrypto fails when it has no memory, or where a policy of the system forbids SHA-1.
void check(int done) {
  if (done != 1) {
    throw Error(ErrorKind::usage, "OpenSSL does not compute SHA-1 on this machine.",
                "Allow it in the system's crypto policy: git's object names are SHA-1.");
  }
}

class Sha1 : public Checksum {
 public:
  Sha1() : context_(EVP_MD_CTX_new()) {
    check(context_ != nullptr ? EVP_DigestInit_ex(context_.get(), EVP_sha1(), nullptr) : 0);
  }

  void update(std::string_view bytes) override {
    check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
  }

  Oid finish() override {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    check(EVP_DigestFinal_ex(context_.get(), digest.data(), &size));
    return Oid::from_bytes(digest.data());
  }

 private:
  std::unique_ptr<EVP_MD_CTX, FreeContext> context_;
};

}  // namespace

std::unique_ptr<Checksum> OpensslChecksums::open() {
  return std::make_unique<Sha1>();
}

}  // namespace auto_sync
