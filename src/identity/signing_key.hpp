// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/key_set.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace shelfcast::identity {

/// The server's own key (P-256): it signs what the server says of callers.
class SigningKey {
 public:
  /// Reads the file, or makes key and file where there is none.
  static Result<SigningKey> open(const std::filesystem::path& file);

  [[nodiscard]] std::string sign(const nlohmann::json& claims) const;
  [[nodiscard]] std::string jwks() const;
  /// Its public half, to check with.
  [[nodiscard]] const KeySet& keys() const { return keys_; }

 private:
  explicit SigningKey(Pkey key);

  Pkey key_;
  Point point_;
  std::string id_;  // follows from the key
  KeySet keys_;
};

}  // namespace shelfcast::identity
