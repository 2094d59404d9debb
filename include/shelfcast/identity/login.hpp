// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/identity/credentials.hpp"
#include "shelfcast/identity/trust.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::identity {

class IssuerKeys;
struct Jwt;

/// Logs people in by an OpenID provider: authorization code flow with PKCE (S256), state and nonce. What comes of it is
/// a session of ours; nothing of the provider's is kept.
///
/// Calls: construct, (begin, finish)*; any thread, each may wait some seconds for the provider. `unavailable` where it
/// is not there.
class Login {
 public:
  struct Options {
    std::string issuer;  ///< its configuration is at issuer + "/.well-known/openid-configuration"
    std::string client_id;
    std::string client_secret = {};  ///< empty: a public client
    std::string scope = "openid";
    std::string ca_file = {};  ///< who vouches for an issuer of https; empty: whom the system trusts
    std::string address = {};  ///< where browsers find this server: "http://127.0.0.1:8080"
    std::int64_t session_seconds = 8 * kHour;
    std::int64_t leeway = 60;
    ClaimNames claims = {};
  };
  Login(const Clock& clock, Credentials& credentials, Options options);
  ~Login();

  struct Begun {
    std::string redirect;  ///< to the provider
    std::string state;     ///< the browser brings it back, in a cookie
  };
  /// `return_to`: the page to end at, a path of this server.
  Result<Begun> begin(std::string_view return_to);

  /// What the provider sent the browser back with, and the cookie that the browser was given when it began.
  struct Return {
    std::string state;
    std::string code;
    std::string kept_state;
  };
  struct Finished {
    Credentials::Made session;
    std::string return_to;
  };
  /// `rejected` where this is no answer to a login that was begun here, by this browser, within minutes, once; or where
  /// the provider's token is wrong or names no role.
  Result<Finished> finish(const Return& returned);

  /// Whether browsers reach this server by https.
  [[nodiscard]] bool is_secure() const { return options_.address.starts_with("https://"); }
  [[nodiscard]] std::int64_t session_seconds() const { return options_.session_seconds; }

 private:
  struct Provider {
    std::string authorization;
    std::string token;
    std::string keys;
  };
  struct Pending {
    std::string verifier;
    std::string nonce;
    std::string return_to;
    Instant begun;
  };
  Result<Provider> provider();
  Result<std::string> id_token(const Provider& provider, const Pending& pending, const std::string& code) const;
  Result<Caller> checked(const std::string& id_token, const Pending& pending);
  Result<void> is_the_providers(const Jwt& token);
  [[nodiscard]] std::optional<Pending> take(const Return& returned);
  [[nodiscard]] std::string callback() const { return options_.address + "/login/callback"; }

  const Clock& clock_;
  Credentials& credentials_;
  const Options options_;
  std::mutex looking_;  // for the provider's keys
  std::mutex using_all_below_;
  std::optional<Provider> provider_;
  std::unique_ptr<IssuerKeys> keys_;
  LruCache<std::string, Pending> pending_;
};

/// A path of this server and nothing else: what may be returned to.
bool is_own_path(std::string_view path);

}  // namespace shelfcast::identity
