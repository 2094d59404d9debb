// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/base64url.hpp"
#include "identity/crypto.hpp"
#include "identity/jwt.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <string>

namespace shelfcast::test {

using identity::base64url;
using Json = nlohmann::json;

inline const Instant kIssued{1'800'000'000};
inline const std::string kSecret = "a secret that nobody could ever guess";

/// Somebody who issues tokens: sound ones, and whatever a test wants wrong.
class Issuer {
 public:
  explicit Issuer(std::string name = "https://issuer.example") : name_(std::move(name)) {}

  [[nodiscard]] Json claims() const {
    return {{"iss", name_},
            {"aud", "shelfcast"},
            {"sub", "alice"},
            {"role", "analyst"},
            {"iat", kIssued.seconds - 10},
            {"nbf", kIssued.seconds - 10},
            {"exp", kIssued.seconds + 300}};
  }
  [[nodiscard]] Json with(const char* name, Json value) const {
    auto changed = claims();
    changed[name] = std::move(value);
    return changed;
  }
  [[nodiscard]] Json without(const char* name) const {
    auto changed = claims();
    changed.erase(name);
    return changed;
  }

  [[nodiscard]] std::string es256(const Json& claims) const { return identity::signed_token(claims, "ec", *ec_); }
  [[nodiscard]] std::string es256() const { return es256(claims()); }
  [[nodiscard]] std::string rs256() const { return signed_by_rsa({{"alg", "RS256"}, {"kid", "rsa"}}, claims().dump()); }
  [[nodiscard]] static std::string hs256(const Json& header, const Json& claims, std::string_view secret) {
    const std::string text = unsigned_part(header, claims.dump());
    return text + '.' + base64url(identity::bytes_of(identity::hmac_sha256(secret, text)));
  }

  [[nodiscard]] std::string signed_by_ec(const Json& header, const std::string& payload) const {
    const std::string text = unsigned_part(header, payload);
    return text + '.' + base64url(identity::p256_sign(*ec_, text));
  }
  [[nodiscard]] std::string signed_by_rsa(const Json& header, const std::string& payload) const {
    const std::string text = unsigned_part(header, payload);
    std::string signature(512, '\0');
    std::size_t length = signature.size();
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, rsa_.get());
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length,
                   reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    return text + '.' + base64url(signature.substr(0, length));
  }
  static std::string unsigned_part(const Json& header, const std::string& payload) {
    return base64url(header.dump()) + '.' + base64url(payload);
  }

  [[nodiscard]] std::string modulus() const { return number(OSSL_PKEY_PARAM_RSA_N); }
  [[nodiscard]] Json ec_jwk(const char* id = "ec") const {
    const auto point = identity::p256_point(*ec_);
    return {{"kty", "EC"}, {"crv", "P-256"}, {"kid", id}, {"x", base64url(point.x)}, {"y", base64url(point.y)}};
  }
  [[nodiscard]] Json rsa_jwk() const {
    return {{"kty", "RSA"},
            {"kid", "rsa"},
            {"use", "sig"},
            {"alg", "RS256"},
            {"n", base64url(modulus())},
            {"e", base64url(number(OSSL_PKEY_PARAM_RSA_E))}};
  }
  [[nodiscard]] std::string jwks() const { return Json{{"keys", {ec_jwk(), rsa_jwk()}}}.dump(); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] std::string number(const char* parameter) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(rsa_.get(), parameter, &value);
    std::string text(static_cast<std::size_t>(BN_num_bytes(value)), '\0');
    BN_bn2bin(value, reinterpret_cast<unsigned char*>(text.data()));
    BN_free(value);
    return text;
  }

  std::string name_;
  identity::Pkey ec_ = identity::new_p256_key();
  identity::Pkey rsa_{EVP_RSA_gen(2048)};
};

}  // namespace shelfcast::test
