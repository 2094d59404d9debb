// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/http/admission.hpp"
#include "shelfcast/http/message.hpp"
#include "shelfcast/identity/credentials.hpp"
#include "shelfcast/identity/token_desk.hpp"
#include "shelfcast/identity/trust.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::identity {

/// Why credentials are not taken.
struct Denial {
  std::string reason;  ///< a stable word
  std::string sentence;
  std::int64_t retry_after = 0;  ///< seconds; 0: never
};

/// The session's cookie.
inline constexpr std::string_view kSessionCookie = "shelfcast_session";

/// Knows who asks: by the configured admin token, a key or token of ours, another issuer's token or a session's cookie.
///
/// Calls: construct, start, who*, stop. Any thread; `who` neither blocks nor waits for an issuer, and what it found out
/// about a token is kept, by the token's digest, until that ends.
class Doorkeeper {
 public:
  struct Options {
    std::string admin_token = {};
    bool loopback_only = false;  ///< without an admin token, whoever is on this machine administrates: no web page
    bool is_required = false;    ///< whoever brings no credentials is nobody; else a visitor, who may read
    Trust trust = {};
    std::size_t kept_tokens = 10'000;
  };
  struct Rooms {
    const Clock& clock;
    const Credentials* credentials = nullptr;  ///< null: there are none of ours
    const TokenDesk* desk = nullptr;
  };
  /// `config` where the trust cannot be: a secret that is too short, an issuer without keys.
  static Result<std::unique_ptr<Doorkeeper>> open(const Rooms& rooms, Options options);
  ~Doorkeeper();

  void start();
  void stop();
  /// From now on; empty: none.
  void change_admin_token(std::string token);
  [[nodiscard]] bool has_admin_token() const;
  [[nodiscard]] std::expected<CallerPtr, Denial> who(const http::Request& request) const;
  /// The same of whoever is known already, without an allocation but OpenSSL's own. Null is no denial: `who` judges.
  [[nodiscard]] CallerPtr recognised(const http::AskedHead& head) const;

 private:
  struct Impl;
  explicit Doorkeeper(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What is shown as a bearer's credentials: the admin token, a key or a token; nothing where there are none.
std::optional<std::string_view> bearer_in(const http::Request& request);

/// What a cookie of that name holds; empty where there is none.
std::string_view cookie_in(const http::Request& request, std::string_view name);
/// Whether a caller is known by its session, which it may end: by the cookie, and not by what Authorization shows.
bool is_by_session(const http::Request& request, const Caller& caller);

}  // namespace shelfcast::identity
