// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/digests.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

// OpenSSL's own name of a key.
struct evp_pkey_st;  // NOLINT(readability-identifier-naming)

/// The few things asked of OpenSSL, with its memory owned.
namespace shelfcast::identity {

using http::bytes_of;
using http::Digest;
using http::hmac_sha256;
using http::sha256;

/// Takes the same time wherever the two differ, so that nobody learns a secret byte by byte.
bool same_secret(std::string_view given, std::string_view expected);

/// Of the system's generator. Ends the process where there is none: nothing is secret then.
std::string random_bytes(std::size_t count);

struct FreePkey {
  void operator()(evp_pkey_st* key) const;
};
/// A key of any algorithm. Any thread may use one.
using Pkey = std::unique_ptr<evp_pkey_st, FreePkey>;

/// Null where that is no sound key: modulus and exponent, or a point of P-256, big-endian.
Pkey rsa_public_key(std::string_view modulus, std::string_view exponent);
Pkey p256_public_key(std::string_view x, std::string_view y);
bool is_rsa_signature(evp_pkey_st& key, std::string_view bytes, std::string_view signature);
/// Signatures as JWS has them: r and s, 32 bytes each.
bool is_p256_signature(evp_pkey_st& key, std::string_view bytes, std::string_view signature);

/// For ES256.
Pkey new_p256_key();
std::string p256_sign(evp_pkey_st& key, std::string_view bytes);
std::string pem_of(evp_pkey_st& key);
Pkey p256_key_in(std::string_view pem);  ///< null where it holds no private key of P-256
struct Point {
  std::string x;
  std::string y;
};
Point p256_point(evp_pkey_st& key);

}  // namespace shelfcast::identity
