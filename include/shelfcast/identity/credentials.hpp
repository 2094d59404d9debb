// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/identity/caller.hpp"
#include "shelfcast/storage/database.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::identity {

/// A key is for programs, a session for whoever has logged in: both are secrets of ours that stand for a caller.
enum class CredentialKind : std::uint8_t { key, session };

struct NewCredential {
  CredentialKind kind = CredentialKind::key;
  std::string name;  ///< what it is for, or who logged in
  Role role = Role::seller;
  std::string seller = {};  ///< of the role seller
  Tier tier = Tier::free;
  ScopeSet scopes = ~ScopeSet{0};  ///< of those that the role may have
  std::optional<Instant> expires = {};
  std::string created_by = {};
};

struct Credential {
  std::string id;
  NewCredential what;
  Instant created;
  std::optional<Instant> revoked = {};
};

/// The keys and sessions of this server. A secret is told once, when it is made; kept is what recognises it.
///
/// Any thread. `find` and `is_valid` never wait for the disk: all that may still be used is in memory.
class Credentials {
 public:
  static Result<std::unique_ptr<Credentials>> open(storage::Database& database, const Clock& clock);

  struct Made {
    Credential credential;
    std::string secret;
  };
  /// `invalid` where role, seller and scopes do not fit together, or it ends before it begins.
  Result<Made> create(NewCredential what);
  /// `not_found`; revoked twice is revoked.
  Result<void> revoke(std::string_view id);
  /// Keys, the newest first, also those that are over.
  [[nodiscard]] Result<std::vector<Credential>> keys(std::size_t at_most) const;

  /// Whether a text has the form of one of our secrets of that kind.
  static bool is_secret(std::string_view text, CredentialKind kind);
  /// Who presents this secret; null where it is none, or over.
  [[nodiscard]] CallerPtr find(std::string_view secret) const;
  /// Who a credential stands for; null where it is over.
  [[nodiscard]] CallerPtr caller_of(std::string_view id) const;

 private:
  struct Kept {
    CallerPtr caller;
    std::array<std::uint8_t, 32> digest;
    std::optional<Instant> expires;
  };
  Credentials(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}
  Result<void> read_all();
  [[nodiscard]] bool is_over(const Kept& kept) const;
  void keep(const Credential& credential, const std::array<std::uint8_t, 32>& digest);

  storage::Database& database_;
  const Clock& clock_;
  mutable std::shared_mutex using_kept_;
  std::map<std::string, Kept, std::less<>> kept_;  // by id
};

}  // namespace shelfcast::identity
