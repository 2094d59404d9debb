// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/identity/credentials.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace shelfcast::identity {

struct Jwt;
class SigningKey;

/// What a credential was exchanged for.
struct Tokens {
  std::string access;    ///< a JWT of ours (ES256)
  std::int64_t seconds;  ///< until it ends
  std::string refresh;   ///< good for one refreshment
  CallerPtr caller;
};

/// Exchanges keys and sessions for short access tokens, and refreshes these. A refresh token that is used again - by
/// whoever has stolen it, or was robbed of it - revokes all that descend from the same exchange; so does the end of the
/// credential that they come from.
///
/// Any thread. Exchanging and refreshing write to the disk; knowing a token does not.
class TokenDesk {
 public:
  struct Rooms {
    storage::Database& database;
    const Credentials& credentials;
    const Clock& clock;
  };
  struct Options {
    std::string issuer = "shelfcast";  ///< "iss" and "aud" of our tokens
    std::int64_t access_seconds = 600;
    std::int64_t refresh_seconds = 30 * kDaySeconds;
  };
  /// Our key lies in `folder`, for nobody else to read; without one it is made. `corrupt` where it cannot be read.
  static Result<std::unique_ptr<TokenDesk>> open(const Rooms& rooms, const std::filesystem::path& folder,
                                                 Options options);
  ~TokenDesk();

  /// `not_found` where the credential is over.
  Result<Tokens> exchange(const CallerPtr& caller);
  /// `not_found` where the token is unknown, over or revoked; `conflict` where it was used before: its family is
  /// revoked now.
  Result<Tokens> refresh(std::string_view refresh_token);
  /// Revokes its family. A token that nobody knows is no failure: it is good for nothing already.
  Result<void> revoke(std::string_view refresh_token);

  [[nodiscard]] const std::string& issuer() const { return options_.issuer; }
  /// Our public key, as a JWK Set.
  [[nodiscard]] std::string jwks() const;
  /// Who a token of ours, that was taken apart, stands for; null where it is none, or over. `ends` is when it will be.
  [[nodiscard]] CallerPtr caller_of(const Jwt& token, Instant& ends) const;
  /// Grows whenever something is revoked: what was known of tokens before is worth nothing.
  [[nodiscard]] std::uint64_t revocations() const;

 private:
  TokenDesk(const Rooms& rooms, Options options);
  Result<void> read_revoked();
  Result<Tokens> tokens_for(const CallerPtr& caller, const std::string& family, std::string refresh) const;
  Result<void> revoke_family(storage::Database& open, std::string_view family, std::string_view why);

  const Rooms rooms_;
  const Options options_;
  std::unique_ptr<SigningKey> key_;
  mutable std::shared_mutex using_revoked_;
  std::map<std::string, Instant, std::less<>> revoked_;  // family -> when its last access token has ended
  std::uint64_t revocations_ = 0;
};

}  // namespace shelfcast::identity
