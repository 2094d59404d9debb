// SPDX-License-Identifier: Apache-2.0
#include "identity/crypto.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace shelfcast::identity {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* what) const {
    Free(what);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr std::size_t kHalf = 32;  // of a point, or of a signature, of P-256

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number number(std::string_view text) {
  return Number(BN_bin2bn(bytes(text), static_cast<int>(text.size()), nullptr));
}

/// Checked as a public key: a point that is not on its curve is none.
Pkey public_key(const char* kind, OSSL_PARAM_BLD& builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(&builder));
  const KeyContext making(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  const bool made = parameters && making && EVP_PKEY_fromdata_init(making.get()) == 1 &&
                    EVP_PKEY_fromdata(making.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1;
  Pkey owned(key);
  if (!made) return nullptr;
  const KeyContext checking(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  return checking && EVP_PKEY_public_check(checking.get()) == 1 ? std::move(owned) : nullptr;
}

bool is_signature(EVP_PKEY& key, std::string_view text, std::string_view signature) {
  const DigestContext context(EVP_MD_CTX_new());
  const bool good = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, &key) == 1 &&
                    EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
  if (!good) ERR_clear_error();
  return good;
}

std::string padded(const BIGNUM& value) {
  std::string text(kHalf, '\0');
  BN_bn2binpad(&value, reinterpret_cast<unsigned char*>(text.data()), kHalf);
  return text;
}

}  // namespace

bool same_secret(std::string_view given, std::string_view expected) {
  // Digests are of one length, so that not even that is told.
  const Digest one = sha256(given);
  const Digest other = sha256(expected);
  return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string random_bytes(std::size_t count) {
  std::string drawn(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(drawn.data()), static_cast<int>(count)) != 1)
    throw std::runtime_error("the system has no random numbers");
  return drawn;
}

void FreePkey::operator()(EVP_PKEY* key) const {
  EVP_PKEY_free(key);
}

Pkey rsa_public_key(std::string_view modulus, std::string_view exponent) {
  constexpr int kLeastBits = 2048;
  constexpr int kMostBits = 8192;  // beyond these a signature takes long: nobody may have us work that much
  constexpr int kMostExponentBits = 64;
  const Number n = number(modulus);
  const Number e = number(exponent);
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder) return nullptr;
  if (BN_num_bits(n.get()) < kLeastBits || BN_num_bits(n.get()) > kMostBits || BN_num_bits(e.get()) > kMostExponentBits)
    return nullptr;
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return public_key("RSA", *builder);
}

Pkey p256_public_key(std::string_view x, std::string_view y) {
  const Builder builder(OSSL_PARAM_BLD_new());
  if (x.size() != kHalf || y.size() != kHalf || !builder) return nullptr;
  const std::string point = std::string("\x04").append(x).append(y);
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return public_key("EC", *builder);
}

bool is_rsa_signature(EVP_PKEY& key, std::string_view text, std::string_view signature) {
  return is_signature(key, text, signature);
}

bool is_p256_signature(EVP_PKEY& key, std::string_view text, std::string_view signature) {
  if (signature.size() != 2 * kHalf) return false;
  const Signature parts(ECDSA_SIG_new());
  ECDSA_SIG_set0(parts.get(), number(signature.substr(0, kHalf)).release(), number(signature.substr(kHalf)).release());
  unsigned char* encoded = nullptr;
  const int length = i2d_ECDSA_SIG(parts.get(), &encoded);
  if (length <= 0) return false;
  const std::string der(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(length));
  OPENSSL_free(encoded);
  return is_signature(key, text, der);
}

Pkey new_p256_key() {
  return Pkey(EVP_EC_gen("P-256"));
}

std::string p256_sign(EVP_PKEY& key, std::string_view text) {
  const DigestContext context(EVP_MD_CTX_new());
  std::string der(static_cast<std::size_t>(EVP_PKEY_get_size(&key)), '\0');
  std::size_t length = der.size();
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, &key) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &length, bytes(text), text.size()) !=
          1)
    throw std::runtime_error("our own key does not sign");
  const unsigned char* from = bytes(der);
  const Signature parts(d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(length)));
  if (!parts) throw std::runtime_error("our own signature cannot be read");
  return padded(*ECDSA_SIG_get0_r(parts.get())) + padded(*ECDSA_SIG_get0_s(parts.get()));
}

std::string pem_of(EVP_PKEY& key) {
  const Bio memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(memory.get(), &key, nullptr, nullptr, 0, nullptr, nullptr);
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

Pkey p256_key_in(std::string_view pem) {
  const Bio memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Pkey key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr));
  if (!key) ERR_clear_error();
  std::array<char, 32> group{};
  const bool is_p256 = key && EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), nullptr) == 1 &&
                       std::string_view(group.data()) == "prime256v1";
  return is_p256 ? std::move(key) : nullptr;
}

Point p256_point(EVP_PKEY& key) {
  std::string encoded(1 + 2 * kHalf, '\0');
  std::size_t length = 0;
  if (EVP_PKEY_get_octet_string_param(&key, OSSL_PKEY_PARAM_PUB_KEY, reinterpret_cast<unsigned char*>(encoded.data()),
                                      encoded.size(), &length) != 1 ||
      length != encoded.size())
    throw std::runtime_error("our own key has no point");
  return {encoded.substr(1, kHalf), encoded.substr(1 + kHalf)};
}

}  // namespace shelfcast::identity
