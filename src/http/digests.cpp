// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/digests.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <stdexcept>

namespace shelfcast::http {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeContext>;

}  // namespace

/// Every request with credentials has one taken: context and algorithm are looked up once. OpenSSL 3.0 still asks for a
/// hundred bytes each time.
Digest sha256(std::string_view text) {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const DigestContext context(EVP_MD_CTX_new());
  Digest digest{};
  const bool taken = EVP_DigestInit_ex(context.get(), algorithm, nullptr) == 1 &&
                     EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1 &&
                     EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
  if (!taken) throw std::runtime_error("the system has no SHA-256");
  return digest;
}

Digest hmac_sha256(std::string_view secret, std::string_view text) {
  Digest digest{};
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), nullptr);
  return digest;
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace shelfcast::http
