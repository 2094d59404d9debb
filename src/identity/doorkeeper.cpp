// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/doorkeeper.hpp"

#include "identity/claims.hpp"
#include "identity/issuer_keys.hpp"
#include "identity/jwt.hpp"
#include "identity/known_tokens.hpp"
#include "identity/own_page.hpp"
#include "identity/shown.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <mutex>
#include <optional>
#include <utility>

namespace shelfcast::identity {
namespace {

constexpr std::size_t kLeastSecret = 32;
constexpr std::int64_t kSoon = 1;

CallerPtr fixed(std::string name, Role role) {
  return std::make_shared<const Caller>(
      Caller{.name = std::move(name), .role = role, .seller = {}, .scopes = scopes_of(role)});
}

std::unexpected<Denial> denied(std::string_view reason, std::string_view sentence, std::int64_t retry_after = 0) {
  telemetry::counter("shelfcast_identity_denials_total", {{"reason", reason}}).add();
  return std::unexpected(Denial{std::string(reason), std::string(sentence), retry_after});
}

std::unexpected<Denial> denied(Fault fault) {
  return denied(name_of(fault), sentence_of(fault), fault == Fault::unknown_key ? kSoon : 0);
}

Result<KeySet> secret_keys(const Trust& trust) {
  KeySet keys;
  if (trust.hs256_secret.empty()) return keys;
  if (trust.hs256_secret.size() < kLeastSecret)
    return fail(Code::config, "identity.hs256_secret", "must be at least 32 bytes long");
  keys.keys.push_back({.id = {}, .algorithm = Algorithm::hs256, .secret = trust.hs256_secret});
  return keys;
}

}  // namespace

struct Doorkeeper::Impl {
  Impl(const Rooms& with, Options settings, KeySet secret)
      : rooms(with),
        options(std::move(settings)),
        admin_token(std::make_shared<const std::string>(options.admin_token)),
        secrets(std::move(secret)),
        keys(rooms.clock,
             options.trust.jwks.empty() ? IssuerKeys::Read() : jwks_at(options.trust.jwks, options.trust.ca_file),
             {.issuer = options.trust.issuer, .every_seconds = options.trust.keys_every_seconds}),
        known(options.kept_tokens) {}

  [[nodiscard]] CallerPtr without_credentials(const Shown& shown) const {
    if (options.is_required) return nobody;
    const bool administrates =
        current_admin_token()->empty() && options.loopback_only && shown.local && is_from_no_foreign_page(shown);
    return administrates ? local_admin : visitor;
  }

  /// Null where nobody is known by this.
  CallerPtr recognised(const Shown& shown) {
    if (const auto given = shown.bearer()) return by_bearer(*given);
    const auto session = shown.cookie(kSessionCookie);
    const bool is_one = rooms.credentials != nullptr && Credentials::is_secret(session, CredentialKind::session);
    auto caller = is_one ? rooms.credentials->find(session) : nullptr;
    // A session that is over is none: whoever had it logs in again.
    if (!caller) return without_credentials(shown);
    return is_from_our_page(shown) ? caller : nullptr;
  }

  CallerPtr by_bearer(std::string_view given) {
    const auto required = current_admin_token();
    if (!required->empty() && same_secret(given, *required)) return token_admin;
    if (!Credentials::is_secret(given, CredentialKind::key)) return by_known_token(given);
    return rooms.credentials == nullptr ? nullptr : rooms.credentials->find(given);
  }

  CallerPtr by_known_token(std::string_view token) {
    if (token.size() > kLongestToken) return nullptr;
    auto caller = known.find(sha256(token), rooms.clock.now(), now_checked_by());
    return caller && is_valid(*caller) ? caller : nullptr;
  }

  [[nodiscard]] KnownTokens::CheckedBy now_checked_by() const {
    return {rooms.desk == nullptr ? 0 : rooms.desk->revocations(), keys.current()};
  }

  /// Whoever is not recognised.
  std::expected<CallerPtr, Denial> judged(const Shown& shown) {
    const auto given = shown.bearer();
    if (!given) return denied("foreign_page", "A session's cookie acts only for pages of this server.");
    if (Credentials::is_secret(*given, CredentialKind::key))
      return denied("unknown_key_or_session", "This key or session is unknown, has expired or was revoked.");
    return by_token(*given);
  }

