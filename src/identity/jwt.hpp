// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/key_set.hpp"
#include "shelfcast/base/time.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::identity {

/// Why a token is not taken. A stable word of each is a metric's label.
enum class Fault : std::uint8_t {
  malformed,
  unknown_issuer,
  unknown_key,
  bad_signature,
  wrong_audience,
  expired,
  not_yet,
  revoked,
  without_role
};
std::string_view name_of(Fault fault);
/// For whoever sent it.
std::string_view sentence_of(Fault fault);

inline constexpr std::size_t kLongestToken = 8192;

/// A token (RFC 7519, compact and signed) taken apart. Nothing of it is to be believed before `check`.
struct Jwt {
  std::string algorithm;
  std::string key_id;  ///< empty: none
  nlohmann::json claims;
  std::string_view signed_part;
  std::string signature;

  /// Of a text that outlives it.
  static std::expected<Jwt, Fault> read(std::string_view token);
  [[nodiscard]] std::string issuer() const;
};

struct TokenRules {
  std::string issuer;
  std::string audience;
  std::int64_t leeway = 60;  ///< seconds that clocks may differ by
};

/// Signature, issuer, audience and times. A token without an end is not taken.
std::expected<void, Fault> check(const Jwt& token, const KeySet& keys, const TokenRules& rules, Instant now);

/// Of a token that was checked.
Instant end_of(const Jwt& token);

/// Signed by ES256.
std::string signed_token(const nlohmann::json& claims, std::string_view key_id, evp_pkey_st& key);

}  // namespace shelfcast::identity
