// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/crypto.hpp"
#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::identity {

enum class Algorithm : std::uint8_t { rs256, es256, hs256 };

/// A key, and the one algorithm that it is for: what a token says of itself never chooses another.
struct VerifyingKey {
  std::string id;  ///< "kid"; empty: it has none
  Algorithm algorithm;
  Pkey key = nullptr;       ///< null for hs256
  std::string secret = {};  ///< of hs256
};

/// The keys of one issuer at one moment.
struct KeySet {
  std::vector<VerifyingKey> keys;
  [[nodiscard]] bool has(std::string_view id) const;
};
using KeySetPtr = std::shared_ptr<const KeySet>;

/// A JWK Set (RFC 7517). Keys of other kinds and uses are passed over; `invalid` where it is no set, or none of ours is
/// in it. Symmetric keys are never taken from one.
Result<KeySet> read_jwks(std::string_view json);

}  // namespace shelfcast::identity