  std::expected<CallerPtr, Denial> by_token(std::string_view token) {
    if (token.size() > kLongestToken) return denied(Fault::malformed);
    const Instant now = rooms.clock.now();
    const auto checked_by = now_checked_by();
    const auto parts = Jwt::read(token);
    if (!parts) return denied(parts.error());
    KnownTokens::Entry entry{.caller = nullptr, .ends = {}, .checked_by = checked_by};
    const bool is_ours = rooms.desk != nullptr && parts->issuer() == rooms.desk->issuer();
    if (is_ours) {
      entry.caller = rooms.desk->caller_of(*parts, entry.ends);
      if (!entry.caller) return denied(Fault::revoked);
    } else {
      auto caller = of_issuer(*parts, *checked_by.published, now);
      if (!caller) return denied(caller.error());
      entry.caller = std::make_shared<const Caller>(std::move(*caller));
      entry.ends = end_of(*parts) + options.trust.leeway;
    }
    known.put(sha256(token), entry);
    return entry.caller;
  }

  /// What was known of it may be over meanwhile.
  [[nodiscard]] bool is_valid(const Caller& caller) const {
    return caller.credential.empty() || rooms.credentials->caller_of(caller.credential) != nullptr;
  }

  std::expected<Caller, Fault> of_issuer(const Jwt& token, const KeySet& published, Instant now) {
    const auto& trust = options.trust;
    const TokenRules rules{.issuer = trust.issuer, .audience = trust.audience, .leeway = trust.leeway};
    const bool by_shared_secret = token.algorithm == "HS256";
    const auto checked = check(token, by_shared_secret ? secrets : published, rules, now);
    if (!checked && checked.error() == Fault::unknown_key && !by_shared_secret) keys.is_missed();
    if (!checked) return std::unexpected(checked.error());
    auto caller = caller_in(token.claims, trust.claims);
    if (!caller) return std::unexpected(Fault::without_role);
    return std::move(*caller);
  }

  [[nodiscard]] std::shared_ptr<const std::string> current_admin_token() const {
    const std::scoped_lock lock(changing_admin_token);
    return admin_token;
  }

  Rooms rooms;
  Options options;
  mutable std::mutex changing_admin_token;
  std::shared_ptr<const std::string> admin_token;  // the one in force
  KeySet secrets;
  IssuerKeys keys;
  KnownTokens known;
  CallerPtr nobody = fixed("", Role::nobody);
  CallerPtr visitor = fixed("", Role::visitor);
  CallerPtr local_admin = fixed("this machine", Role::admin);
  CallerPtr token_admin = fixed("admin token", Role::admin);
};

Result<std::unique_ptr<Doorkeeper>> Doorkeeper::open(const Rooms& rooms, Options options) {
  const auto& trust = options.trust;
  auto secrets = secret_keys(trust);
  if (!secrets) return std::unexpected(secrets.error());
  const bool has_keys = !trust.jwks.empty() || !trust.hs256_secret.empty();
  if (!trust.issuer.empty() && !has_keys)
    return fail(Code::config, "identity.issuer", "needs its keys: identity.jwks, or identity.hs256_secret");
  if (trust.issuer.empty() && has_keys)
    return fail(Code::config, "identity.issuer", "is needed beside identity.jwks and identity.hs256_secret");
  if (rooms.desk != nullptr && trust.issuer == rooms.desk->issuer())
    return fail(Code::config, "identity.issuer", "is the name that this server gives itself");
  return std::unique_ptr<Doorkeeper>(
      new Doorkeeper(std::make_unique<Impl>(rooms, std::move(options), std::move(*secrets))));
}

Doorkeeper::Doorkeeper(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Doorkeeper::~Doorkeeper() = default;

void Doorkeeper::start() {
  impl_->keys.start();
}

void Doorkeeper::stop() {
  impl_->keys.stop();
}

void Doorkeeper::change_admin_token(std::string token) {
  auto changed = std::make_shared<const std::string>(std::move(token));
  const std::scoped_lock lock(impl_->changing_admin_token);
  impl_->admin_token = std::move(changed);
}

bool Doorkeeper::has_admin_token() const {
  return !impl_->current_admin_token()->empty();
}

std::expected<CallerPtr, Denial> Doorkeeper::who(const http::Request& request) const {
  const Shown shown(request);
  if (auto caller = impl_->recognised(shown)) return caller;
  return impl_->judged(shown);
}

CallerPtr Doorkeeper::recognised(const http::AskedHead& head) const {
  return impl_->recognised(Shown(head));
}

std::optional<std::string_view> bearer_in(const http::Request& request) {
  return Shown(request).bearer();
}

std::string_view cookie_in(const http::Request& request, std::string_view name) {
  return Shown(request).cookie(name);
}

bool is_by_session(const http::Request& request, const Caller& caller) {
  return !caller.credential.empty() && !cookie_in(request, kSessionCookie).empty() &&
         !request.headers.get("Authorization");
}

}  // namespace shelfcast::identity
