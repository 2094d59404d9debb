// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/identity/credentials.hpp"

#include <string_view>
#include <vector>

namespace shelfcast::app {

/// The keys of a data directory, for its owner: see identity::Credentials. Here, not in `control`, which knows no keys.
class Keys {
 public:
  virtual ~Keys() = default;

  /// The one answer that holds the secret.
  virtual Result<identity::Credentials::Made> create(identity::NewCredential what) = 0;
  /// The newest first, also those that are over.
  virtual Result<std::vector<identity::Credential>> list_keys() = 0;
  virtual Result<void> revoke_key(std::string_view id) = 0;
};

/// More than anybody has.
inline constexpr std::size_t kMostKeys = 100'000;

}  // namespace shelfcast::app
